-- Claims that count soldiers by their noun and are about civilians, or the other way round.
-- severity: warn
with counted as (
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
        else victim_type
    end
