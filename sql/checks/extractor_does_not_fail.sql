-- Articles on which the extractor failed with an error of its own; their claims are missing.
-- severity: warn
select
    articles.file_path,
    articles.external_id,
    unread.reason
from quality.unread_sentences as unread
inner join marts.articles as articles on unread.article_id = articles.article_id
where unread.reason like 'fault: %'
order by articles.file_path, articles.external_id
