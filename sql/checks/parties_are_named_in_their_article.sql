-- Claims about a side of which neither text, title nor outlet of their article has a name, a force or a place.
-- severity: warn
with sides as (
    select distinct
        article_id,
        unnest(string_split(party_id, '+')) as party_id
    from marts.claims
    where rule_id <> 'series'
),

-- Texts are looked through as they are read: kept, a decade of them would not fit into memory.
texts as not materialized (
    select
        article_id,
        lower(concat_ws(' ', text, title, outlet_name)) as words
    from marts.articles
),

names as (
    select
        id as party_id,
        lower(name) as name
    from seeds.names
    where refers_to not in ('claimant', 'conflict')
    union all
    select
        party_id,
        lower(name) as name
    from seeds.parties
),

named as (
    select distinct
        sides.article_id,
        sides.party_id
    from texts
    inner join sides on texts.article_id = sides.article_id
    inner join names on sides.party_id = names.party_id
    where contains(texts.words, names.name)
),

-- Most sides are named outright: their thousands of places are looked for only where they are not.
without_name as (
    select sides.*
    from sides
    anti join named on sides.article_id = named.article_id and sides.party_id = named.party_id
),

without_place as (
    select
        without_name.article_id,
        without_name.party_id
    from texts
    inner join without_name on texts.article_id = without_name.article_id
    where not exists (
        select 1 from seeds.places as places
        where places.party_id = without_name.party_id and contains(texts.words, lower(places.name))
    )
)

select
    claims.claim_id,
    without_place.party_id,
    claims.quote
from without_place
inner join marts.claims as claims
    on
        without_place.article_id = claims.article_id
        and list_contains(string_split(claims.party_id, '+'), without_place.party_id)
