-- Forecasts that stand more than once.
-- severity: error
select
    claim_id,
    count(*) as n_rows
from marts.projections
group by claim_id
having count(*) > 1
