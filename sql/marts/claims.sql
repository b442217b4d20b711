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
    -- The same figure stands earlier in the same article, by the same claimant or where one of the two names none.
    exists(
        select 1
        from staging.claims as earlier
        where
            earlier.article_id = claims.article_id
            and (earlier.value_start, earlier.claim_id) < (claims.value_start, claims.claim_id)
            and earlier.claim_type = claims.claim_type
            and earlier.measure = claims.measure
            and earlier.party_id is not distinct from claims.party_id
            and earlier.per_unit is not distinct from claims.per_unit
            and earlier.versus_party_id is not distinct from claims.versus_party_id
            and earlier.versus_text is not distinct from claims.versus_text
            and earlier.time_basis is not distinct from claims.time_basis
            and earlier.period_start_date is not distinct from claims.period_start_date
            and earlier.period_end_date is not distinct from claims.period_end_date
            and earlier.lower is not distinct from claims.lower
            and earlier.upper is not distinct from claims.upper
            and coalesce(earlier.claimant = claims.claimant, true)
    ) as is_duplicate_in_article,
    claims.is_current,
    claims.rule_id,
    claims.extractor,
    claims.extractor_version,
    claims.reasons
from staging.claims as claims
inner join staging.claim_origins as origins on claims.claim_id = origins.claim_id
order by claims.published_date, claims.article_id, claims.value_start, claims.claim_id
