-- What a multiple, ratio or share implies about the figure that it does not give, beside what is known of that figure.
-- A figure of the same article is the base: "more than 17 times Afghanistan" beside 325,000 implies at most 19,118 for
-- that war, and seeds.earlier_wars knows 13,833 to 15,051. `implied_about` says whose figure is implied: the earlier
-- war's, the other side's, the claim's own, or the part's.
-- grain: claim
-- caution: a base is the nearest figure that fits, and may not be the one that the claimant had in mind.
with relations as (
    select
        claims.*,
        coalesce(claims.claimant_id, claims.claimant_name) as claimant,
        struct_pack(lower := claims.lower, best := claims.best, upper := claims.upper) as factor,
        wars.war_id,
        wars.war_name,
        case
            when claims.claim_type = 'share' then 'part'
            when wars.war_id is not null or regexp_matches(lower(claims.versus_text), '\bwars?\b') then 'earlier war'
            when claims.claim_type = 'ratio' and claims.versus_party_id is not null then 'other side'
            -- "At least twice as many had probably been killed": of a number that stands before.
            when claims.claim_type = 'multiple' then 'own side'
        end as implied_about,
        case
            when wars.war_id is not null
                then struct_pack(lower := wars.lower, best := wars.best, upper := wars.upper)
        end as known_of_war
    from marts.claims as claims
    left join staging.claim_wars as wars on claims.claim_id = wars.claim_id
    where
        claims.claim_type in ('multiple', 'ratio', 'share')
        and claims.is_current
        and claims.status <> 'disputed'
),

bases as (
    select
        relation.claim_id,
        struct_pack(
            claim_id := base.claim_id, measure := base.measure, lower := base.lower, best := base.best,
            upper := base.upper
        ) as base
    from relations as relation
    inner join marts.claims as base
        on
            relation.article_id = base.article_id
            and relation.party_id = base.party_id
            and base.claim_type = 'count'
            and base.status not in ('projected', 'disputed')
            and coalesce(relation.victim_type = base.victim_type, true)
    where
        relation.implied_about is not null
        and case relation.implied_about
            when 'own side' then base.quote_start = relation.quote_start and base.value_start < relation.value_start
            when 'part'
                then
                    base.quote_start = relation.quote_start
                    and not base.is_subset
                    and base.measure in (relation.measure, 'casualties', 'losses')
            else
                coalesce(base.time_basis, 'cumulative') = 'cumulative'
                and (
                    base.measure = relation.measure
                    or (relation.measure = 'losses' and base.measure in ('killed', 'casualties'))
                    or (relation.implied_about = 'other side' and base.measure = 'losses')
                )
        end
    qualify row_number() over (
        partition by relation.claim_id
        order by
            base.measure = relation.measure desc,
            -- "Lost" is nearer to dead than to casualties.
            base.measure = 'casualties' asc,
            abs(base.value_start - relation.value_start) asc, base.claim_id asc
    ) = 1
),

implied as (
    select
        relations.*,
        bases.base,
        case
            when relations.implied_about = 'own side'
                then
                    struct_pack(
                        lower := bases.base.lower * relations.factor.lower,
                        best := bases.base.best * relations.factor.best,
                        upper := bases.base.upper * relations.factor.upper
                    )
            when relations.implied_about = 'part'
                then
                    struct_pack(
                        lower := bases.base.lower * relations.factor.lower / 100,
                        best := bases.base.best * relations.factor.best / 100,
                        upper := bases.base.upper * relations.factor.upper / 100
                    )
            else
                struct_pack(
                    lower := interval_ratio(bases.base, relations.factor).lower,
                    best := bases.base.best / nullif(relations.factor.best, 0),
                    upper := interval_ratio(bases.base, relations.factor).upper
                )
        end as figure,
        if(relations.implied_about = 'other side', relations.versus_party_id, relations.party_id) as implied_party_id
    from relations
    left join bases on relations.claim_id = bases.claim_id
),

-- What others, by name, say within 92 days about the people that the figure is about.
known_of_people as (
    select
        implied.claim_id,
        min(series.lower) as lower,
        max(series.upper) as upper,
        count(distinct coalesce(series.claimant_id, series.claimant_name)) as n_claimants
    from implied
    inner join marts.casualty_series as series
        on
            implied.implied_party_id = series.party_id
            and implied.measure = series.measure
            and implied.conflict_id is not distinct from series.conflict_id
            and series.time_basis = 'cumulative'
            and not series.is_outlier
            and series.qualifier <> 'vague'
            and coalesce(implied.victim_type = series.victim_type, true)
            and series.as_of_date between implied.as_of_date - 92 and implied.as_of_date + 92
            and coalesce(series.claimant_id, series.claimant_name) <> coalesce(implied.claimant, '')
            and not list_contains(series.claim_ids, implied.base.claim_id)
    where implied.implied_about in ('other side', 'own side') and coalesce(implied.time_basis, '') <> 'incident'
    group by implied.claim_id
),

compared as (
    select
        implied.*,
        if(implied.war_id is not null, implied.known_of_war.lower, people.lower) as known_lower,
        implied.known_of_war.best as known_best,
        if(implied.war_id is not null, implied.known_of_war.upper, people.upper) as known_upper,
        case
            when implied.war_id is not null then 'seeds.earlier_wars: ' || implied.war_name
            when people.claim_id is not null
                then 'marts.casualty_series: ' || people.n_claimants || ' other claimants within 92 days'
        end as known_from
    from implied
    left join known_of_people as people on implied.claim_id = people.claim_id
)

select
    claim_id,
    claim_type,
    claimant_name,
    party_id,
    measure,
    value_text,
    versus_text,
    lower,
    best,
    upper,
    base.measure as base_measure,
    base.lower as base_lower,
    base.best as base_best,
    base.upper as base_upper,
    implied_about,
    implied_party_id,
    war_id,
    case when base is not null then interval_text(figure.lower, figure.upper) end as implied_text,
    figure.lower as implied_lower,
    figure.best as implied_best,
    figure.upper as implied_upper,
    known_lower,
    known_best,
    known_upper,
    known_from,
    case
        when base is null then 'no base figure'
        when known_lower is null and known_upper is null then 'nothing known'
        when figure.lower > known_upper then 'above what is known'
        when figure.upper < known_lower then 'below what is known'
        else 'agrees'
    end as verdict,
    case
        when base is null then null
        when implied_about = 'own side'
            then interval_text(base.lower, base.upper) || ' × ' || interval_text(lower, upper)
        when implied_about = 'part'
            then interval_text(base.lower, base.upper) || ' × ' || interval_text(lower, upper) || ' percent'
        else interval_text(base.lower, base.upper) || ' / ' || interval_text(lower, upper)
    end as formula,
    list_filter([claim_id, base.claim_id], lambda id: id is not null) as claim_ids,
    conflict_id,
    as_of_date,
    article_id,
    outlet_name,
    published_date,
    quote
from compared
order by published_date, article_id, value_start, claim_id
