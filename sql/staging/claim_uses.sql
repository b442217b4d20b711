-- How many rows of the other marts each claim feeds: what hangs on its being read rightly.
-- grain: claim_id
with uses as (
    select unnest(claim_ids) as claim_id from marts.casualty_series
    union all by name
    select unnest(claim_ids_a || claim_ids_b) as claim_id from marts.source_comparisons
    union all by name
    select unnest(claim_ids) as claim_id from marts.derived_rates
    union all by name
    select unnest(claim_ids) as claim_id from marts.loss_ratios
    union all by name
    select unnest(claim_ids) as claim_id from marts.consistency_findings
    union all by name
    select unnest(claim_ids) as claim_id from marts.implied_figures
    union all by name
    select unnest(claim_ids) as claim_id from marts.projections
    union all by name
    select unnest([original_claim_id, restated_claim_id]) as claim_id from marts.citation_drift
    union all by name
    select unnest(claim_ids) as claim_id from marts.claimant_profiles
    union all by name
    select unnest(claim_ids) as claim_id from marts.estimate_bands
)

select
    claim_id,
    count(*) as n_rows_fed
from uses
group by all
order by all
