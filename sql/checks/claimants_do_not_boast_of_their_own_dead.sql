-- Terrorists, militants or gunmen of whom a belligerent tells, or people whom it says it killed, taken for its own.
-- severity: warn
select
    claims.claim_id,
    claims.claimant_name,
    claims.party_id,
    claims.quote
from marts.claims as claims
inner join seeds.claimants as claimants
    on claims.claimant_id = claimants.claimant_id and claims.party_id = claimants.party_id
inner join seeds.parties as parties on claims.party_id = parties.party_id
where
    claims.rule_id <> 'series'
    -- Its own dead are whom a health ministry counts.
    and not contains(lower(claimants.name), 'health')
    and (
        (
            parties.party_type = 'state'
            and regexp_matches(
                substr(claims.quote, claims.value_end - claims.quote_start + 1),
                '^\s(\S+\s){0,3}?[“"‘]?(terrorist|militant|gunm[ae]n|insurgent|combatant|operative|(armed )?fighter)',
                'i'
            )
        )
        or regexp_matches(
            substr(claims.quote, 1, claims.value_start - claims.quote_start),
            '\b(it|its|his|their|we|our)\s([\w’-]+\s){0,4}?[“"‘]?(killed|eliminated|destroyed|captured|took out'
            || '|neutrali[sz]ed|wiped out)\s([^\s.;,]+\s){0,4}$',
            'i'
        )
    )
