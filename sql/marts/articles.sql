-- Articles, in every version that was read.
-- grain: article version
-- caution: an article that changed at its address stands here once per version; `is_current` marks the newest.
select
    articles.article_id,
    articles.external_id,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.author,
    articles.language,
    articles.published_date,
    articles.published_earliest_date,
    articles.published_latest_date,
    articles.published_date_basis,
    articles.file_path,
    articles.content_sha256,
    archived.text,
    articles.first_loaded_at,
    articles.is_current
from staging.articles as articles
-- The text comes straight from the archive, so that the warehouse holds it once.
inner join archive.articles as archived on articles.article_id = archived.article_id
order by articles.published_date, articles.article_id
