-- Rows of reference data without their source or reason.
-- severity: error
select
    'outlets' as seed,
    outlet_id as id
from seeds.outlets
where source is null
union all by name
select
    'earlier_wars' as seed,
    war_id as id
from seeds.earlier_wars
where source is null
union all by name
select
    'strengths' as seed,
    party_id as id
from seeds.strengths
where source is null
union all by name
select
    'claimants' as seed,
    claimant_id as id
from seeds.claimants
where source is null
union all by name
select
    'conflicts' as seed,
    conflict_id as id
from seeds.conflicts
where source is null
union all by name
select
    'corrections' as seed,
    item_id as id
from seeds.corrections
where reason is null
