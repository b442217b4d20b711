-- Claimant ids of claims that seeds/claimants.csv does not know.
-- severity: warn
select distinct claims.claimant_id
from marts.claims as claims
anti join seeds.claimants as claimants on claims.claimant_id = claimants.claimant_id
where claims.claimant_id is not null
