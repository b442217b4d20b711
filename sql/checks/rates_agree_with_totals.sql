-- Rates that do not give the total which stands beside them.
-- severity: warn
select
    finding,
    claimant_name,
    party_id,
    outlet_name,
    published_date,
    claim_ids
from marts.consistency_findings
where
    severity = 'contradiction'
    and finding_type in ('rate_against_total')
