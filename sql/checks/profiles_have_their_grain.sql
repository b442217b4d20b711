-- Claimants whose profile for the same people and measure stands more than once.
-- severity: error
select
    conflict_id,
    coalesce(claimant_id, claimant_name) as claimant,
    party_id,
    victim_type,
    measure,
    count(*) as n_rows
from marts.claimant_profiles
group by all
having count(*) > 1
