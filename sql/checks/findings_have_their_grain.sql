-- Findings of arithmetic whose id stands more than once.
-- severity: error
select
    finding_id,
    count(*) as n_rows
from marts.consistency_findings
group by finding_id
having count(*) > 1
