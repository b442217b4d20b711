-- Articles of the archive with their outlet, found by its name or by the host of the address.
-- grain: article version
with outlet_names as (
    select
        lower(trim(names.name)) as name,
        min(names.outlet_id) as outlet_id
    from (
        select
            outlets.outlet_id,
            unnest(string_split(concat_ws('|', outlets.name, outlets.domain, outlets.also_known_as), '|')) as name
        from seeds.outlets as outlets
    ) as names
    where trim(names.name) <> ''
    group by all
),

articles as (
    select
        archived.* exclude (text),
        nullif(regexp_extract(lower(archived.url), '^[a-z]+://(?:www\.)?([^/:?#]+)', 1), '') as host
    from archive.articles as archived
)

select
    articles.article_id,
    articles.external_id,
    coalesce(by_name.outlet_id, by_host.outlet_id) as outlet_id,
    coalesce(outlets.name, articles.outlet_name, articles.host) as outlet_name,
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
    articles.first_loaded_at,
    articles.is_current
from articles
left join outlet_names as by_name on lower(trim(articles.outlet_name)) = by_name.name
left join outlet_names as by_host on articles.host = by_host.name
left join seeds.outlets as outlets on coalesce(by_name.outlet_id, by_host.outlet_id) = outlets.outlet_id
order by articles.published_date, articles.article_id
