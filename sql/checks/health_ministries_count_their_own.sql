-- Figures of a health ministry about people of another land than its own.
-- severity: warn
select
    claims.claim_id,
    claims.party_id,
    claims.claimant_name,
    claims.quote
from marts.claims as claims
inner join seeds.claimants as claimants on claims.claimant_id = claimants.claimant_id
left join seeds.parties as parties on claims.party_id = parties.party_id
where contains(lower(claimants.name), 'health') and coalesce(parties.side_of, claims.party_id) <> claimants.party_id
