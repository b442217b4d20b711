-- Articles in which something was found or left unread, by id.
select
    article_id,
    title,
    outlet_name,
    author,
    url,
    file_path,
    published_date,
    published_earliest_date,
    published_latest_date,
    published_date_basis,
    is_current,
    text
from marts.articles
where
    article_id in (select claims.article_id from marts.claims as claims)
    or article_id in (select unread.article_id from quality.unread_sentences as unread)
order by article_id
