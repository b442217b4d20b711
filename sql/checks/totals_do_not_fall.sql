-- Running totals below the same claimant's total before: a correction, a typo or a misread figure.
-- severity: warn
select
    claimant_name,
    party_id,
    measure,
    as_of_date,
    figures_reported,
    rise_upper,
    claim_ids
from marts.casualty_series
where time_basis = 'cumulative' and rise_upper < 0
