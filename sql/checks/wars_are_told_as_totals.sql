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
    + case
        when claims.time_basis = 'incident' then interval 7 day
        when claims.time_basis <> 'period' then null
        -- The first days or weeks of a war are a window, if they are told as one.
        when regexp_matches(claims.quote, '\b(hours?|days?|weeks?|months?|first|between)\b', 'i') then interval 31 day
        else interval 2 day
    end
