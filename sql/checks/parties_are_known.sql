-- Parties of claims that seeds/parties.csv does not know.
-- severity: warn
select distinct sides.party_id
from (select unnest(string_split(claims.party_id, '+')) as party_id from marts.claims as claims) as sides
anti join seeds.parties as parties on sides.party_id = parties.party_id
