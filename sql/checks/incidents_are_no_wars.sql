-- Figures of one event that cover the time since a war began: running totals taken for a single strike.
-- severity: warn
select
    claims.claim_id,
    claims.period_start_date,
    claims.period_end_date,
    claims.quote
from marts.claims as claims
inner join seeds.conflicts as conflicts on claims.conflict_id = conflicts.conflict_id
where
    claims.time_basis = 'incident'
    and claims.period_start_date = conflicts.start_date
    and claims.period_end_date > claims.period_start_date + interval 7 day
