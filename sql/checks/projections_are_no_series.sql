-- Forecasts that feed the series of what happened.
-- severity: error
with series as (
    select
        claimant_name,
        as_of_date,
        unnest(claim_ids) as claim_id
    from marts.casualty_series
)

select
    projections.claim_id,
    series.claimant_name,
    series.as_of_date
from marts.projections as projections
inner join series on projections.claim_id = series.claim_id
