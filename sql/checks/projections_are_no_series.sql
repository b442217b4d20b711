-- Forecasts that feed the series of what happened.
-- severity: error
select
    projections.claim_id,
    series.claimant_name,
    series.as_of_date
from marts.projections as projections
inner join marts.casualty_series as series on list_contains(series.claim_ids, projections.claim_id)
