-- How a figure changed on its way from the first article that carries it to another one.
-- A restatement shares the origin of the first claim, or says the same number of 1,000 or more about the same party
-- within 15 days of it and has lost the claimant or changed the measure. `drift` names each change.
-- grain: original_claim_id, restated_claim_id
-- caution: the first claim that was read need not be the source; a restatement that lost its claimant may be another's.
with figures as (
    -- Quotes are fetched at the end, for those that drifted: all claims pass through the joins as whole rows.
    select
        claim_id,
        origin_id,
        article_id,
        value_start,
        value_text,
        claim_type,
        conflict_id,
        claimant_id,
        claimant_name,
        party_id,
        victim_type,
        measure,
        time_basis,
        as_of_date,
        date_precision,
        lower,
        best,
        upper,
        qualifier,
        status,
        outlet_name,
        published_date
    from marts.claims
    where is_current and not is_duplicate_in_article
),

-- The first claim of an origin may be an older version of its article, or stand in it twice.
originals as (
    select * from figures
    qualify row_number() over (
        partition by origin_id
        order by published_date asc nulls last, claim_id = origin_id desc, article_id asc, value_start asc, claim_id asc
    ) = 1
),

of_one_origin as (
    select
        a, -- noqa: RF02
        b -- noqa: RF02
    from originals as a
    inner join figures as b on a.origin_id = b.origin_id and a.article_id <> b.article_id
),

-- Each claim that lost its claimant or changed its measure has one original: the nearest before it.
of_one_number as (
    select
        a, -- noqa: RF02
        b -- noqa: RF02
    from originals as a
    inner join figures as b
        on
            a.party_id = b.party_id
            and a.claim_type = 'count'
            and b.claim_type = 'count'
            and coalesce(a.lower, a.upper) >= 1000
            and a.qualifier <> 'vague'
            and coalesce(a.best, a.upper, a.lower) = coalesce(b.best, b.upper, b.lower)
            and a.conflict_id is not distinct from b.conflict_id
            and a.time_basis is not distinct from b.time_basis
            and coalesce(a.victim_type = b.victim_type, true)
            and a.article_id <> b.article_id
            and a.published_date <= b.published_date
            and abs(a.as_of_date - b.as_of_date) <= 15
    where
        a.claimant_name is not null
        and (
            (b.claimant_name is null and a.measure = b.measure)
            or (a.claimant_id = b.claimant_id and a.measure <> b.measure)
        )
    qualify row_number() over (
        partition by b.claim_id
        order by
            a.measure <> b.measure asc, abs(a.as_of_date - b.as_of_date) asc, a.published_date desc, a.claim_id asc
    ) = 1
),

pairs as (
    select * from of_one_origin
    union all by name
    select * from of_one_number
),

described as (
    select
        a, -- noqa: RF02
        b, -- noqa: RF02
        case
            when a.best is not null then if(a.qualifier in ('about', 'nearly'), 'rounded point', 'point')
            when a.lower is not null and a.upper is not null then 'interval'
            when coalesce(a.lower, a.upper) in (b.lower, b.upper) then 'bound'
            else 'rounded bound'
        end as form_a,
        case
            when b.best is not null then if(b.qualifier in ('about', 'nearly'), 'rounded point', 'point')
            when b.lower is not null and b.upper is not null then 'interval'
            when coalesce(b.lower, b.upper) in (a.lower, a.upper) then 'bound'
            else 'rounded bound'
        end as form_b
    from pairs
),

drifts as (
    select
        described.*,
        list_filter(
            [
                if(form_a <> form_b, form_a || ' to ' || form_b, null),
                if(
                    form_a = form_b and (a.lower is distinct from b.lower or a.upper is distinct from b.upper),
                    'other ' || form_a, null
                ),
                if(a.measure <> b.measure, 'measure: ' || a.measure || ' to ' || b.measure, null),
                if(a.victim_type is not null and b.victim_type is null, 'victim type lost', null),
                if(a.claimant_name is not null and b.claimant_name is null, 'claimant lost', null),
                if(a.status <> b.status, 'status: ' || a.status || ' to ' || b.status, null),
                if(
                    a.date_precision <> 'inferred' and coalesce(b.date_precision, 'inferred') = 'inferred',
                    'date lost', null
                )
            ], lambda change: change is not null
        ) as changes
    from described
)

select
    a.origin_id,
    a.claim_id as original_claim_id,
    b.claim_id as restated_claim_id,
    array_to_string(drifts.changes, '; ') as drift,
    a.value_text as original_text,
    b.value_text as restated_text,
    a.qualifier as original_qualifier,
    b.qualifier as restated_qualifier,
    a.lower as original_lower,
    a.best as original_best,
    a.upper as original_upper,
    b.lower as restated_lower,
    b.best as restated_best,
    b.upper as restated_upper,
    a.party_id,
    a.claimant_name as original_claimant_name,
    b.claimant_name as restated_claimant_name,
    a.measure as original_measure,
    b.measure as restated_measure,
    a.as_of_date as original_as_of_date,
    b.as_of_date as restated_as_of_date,
    a.outlet_name as original_outlet_name,
    b.outlet_name as restated_outlet_name,
    a.published_date as original_published_date,
    b.published_date as restated_published_date,
    b.published_date - a.published_date as days_between,
    originally.quote as original_quote,
    restated.quote as restated_quote
from drifts
inner join marts.claims as originally on drifts.a.claim_id = originally.claim_id
inner join marts.claims as restated on drifts.b.claim_id = restated.claim_id
where len(drifts.changes) > 0
order by a.origin_id, b.published_date, b.claim_id
