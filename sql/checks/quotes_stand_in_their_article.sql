-- Claims whose quote or value is not what the article's text holds between their offsets, counted in code points.
-- severity: error
select
    claims.claim_id,
    claims.quote,
    claims.value_text
from marts.claims as claims
inner join marts.articles as articles on claims.article_id = articles.article_id
where
    substr(articles.text, claims.quote_start + 1, claims.quote_end - claims.quote_start) <> claims.quote
    or substr(articles.text, claims.value_start + 1, claims.value_end - claims.value_start) <> claims.value_text
