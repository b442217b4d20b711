-- Claims: every casualty figure that an article prints, with its words, claimant, bounds and dates.
-- grain: claim
-- caution: a figure that forty outlets repeat stands here forty times; count `origin_id` to count figures.
with figures as (
    select
        claim_id,
        article_id,
        value_start,
        claimant,
        claim_type,
        measure,
        party_id,
        victim_type,
        per_unit,
        versus_party_id,
        versus_text,
        time_basis,
        period_start_date,
        period_end_date,
        lower,
        upper
    from staging.claims
),

-- The same claimant gave the figure earlier in the article; or nobody is named here, and somebody elsewhere in it.
repeated as (
    select distinct figures.claim_id
    from figures
    inner join figures as other
        on
            figures.article_id = other.article_id
            and figures.claim_type = other.claim_type
            and figures.measure = other.measure
            and figures.party_id is not distinct from other.party_id
            and coalesce(figures.victim_type = other.victim_type, true)
            and figures.per_unit is not distinct from other.per_unit
            and figures.versus_party_id is not distinct from other.versus_party_id
            and figures.versus_text is not distinct from other.versus_text
            and figures.time_basis is not distinct from other.time_basis
            and figures.period_start_date is not distinct from other.period_start_date
            and figures.period_end_date is not distinct from other.period_end_date
            and figures.lower is not distinct from other.lower
            and figures.upper is not distinct from other.upper
    where
        (figures.claimant is null and other.claimant is not null)
        or (
            figures.claimant is not distinct from other.claimant
            and (other.value_start, other.claim_id) < (figures.value_start, figures.claim_id)
        )
)

select
    claims.claim_id,
    claims.article_id,
    claims.quote,
    claims.quote_start,
    claims.quote_end,
    claims.value_text,
    claims.value_start,
    claims.value_end,
    claims.claim_type,
    claims.measure,
    claims.measure_text,
    claims.party_id,
    claims.party_name,
    claims.victim_type,
    claims.lower,
    claims.best,
    claims.upper,
    claims.qualifier,
    claims.per_unit,
    claims.versus_party_id,
    claims.versus_text,
    claims.time_basis,
    claims.period_start_date,
    claims.period_end_date,
    claims.as_of_date,
    claims.date_precision,
    claims.claimant_id,
    claims.claimant_name,
    claims.claimant_type,
    claims.claimant_text,
    claims.via_text,
    claims.status,
    claims.is_subset,
    claims.conflict_id,
    claims.outlet_id,
    claims.outlet_name,
    claims.published_date,
    claims.external_id,
    origins.origin_id,
    repeated.claim_id is not null as is_duplicate_in_article,
    claims.is_current,
    claims.rule_id,
    claims.extractor,
    claims.extractor_version,
    claims.reasons,
    corrections.decision,
    corrections.corrected_columns
from staging.claims as claims
inner join staging.claim_origins as origins on claims.claim_id = origins.claim_id
left join repeated on claims.claim_id = repeated.claim_id
left join (
    select
        item_id,
        any_value(decision) as decision,
        list(column_name order by row_number) filter (where column_name is not null) as corrected_columns
    from quality.corrections
    where outcome = 'applied'
    group by item_id
) as corrections on claims.claim_id = corrections.item_id
order by claims.published_date, claims.article_id, claims.value_start, claims.claim_id
