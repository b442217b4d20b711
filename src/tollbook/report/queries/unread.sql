-- Sentences with a number and a word of harm that gave no claim, by reason.
select
    unread.reason,
    unread.sentence,
    articles.title,
    articles.outlet_name as outlet,
    articles.published_date as date,
    unread.article_id
from quality.unread_sentences as unread
left join marts.articles as articles on unread.article_id = articles.article_id
order by
    unread.reason asc, articles.published_date desc nulls last, unread.article_id asc, unread.sentence_start asc
