-- More than a tenth of the articles lie in batches that failed: the fault is of program or machine, not theirs.
-- severity: error
with batches as (
    select
        count(*) as n_batches,
        sum(n_articles) as n_articles,
        min(error) as first_error
    from quality.failed_batches
)

select
    batches.n_batches,
    batches.n_articles,
    batches.first_error
from batches
where batches.n_articles > 0.1 * (select count(*) from marts.articles)
