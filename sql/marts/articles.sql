-- Articles, in every version that was read.
-- grain: article version
-- caution: an article that changed at its address stands here once per version; `is_current` marks the newest.
select
    article_id,
    external_id,
    outlet_id,
    outlet_name,
    title,
    url,
    author,
    language,
    published_date,
    published_earliest_date,
    published_latest_date,
    published_date_basis,
    file_path,
    content_sha256,
    text,
    first_loaded_at,
    is_current
from staging.articles
order by published_date, article_id
