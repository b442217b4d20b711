-- Claims that count people of a side by name ("12 Freedonian soldiers", "Freedonia lost 12") and are about another.
-- severity: warn
with told as (
    select
        claim_id,
        party_id,
        quote,
        substr(quote, 1, value_start - quote_start) as before,
        substr(quote, value_end - quote_start + 1, 80) as behind
    from marts.claims
    where party_id is not null and claim_type in ('count', 'rate')
),

counted as (
    select
        told.*,
        refers_to.kinds,
        case
            when refers_to.kinds = ['people']
                then regexp_extract(
                    told.behind,
                    '^\s+(?:(?:of|the|its|more|other|additional|wounded|dead|injured|killed|young|former)\s+){0,3}'
                    || '([A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?)(?:$|[^\w’''-])',
                    1
                )
            when refers_to.kinds = ['country', 'people']
                then regexp_extract(
                    told.before,
                    '(?:^|.*\s)([A-Z][\w-]+)\s(?:(?:has|have|had|also|already|now|is|was)\s){0,2}'
                    || '(?:lost|los(?:es|ing)|suffer(?:s|ed|ing)?|sustained)\s(?:(?:[a-z]+|up)\s){0,4}$',
                    1
                )
            else regexp_extract(
                told.behind,
                '^\s+(?:(?:of|the|its|more|other|additional|wounded|dead|injured|killed|young|former)\s+){0,3}'
                || '([A-Z][\w’-]*(?:\s[A-Z][\w’-]*)?)\s+(?:soldier|troop|fighter|militant|personnel|officer|service'
                || '|civilian|people|citizen|men\b|women\b|child|athlete|prisoner|conscript|journalist|hostage|worker'
                || '|peacekeeper|died|were|was|have|had|casualt|death|losses)',
                1
            )
        end as named
    from told
    cross join (
        select unnest([['people'], ['country', 'people'], ['demonym', 'people', 'force', 'group']]) as kinds
    ) as refers_to
),

known as (
    select
        counted.claim_id,
        counted.party_id,
        counted.named,
        counted.quote,
        list_concat(list(names.id), list(parties.side_of)) as sides
    from counted
    inner join seeds.names as names on counted.named = names.name and list_contains(counted.kinds, names.refers_to)
    left join seeds.parties as parties on names.id = parties.party_id
    group by all
)

select distinct
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
