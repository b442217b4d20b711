-- Claims whose implied figure stands more than once.
-- severity: error
select
    claim_id,
    count(*) as n_rows
from marts.implied_figures
group by claim_id
having count(*) > 1
