-- Claims that count soldiers and are about civilians, or the other way round, by noun or by all words of the quote.
-- severity: warn
with told as (
    select
        claim_id,
        victim_type,
        quote,
        regexp_matches(
            quote,
            'soldier|troop|\bfighter|militant|servicem|insurgent|gunm[ae]n|rebel|officer|personnel|terrorist|guerrilla'
            || '|commander|combatant|\barmy\b|forces|police|military|jihadi|occupier|invader|operative|mercenar|wagner'
            || '|conscript|marines|militia|pilot|crew|guard|general|colonel|sailor|peacekeep',
            'i'
        ) as may_be_soldiers,
        regexp_matches(
            quote,
            'civilian|child|wom[ae]n|girl|boy|bab(y|ies)|journalist|medic|resident|villager|worker|doctor|nurse|patient'
            || '|student|teacher|famil|passenger|tourist|farmer|refugee|elderly|mother|father|\bsons?\b|daughter'
            || '|people|protest|pilgrim|worship|shopper|infant|kid|minor|teen|hostage|citizen|priest|judge|staff'
            || '|employee|volunteer|driver|nationals|cameram|reporter|settler',
            'i'
        ) as may_be_civilians,
        regexp_matches(
            quote, '\b(civilian|child|wom[ae]n|girl|boy|bab(y|ies)|journalist|resident|villager)', 'i'
        ) as are_civilians,
        -- The first noun of the next four words that tells of either; "50 soldiers and civilians" are both.
        regexp_extract(
            lower(substr(quote, value_end - quote_start + 1, 80)),
            '^((?:\s[\w’''-]+){0,3}?)\s(?:'
            || '(soldiers?|troops|fighters?|militants?|service ?(?:m[ae]n|members?|personnel)|insurgents?|gunm[ae]n'
            || '|rebels?|officers|terrorists?|operatives?|guerrillas?|commanders?|combatants|jihadis?|jihadists'
            || '|mercenaries|conscripts|marines|pilots|sailors|prisoners of war)'
            || '|(civilians?|child(?:ren)?|kids|minors|wom[ae]n|girls?|boys?|bab(?:y|ies)|infants|toddlers|teenagers?'
            || '|teens|youths?|journalists?|medics|paramedics|doctors|nurses|residents?|villagers?|settlers|workers?'
            || '|staff|employees|volunteers|responders|firefighters|students?|teachers?|athletes|players|citizens'
            || '|famil(?:y|ies)|relatives|siblings|sons?|daughters?|sisters|passengers|tourists|worshippers?'
            || '|demonstrators|protest[eo]rs|elderly|pensioners|patients|refugees|neighbours|colleagues))'
            || '(?:$|[^\w ]| (?:[^ao]|a[^n]|o[^r]))',
            ['between_them', 'soldiers', 'civilians']
        ) as noun
    from marts.claims
    where claim_type in ('count', 'rate')
),

counted as (
    select
        *,
        not regexp_matches(
            noun.between_them, -- noqa: RF01
            '\b(and|or|by|were|was|in|killed|wounded|injured|dead|said|have|had|to|from|after|when|at|on|as|for|with'
            || '|who|that)\b'
        ) as is_of_the_noun
    from told
)

select
    claim_id,
    victim_type,
    if(is_of_the_noun, noun.soldiers || noun.civilians, null) as noun, -- noqa: RF01
    quote
from counted
where
    victim_type is distinct from
    case
        when is_of_the_noun and noun.soldiers <> '' then 'military' -- noqa: RF01
        when is_of_the_noun and noun.civilians <> '' then 'civilian' -- noqa: RF01
        when victim_type = 'military' and are_civilians and not may_be_soldiers then 'civilian'
        when victim_type = 'civilian' and may_be_soldiers and not may_be_civilians then 'military'
        else victim_type
    end
