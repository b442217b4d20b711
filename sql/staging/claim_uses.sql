-- What each claim feeds: the rows of other marts that name it, in words, and how many they are. What hangs on its being
-- read rightly.
-- grain: claim_id
select
    fed.claim_id,
    count(*) as n_rows_fed,
    list(distinct fed.feeds order by fed.feeds) as feeds
from (
    select
        feeds,
        unnest(claim_ids) as claim_id
    from feeds()
) as fed
group by fed.claim_id
order by fed.claim_id
