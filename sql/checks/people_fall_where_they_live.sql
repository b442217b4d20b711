-- Claims about civilians or people of one side of a war who came to harm at a place of the other.
-- severity: warn
with told as (
    select
        claim_id,
        party_id,
        conflict_id,
        quote,
        substr(quote, 1, value_start - quote_start) as before,
        regexp_extract(substr(quote, value_end - quote_start + 1), '^[^,;:–—(\d]*') as behind
    from marts.claims
    where
        rule_id <> 'series'
        and claim_type in ('count', 'rate')
        and victim_type is distinct from 'military'
        -- Who is taken, settles or invades is harmed abroad.
        and not regexp_matches(quote, 'hostage|captive|settler|invad|launched', 'i')
),

located as (
    select
        *,
        coalesce(
            nullif(
                regexp_extract(
                    behind,
                    '\b(?:in|at|near|on|across|inside)\s(?:[a-z-]+\s){0,3}?([A-Z][\w’''-]+(?:\s[A-Z][\w-]+)?)',
                    1
                ),
                ''
            ),
            regexp_extract(
                before,
                '.*\b(?:in|at|near|on|across|inside|hit|hitting|struck|striking|of|targeting|against|for)'
                || '\s(?:[a-z-]+\s){0,3}?([A-Z][\w’''-]+(?:\s[A-Z][\w-]+)?)',
                1
            )
        ) as place
    from told
),

-- "Gaza City" may be known, or "Gaza".
placed as (
    select
        *,
        unnest(list_distinct([place, split_part(place, ' ', 1)])) as name
    from located
),

places as (
    select
        name,
        party_id
    from seeds.places
    union
    select
        name,
        id as party_id
    from seeds.names
    where refers_to in ('country', 'metonym')
),

sited as (
    select
        placed.claim_id,
        placed.party_id,
        placed.conflict_id,
        placed.place,
        placed.quote,
        list(distinct coalesce(parties.side_of, places.party_id)) as sides
    from placed
    inner join places on placed.name = places.name
    left join seeds.parties as parties on places.party_id = parties.party_id
    group by all
)

select
    sited.claim_id,
    sited.party_id,
    sited.place,
    sited.quote
from sited
inner join seeds.conflicts as conflicts on sited.conflict_id = conflicts.conflict_id
left join seeds.parties as parties on sited.party_id = parties.party_id
where
    sited.party_id not like '%+%'
    and not list_contains(sited.sides, coalesce(parties.side_of, sited.party_id))
    and list_has_any(sited.sides, string_split(conflicts.party_ids, '+'))
    and not exists (
        select 1
        from seeds.names as names
        where
            names.id = sited.party_id
            and names.refers_to in ('demonym', 'people', 'force', 'group')
            and contains(sited.quote, names.name)
            and regexp_matches(
                sited.quote,
                regexp_escape(names.name)
                || ' (soldier|troop|civilian|people|citizen|child|men|women|were|have|had|fighter|forces|personnel'
                || '|police|settler|death|casualt|national|hostage|journalist|worker|lives|killed)'
            )
    )
