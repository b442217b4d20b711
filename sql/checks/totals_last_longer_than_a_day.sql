-- Running totals of a single day: a count of that day taken for one since the war began, or a war that just began.
-- severity: warn
select
    claim_id,
    period_start_date,
    quote
from marts.claims
where time_basis = 'cumulative' and period_start_date = period_end_date
