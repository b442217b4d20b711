-- Articles whose id stands more than once.
-- severity: error
select
    article_id,
    count(*) as n_rows
from marts.articles
group by article_id
having count(*) > 1
