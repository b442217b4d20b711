-- The earlier war that a claim compares with, and what reference data knows that it cost the same side.
-- The words of the war's name are looked for in what the claim is held against, by their first five letters, so that
-- "Afghanistan" finds the Soviet-Afghan War; the war with most words found is taken. What "since World War II" names
-- is no such war.
-- grain: claim_id
with war_words as (
    select
        names.war_id,
        names.party_id,
        names.measure,
        names.word,
        names.word in ('first', 'second', 'third') as is_ordinal
    from (
        select
            wars.war_id,
            wars.party_id,
            wars.measure,
            unnest(
                list_distinct(
                    regexp_split_to_array(
                        regexp_replace(lower(wars.name), 'second world war|world war (ii|two|2)\b', 'worldwar2', 'g'),
                        '[^a-z0-9]+'
                    )
                )
            ) as word
        from seeds.earlier_wars as wars
    ) as names
    where
        len(names.word) >= 4
        and names.word not in (
            'wars', 'world', 'civil', 'conflict', 'invasion', 'armed', 'forces', 'army', 'states', 'united', 'soviet',
            'russian', 'american', 'british', 'french', 'argentine', 'israeli', 'north', 'south', 'side'
        )
),

compared as (
    select
        claim_id,
        party_id,
        measure,
        regexp_replace(
            regexp_replace(lower(versus_text), '\b(since|after)\b.*', ''),
            'second world war|world war (ii|two|2)\b', 'worldwar2', 'g'
        ) as versus
    from marts.claims
    where versus_text is not null
),

found as (
    select
        compared.claim_id,
        war_words.war_id,
        war_words.party_id,
        war_words.measure,
        count_if(regexp_matches(compared.versus, '\b' || left(war_words.word, 5))) as n_found,
        count_if(
            not war_words.is_ordinal and regexp_matches(compared.versus, '\b' || left(war_words.word, 5))
        ) as n_names_found,
        count(*) as n_words,
        compared.measure = war_words.measure as is_same_measure
    from compared
    inner join war_words on compared.party_id = war_words.party_id
    group by all
    having n_names_found > 0
),

ranked as (
    select
        found.claim_id,
        found.war_id,
        wars.name as war_name,
        wars.measure,
        wars.lower,
        wars.best,
        wars.upper,
        wars.source,
        row_number() over (
            partition by found.claim_id
            order by
                found.n_found desc, found.n_words asc, found.is_same_measure desc, wars.measure asc, found.war_id asc,
                wars.victim_type asc
        ) as place
    from found
    inner join seeds.earlier_wars as wars
        on found.war_id = wars.war_id and found.party_id = wars.party_id and found.measure = wars.measure
)

select * exclude (place)
from ranked
where place = 1
order by claim_id
