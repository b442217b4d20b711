-- Claims about people of the very side whose attack killed them ("an Israeli air strike killed 12"). In a civil war an
-- army does kill its own land's civilians.
-- severity: warn
with told as (
    select
        claims.claim_id,
        claims.party_id,
        claims.quote,
        regexp_extract(substr(claims.quote, 1, claims.value_start - claims.quote_start), '[^;:]*$') as before,
        regexp_extract(substr(claims.quote, claims.value_end - claims.quote_start + 1), '^[^,;:–—(\d]*') as behind,
        unnest(
            regexp_extract_all(
                claims.quote,
                '((?:\b(?:in|by|from|after|during|following|when)\s(?:[a-z-]+\s){0,4}?)?)'
                || '(?:\b(?:An?|The)\s)?([A-Z][\w-]+(?:\s[A-Z][\w-]+)?)((?:[’'']s?|-led|-launched|-detonated)?\s'
                || '(?:(?:air|aerial|missile|drone|rocket|military|ground|overnight|retaliatory|deadly|terror'
                || '|terrorist|artillery|tank|sniper|naval|bomb|cross-border|subsequent|ensuing|latest|recent|surprise'
                || '|massive|intense|heavy|reported|alleged|suspected|targeted|precision|double|further|new|first'
                || '|ongoing|relentless|settler|security|armed|special|government|state)\s){0,3}'
                || '(?:air ?strike|strike|attack|bomb|shell|missile|drone|rocket|raid|offensive|assault|onslaught'
                || '|gunmen|campaign|invasion|forces|troops|soldiers|militants|fighters|gunfire|fire\b|military'
                || '|army)\w*)',
                ['by_what', 'attacker', 'attack']
            )
        ) as struck
    from marts.claims as claims
    left join seeds.conflicts as conflicts on claims.conflict_id = conflicts.conflict_id
    where
        claims.rule_id <> 'series'
        and claims.claim_type in ('count', 'rate')
        and (claims.victim_type = 'military' or coalesce(conflicts.party_ids like '%+%', true))
        and not regexp_matches(
            claims.quote, '\b((its|their|his|her) own|own people|friendly|shot down|intercept\w*|suicide)\b'
        )
),

attacked as (
    select
        claim_id,
        party_id,
        quote,
        before,
        struck.attacker, -- noqa: RF01
        struck.attacker || struck.attack as phrase, -- noqa: RF01
        struck.by_what <> '' and contains(behind, struck.attacker || struck.attack) as is_behind -- noqa: RF01
    from told
)

select distinct
    attacked.claim_id,
    attacked.party_id,
    attacked.attacker,
    attacked.quote
from attacked
inner join seeds.names as names
    on
        attacked.party_id = names.id
        and names.refers_to in ('country', 'demonym', 'people', 'force', 'group')
        and names.name in (attacked.attacker, split_part(attacked.attacker, ' ', 1))
where
    (
        attacked.is_behind
        or regexp_matches(
            -- What the last such attack did leads up to the figure.
            split_part(attacked.before, attacked.phrase, -1),
            '^\s(\S+\s){0,12}?(kill|left|leav|claim|wound|injur|murder|massacr)\w*\s(\S+\s){0,4}$'
        )
    )
    -- Who struck may have lost people, too: "12 Israelis", "an attack on Israel".
    and not exists (
        select 1
        from seeds.names as named
        where
            named.id = attacked.party_id
            and named.refers_to in ('country', 'demonym', 'people', 'force', 'group')
            and contains(attacked.quote, named.name)
            and regexp_matches(
                attacked.quote,
                '(\d|dozens of|hundreds of|thousands of|one|two|three|four|five|six|seven|eight|nine|ten|on|of|at'
                || '|against) (\w+ )?' || regexp_escape(named.name)
            )
    )
