-- Bands of one policy for the same people and month that stand more than once.
-- severity: error
select
    conflict_id,
    party_id,
    victim_type,
    measure,
    month_date,
    policy,
    count(*) as n_rows
from marts.estimate_bands
group by all
having count(*) > 1
