-- What was refused on its way: files and records that are no articles, and claims that failed validation.
select
    'article' as kind,
    message as words,
    null as article_id
from quality.rejected_articles
union all
select
    'claim' as kind,
    value_text || ': ' || reason as words,
    article_id
from quality.rejected_claims
order by kind, words
