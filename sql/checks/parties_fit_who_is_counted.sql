-- Claims that count people of a side by name ("12 Freedonian soldiers") and are about another one.
-- severity: warn
with counted as (
    select
        claim_id,
        party_id,
        quote,
        regexp_extract(
            substr(quote, value_end - quote_start + 1, 80),
            '^\s+(?:(?:of|the|its|more|other|additional|wounded|dead|injured|killed|young|former)\s+){0,3}'
            || '([A-Z][\w’-]*(?:\s[A-Z][\w’-]*)?)\s+(?:soldier|troop|fighter|militant|personnel|officer|civilian'
            || '|people|citizen|men\b|women\b|child|died|were|was|have|had|casualt|death|losses)',
            1
        ) as named
    from marts.claims
    where party_id is not null
),

known as (
    select
        counted.*,
        list_concat(list(names.id), list(parties.side_of)) as sides
    from counted
    inner join seeds.names as names
        on counted.named = names.name and names.refers_to in ('demonym', 'people', 'force', 'group')
    left join seeds.parties as parties on names.id = parties.party_id
    group by all
)

select
    known.claim_id,
    known.party_id,
    known.named,
    known.quote
from known
where not exists (
    select 1
    from (select unnest(string_split(known.party_id, '+')) as party_id) as side
    left join seeds.parties as parties on side.party_id = parties.party_id
    where list_contains(known.sides, side.party_id) or list_contains(known.sides, parties.side_of)
)
