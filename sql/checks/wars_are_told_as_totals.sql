-- Figures of one event or a period that cover the time since a war began: running totals taken for something else.
-- severity: warn
select
    claims.claim_id,
    claims.time_basis,
    claims.period_start_date,
    claims.period_end_date,
    claims.quote
from marts.claims as claims
inner join seeds.conflicts as conflicts on claims.conflict_id = conflicts.conflict_id
where
    claims.period_start_date = conflicts.start_date
    and claims.period_end_date
    > claims.period_start_date
    + case claims.time_basis when 'incident' then interval 7 day when 'period' then interval 31 day end
