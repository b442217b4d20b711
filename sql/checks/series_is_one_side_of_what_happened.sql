-- Rows of the casualty series fed by a figure of both sides, a projection, a denied figure or a single incident.
-- severity: error
with series as (
    select
        claimant_name,
        party_id,
        as_of_date,
        time_basis,
        unnest(claim_ids) as claim_id
    from marts.casualty_series
)

select
    series.claimant_name,
    series.party_id,
    series.as_of_date,
    claims.claim_id,
    claims.status,
    claims.time_basis
from series
inner join marts.claims as claims on series.claim_id = claims.claim_id
where
    series.party_id like '%+%'
    or claims.party_id <> series.party_id
    or claims.status in ('projected', 'disputed')
    or claims.time_basis is distinct from series.time_basis
