-- Claims of the archive that a join on the way to the mart has lost.
-- severity: error
select archived.claim_id
from archive.claims as archived
anti join marts.claims as claims on archived.claim_id = claims.claim_id
