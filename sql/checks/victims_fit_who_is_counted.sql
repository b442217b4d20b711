-- Claims that count soldiers and are about civilians, or the other way round, by noun or by all words of the quote.
-- severity: warn
with military as (
    select
        'soldier|troop|\bfighter|militant|servicem|insurgent|gunm[ae]n|rebel|officer|personnel|terrorist|guerrilla'
        || '|commander|combatant|\barmy\b|forces|police|military|jihadi|occupier|invader|operative|mercenar|wagner'
        || '|conscript|marines|militia|pilot|crew|guard|general|colonel|sailor|peacekeep' as words
),

civilian as (
    select
        'civilian|child|wom[ae]n|girl|boy|bab(y|ies)|journalist|medic|resident|villager|worker|doctor|nurse|patient'
        || '|student|teacher|famil|passenger|tourist|farmer|refugee|elderly|mother|father|\bsons?\b|daughter|people'
        || '|protest|pilgrim|worship|shopper|infant|kid|minor|teen|hostage|citizen|priest|judge|staff|employee'
        || '|volunteer|driver|nationals|cameram|reporter|settler' as words
),

counted as (
    select
        claim_id,
        victim_type,
        quote,
        lower(
            regexp_extract(
                substr(quote, value_end - quote_start + 1, 80),
                '^\s+(?:(?:of|the|its|more|other|additional|wounded|dead|injured|killed|young|[A-Z][\w’-]*)\s+){0,3}'
                || '([a-z]+)(?:[^a-z]|$)',
                1
            )
        ) as noun
    from marts.claims
    -- "50 soldiers and civilians" are both.
    where claim_type = 'count' and not regexp_matches(substr(quote, value_end - quote_start + 1, 80), '^[^.,;]* and ')
)

select
    claim_id,
    victim_type,
    noun,
    quote
from counted
where
    victim_type is distinct from
    case
        when
            regexp_full_match(noun, 'soldiers?|troops|fighters?|militants?|servicem[ae]n|insurgents?|gunm[ae]n')
            then 'military'
        when
            regexp_full_match(noun, 'civilians?|child(ren)?|women|journalists?|medics|residents|villagers|babies')
            then 'civilian'
        when
            victim_type = 'military'
            and regexp_matches(
                quote, '\b(civilian|child|wom[ae]n|girl|boy|bab(y|ies)|journalist|resident|villager)', 'i'
            )
            and not regexp_matches(quote, (select military.words from military), 'i')
            then 'civilian'
        when
            victim_type = 'civilian'
            and regexp_matches(quote, (select military.words from military), 'i')
            and not regexp_matches(quote, (select civilian.words from civilian), 'i')
            then 'military'
        else victim_type
    end
