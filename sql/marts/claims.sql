-- Claims: every casualty figure that an article prints, with its words, claimant, bounds and dates.
-- grain: claim
-- caution: a figure that forty outlets repeat stands here forty times; count `origin_id` to count figures.
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
    -- The same claimant gave the figure earlier in the article; or nobody is named here, and somebody elsewhere in it.
    exists(
        select 1
        from staging.claims as other
        where
            other.article_id = claims.article_id
            and (
                (claims.claimant is null and other.claimant is not null)
                or (
                    other.claimant is not distinct from claims.claimant
                    and (other.value_start, other.claim_id) < (claims.value_start, claims.claim_id)
                )
            )
            and other.claim_type = claims.claim_type
            and other.measure = claims.measure
            and other.party_id is not distinct from claims.party_id
            and coalesce(other.victim_type = claims.victim_type, true)
            and other.per_unit is not distinct from claims.per_unit
            and other.versus_party_id is not distinct from claims.versus_party_id
            and other.versus_text is not distinct from claims.versus_text
            and other.time_basis is not distinct from claims.time_basis
            and other.period_start_date is not distinct from claims.period_start_date
            and other.period_end_date is not distinct from claims.period_end_date
            and other.lower is not distinct from claims.lower
            and other.upper is not distinct from claims.upper
    ) as is_duplicate_in_article,
    claims.is_current,
    claims.rule_id,
    claims.extractor,
    claims.extractor_version,
    claims.reasons,
    corrections.decision,
    corrections.corrected_columns
from staging.claims as claims
inner join staging.claim_origins as origins on claims.claim_id = origins.claim_id
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
