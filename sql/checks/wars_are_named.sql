-- Claims of a war of whose sides none is named in their article, nor loses people in it.
-- severity: warn
with wars as (
    select distinct
        claims.article_id,
        claims.conflict_id,
        conflicts.party_ids
    from marts.claims as claims
    inner join seeds.conflicts as conflicts on claims.conflict_id = conflicts.conflict_id
    where claims.rule_id <> 'series' and conflicts.party_ids is not null
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
        conflicts.conflict_id,
        lower(names.name) as name
    from seeds.conflicts as conflicts
    inner join seeds.names as names on list_contains(string_split(conflicts.party_ids, '+'), names.id)
    where names.refers_to not in ('claimant', 'conflict')
),

named as (
    select distinct
        wars.article_id,
        wars.conflict_id
    from texts
    inner join wars on texts.article_id = wars.article_id
    inner join names on wars.conflict_id = names.conflict_id
    where contains(texts.words, names.name)
),

unnamed as (
    select wars.*
    from wars
    anti join named on wars.article_id = named.article_id and wars.conflict_id = named.conflict_id
)

select
    claims.claim_id,
    claims.conflict_id,
    claims.party_id,
    claims.quote
from unnamed
inner join marts.claims as claims
    on unnamed.article_id = claims.article_id and unnamed.conflict_id = claims.conflict_id
where not coalesce(list_has_any(string_split(unnamed.party_ids, '+'), string_split(claims.party_id, '+')), false)
