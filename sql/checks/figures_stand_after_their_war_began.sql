-- Claims of a war that cover days, or stood on a day, more than three months before that war began.
-- severity: warn
select
    claims.claim_id,
    claims.conflict_id,
    claims.as_of_date,
    claims.period_start_date,
    claims.quote
from marts.claims as claims
inner join seeds.conflicts as conflicts on claims.conflict_id = conflicts.conflict_id
where
    claims.rule_id <> 'series'
    and least(claims.as_of_date, claims.period_start_date) < conflicts.start_date - interval 90 day
