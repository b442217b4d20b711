-- Rows of the casualty series fed by a figure of both sides, a projection, a denied figure or a single incident.
-- severity: error
select
    series.claimant_name,
    series.party_id,
    series.as_of_date,
    claims.claim_id,
    claims.status,
    claims.time_basis
from marts.casualty_series as series
inner join marts.claims as claims on list_contains(series.claim_ids, claims.claim_id)
where
    series.party_id like '%+%'
    or claims.party_id <> series.party_id
    or claims.status in ('projected', 'disputed')
    or claims.time_basis is distinct from series.time_basis
