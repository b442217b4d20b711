-- Articles, in every version that was read.
-- grain: article version
-- caution: an article that changed at its address stands here once per version; `is_current` marks the newest.
-- Text and all that stands in the archive comes straight from there: so the warehouse holds it once, and what is joined
-- to it fits into memory.
select
    archived.article_id,
    archived.external_id,
    articles.outlet_id,
    articles.outlet_name,
    archived.title,
    archived.url,
    archived.author,
    archived.language,
    archived.published_date,
    archived.published_earliest_date,
    archived.published_latest_date,
    archived.published_date_basis,
    archived.file_path,
    archived.content_sha256,
    archived.text,
    archived.first_loaded_at,
    archived.is_current
from archive.articles as archived
inner join staging.articles as articles on archived.article_id = articles.article_id
order by archived.published_date, archived.article_id
