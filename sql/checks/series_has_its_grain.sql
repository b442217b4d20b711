-- Points of the casualty series that stand more than once.
-- severity: error
select
    conflict_id,
    coalesce(claimant_id, claimant_name) as claimant,
    party_id,
    victim_type,
    measure,
    time_basis,
    as_of_date,
    period_start_date,
    count(*) as n_rows
from marts.casualty_series
group by all
having count(*) > 1
