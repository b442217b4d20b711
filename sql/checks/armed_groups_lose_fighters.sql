-- Claims about an armed group's people that count civilians, or people whom no word makes its fighters.
-- severity: warn
select
    claims.claim_id,
    claims.party_id,
    claims.victim_type,
    claims.quote
from marts.claims as claims
inner join seeds.parties as parties on claims.party_id = parties.party_id
where
    claims.rule_id <> 'series'
    and parties.party_type = 'armed_group'
    and (
        claims.victim_type = 'civilian'
        or not regexp_matches(
            claims.quote,
            'fighter|militant|member|commander|leader|terrorist|operative|soldier|gunm[ae]n|insurgent|rebel|combatant'
            || '|troops|jihadi|guerrilla|offic(er|ial)|militia|\bmen\b|attackers?\b|assailant|bombers?\b|forces'
            || '|guards?\b|chief|figures',
            'i'
        )
        or regexp_matches(
            substr(claims.quote, claims.value_end - claims.quote_start + 1),
            '^\s([a-z]+\s){0,2}?(people|civilians?|children|women|residents|[A-Z][a-z]+(ian|ese)s?|others)\b'
        )
    )
