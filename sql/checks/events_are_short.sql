-- Figures of one event that lasted longer than a month: a running total, or an event whose day was not understood.
-- severity: warn
select
    claim_id,
    period_start_date,
    period_end_date,
    quote
from marts.claims
where
    rule_id <> 'series'
    and time_basis = 'incident'
    and period_end_date > period_start_date + interval 31 day
    -- Of some events only the year is known.
    and dayofyear(period_start_date) > 1
