-- Arithmetic on figures, the gravest first.
select
    severity,
    finding_type,
    finding,
    gap,
    claim_ids
from marts.consistency_findings
order by severity asc, gap desc nulls last, finding_id asc
