-- Ratios and shares that the figures beside them do not give.
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
    and finding_type in ('ratio_against_figures', 'share_against_figures')
