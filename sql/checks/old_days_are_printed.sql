-- Figures dated long before their article whose year is not printed near them: the day may be read a year off.
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
    and not contains(
        substr(
            articles.text,
            greatest(claims.quote_start - 4000, 0) + 1,
            claims.quote_end - greatest(claims.quote_start - 4000, 0)
        ),
        year(claims.as_of_date)::varchar
    )
    and not regexp_matches(claims.quote, '\b(years?|decades?)\b', 'i')
