-- Claims of the archive with what reference data knows of their party and claimant, and with their article.
-- `claimant` is one key for who speaks: the claimant's id, else the name as printed, else the article's own voice.
-- grain: claim
with party_names as (
    select
        combined.party_id,
        string_agg(coalesce(parties.name, combined.part), ' and ' order by combined.place) as party_name
    from (
        select
            distinct_parties.party_id,
            unnest(string_split(distinct_parties.party_id, '+')) as part,
            generate_subscripts(string_split(distinct_parties.party_id, '+'), 1) as place
        from (
            select distinct party_id from archive.claims
            where party_id is not null
        ) as distinct_parties
    ) as combined
    left join seeds.parties as parties on combined.part = parties.party_id
    group by combined.party_id
)

select
    claims.*,
    party_names.party_name,
    coalesce(claims.claimant_id, lower(claims.claimant_name)) as claimant,
    case
        when claimants.claimant_id is not null then claimants.claimant_type
        -- "officials", "a military source": words without a capital are nobody's name. In a series they may be.
        when claims.claimant_name = lower(claims.claimant_name) and claims.rule_id <> 'series' then 'unnamed'
    end as claimant_type,
    articles.outlet_id,
    articles.outlet_name,
    articles.published_date,
    articles.published_earliest_date,
    articles.external_id,
    articles.first_loaded_at,
    articles.is_current
from archive.claims as claims
inner join staging.articles as articles on claims.article_id = articles.article_id
left join party_names on claims.party_id = party_names.party_id
left join seeds.claimants as claimants on claims.claimant_id = claimants.claimant_id
order by articles.published_date, claims.article_id, claims.value_start, claims.claim_id
