-- Claims in the order of their articles and of the text, with the rows of marts that they feed, in words.
select
    claims.*,
    coalesce(uses.feeds, []) as feeds
from marts.claims as claims
left join staging.claim_uses as uses on claims.claim_id = uses.claim_id
order by claims.article_id, claims.value_start, claims.claim_id
