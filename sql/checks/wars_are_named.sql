-- Claims of a war of whose sides none is named in their article, nor loses people in it.
-- severity: warn
with wars as (
    select distinct
        claims.article_id,
        claims.conflict_id,
        string_split(conflicts.party_ids, '+') as party_ids
    from marts.claims as claims
    inner join seeds.conflicts as conflicts on claims.conflict_id = conflicts.conflict_id
    where claims.rule_id <> 'series' and conflicts.party_ids is not null
),

texts as materialized (
    select
        article_id,
        lower(concat_ws(' ', text, title, outlet_name)) as words
    from marts.articles
),

unnamed as (
    select wars.*
    from wars
    inner join texts on wars.article_id = texts.article_id
    where not exists (
        select 1 from seeds.names as names
        where
            names.refers_to not in ('claimant', 'conflict')
            and list_contains(wars.party_ids, names.id)
            and contains(texts.words, lower(names.name))
    )
)

select
    claims.claim_id,
    claims.conflict_id,
    claims.party_id,
    claims.quote
from unnamed
inner join marts.claims as claims
    on unnamed.article_id = claims.article_id and unnamed.conflict_id = claims.conflict_id
where not coalesce(list_has_any(unnamed.party_ids, string_split(claims.party_id, '+')), false)
