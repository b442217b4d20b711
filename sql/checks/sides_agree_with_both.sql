-- Figures of both sides together that are not the sum of the sides.
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
    and finding_type in ('sides_against_both')
