-- Claims in the order of their articles and of the text, with the rows of marts that they feed, in words.
with feeds as (
    select
        unnest(claim_ids) as claim_id,
        feeds
    from feeds()
),

fed as (
    select
        claim_id,
        list(distinct feeds order by feeds) as feeds
    from feeds
    group by claim_id
)

select
    claims.*,
    coalesce(fed.feeds, []) as feeds
from marts.claims as claims
left join fed on claims.claim_id = fed.claim_id
order by claims.article_id, claims.value_start, claims.claim_id
