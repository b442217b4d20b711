-- Articles of the archive that a join on the way to the mart has lost.
-- severity: error
select archived.article_id
from archive.articles as archived
anti join marts.articles as articles on archived.article_id = articles.article_id
