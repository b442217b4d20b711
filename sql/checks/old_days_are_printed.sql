-- Figures dated long before their article whose year it nowhere prints: the day may be read a year off.
-- severity: warn
select
    claims.claim_id,
    claims.as_of_date,
    claims.published_date,
    claims.quote
from marts.claims as claims
inner join marts.articles as articles on claims.article_id = articles.article_id
where
    claims.as_of_date < claims.published_date - interval 60 day
    and not contains(articles.text, year(claims.as_of_date)::varchar)
    and not regexp_matches(claims.quote, '\b(years?|decades?)\b', 'i')
