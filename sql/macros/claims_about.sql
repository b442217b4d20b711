-- Claims about one party and measure with their quotes, newest first: `from claims_about('RUS', 'killed')`.
create or replace macro claims_about(asked_party, asked_measure) as table
    select
        claims.as_of_date,
        claims.claimant_name,
        claims.value_text,
        claims.lower,
        claims.best,
        claims.upper,
        claims.claim_type,
        claims.time_basis,
        claims.victim_type,
        claims.status,
        claims.quote,
        claims.outlet_name,
        claims.published_date,
        claims.claim_id
    from marts.claims as claims
    where
        claims.party_id = asked_party -- noqa: RF02
        and claims.measure = asked_measure -- noqa: RF02
    order by claims.as_of_date desc nulls last, claims.published_date desc nulls last, claims.claim_id asc
