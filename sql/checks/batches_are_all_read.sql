-- Batches of articles in which looking for claims failed; their claims are missing until a run reads them.
-- severity: warn
select
    shard_id,
    n_articles,
    error,
    failed_at
from quality.failed_batches
order by shard_id
