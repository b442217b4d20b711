-- Claims whose id stands more than once.
-- severity: error
select
    claim_id,
    count(*) as n_rows
from marts.claims
group by claim_id
having count(*) > 1
