-- Figures that their article, or two other claims of that time, give for another side, and nobody for this one.
-- severity: warn
with figures as (
    select
        claim_id,
        article_id,
        conflict_id,
        party_id,
        measure,
        as_of_date,
        coalesce(lower, upper) as figure,
        quote
    from marts.claims
    where
        rule_id <> 'series'
        and claim_type = 'count'
        and party_id not like '%+%'
        and qualifier <> 'vague'
        and coalesce(lower, upper) >= 10
)

select
    figures.claim_id,
    figures.party_id,
    list(distinct others.party_id) as other_party_ids,
    figures.quote
from figures
inner join figures as others
    on
        figures.figure = others.figure
        and figures.measure = others.measure
        and figures.conflict_id = others.conflict_id
        and figures.claim_id <> others.claim_id
where
    figures.article_id = others.article_id
    or abs(date_diff('day', figures.as_of_date, others.as_of_date)) <= 7
    -- A long figure that is not round tells its event by itself.
    or (figures.figure >= 1000 and figures.figure % 1000 <> 0)
group by figures.claim_id, figures.party_id, figures.article_id, figures.quote
having
    not bool_or(figures.party_id = others.party_id)
    and (count(*) > 1 or bool_or(figures.article_id = others.article_id))
