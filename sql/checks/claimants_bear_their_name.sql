-- Claims whose claimant bears another name than the reference data give to its id.
-- severity: warn
select
    claims.claim_id,
    claims.claimant_id,
    claims.claimant_name
from marts.claims as claims
inner join seeds.claimants as claimants on claims.claimant_id = claimants.claimant_id
where claims.claimant_name is distinct from claimants.name
