-- Killed, wounded or missing above the casualties that count them all.
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
    and finding_type in ('killed_above_casualties', 'wounded_above_casualties', 'missing_above_casualties')
