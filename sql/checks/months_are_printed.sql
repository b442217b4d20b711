-- Figures dated days to months before their article whose month is not printed near them, nor any word of their time.
-- severity: warn
select
    claims.claim_id,
    claims.as_of_date,
    claims.published_date,
    claims.quote
from marts.claims as claims
inner join marts.articles as articles on claims.article_id = articles.article_id
where
    claims.rule_id <> 'series'
    and date_diff('day', claims.as_of_date, claims.published_date) between 10 and 400
    and not contains(
        substr(
            articles.text,
            greatest(claims.quote_start - 3000, 0) + 1,
            claims.quote_end - greatest(claims.quote_start - 3000, 0)
        ),
        strftime(claims.as_of_date, '%b')
    )
    and not regexp_matches(
        claims.quote, '\b(ago|months?|weeks?|years?|spring|summer|autumn|fall|winter|quarter)\b', 'i'
    )
