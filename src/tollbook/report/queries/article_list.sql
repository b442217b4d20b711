-- Every article that was read, those with claims and the newest first, with what was found in it.
select
    coalesce(found.n_claims, 0) > 0 as has_claims,
    articles.published_date as date,
    articles.title,
    coalesce(articles.outlet_name, articles.file_path) as outlet,
    coalesce(found.n_claims, 0) as n_claims,
    coalesce(unread.n_unread, 0) as n_unread,
    articles.is_current,
    articles.article_id
from marts.articles as articles
left join (
    select
        article_id,
        count(*) as n_claims
    from marts.claims
    group by article_id
) as found on articles.article_id = found.article_id
left join (
    select
        article_id,
        count(*) as n_unread
    from quality.unread_sentences
    group by article_id
) as unread on articles.article_id = unread.article_id
order by has_claims desc, articles.published_date desc nulls last, outlet asc, articles.article_id asc
