-- Figures of a period whose first or last day is not known: no window was stated, so it may be a total or an event.
-- severity: warn
select
    claim_id,
    period_start_date,
    period_end_date,
    quote
from marts.claims
where
    rule_id <> 'series'
    and claim_type = 'count'
    and time_basis = 'period'
    and (period_start_date is null or period_end_date is null)
