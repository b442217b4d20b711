-- Figures of a day that are not the difference of the claimant's totals around it.
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
    and finding_type in ('daily_against_totals')
