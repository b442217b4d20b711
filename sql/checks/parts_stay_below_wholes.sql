-- Parts that are larger than the whole that they are said to be part of.
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
    and finding_type in ('part_above_whole', 'parts_above_casualties')
