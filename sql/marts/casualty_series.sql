-- Casualty figures over time: one claimant's counts for one party, victim type and measure, running totals or periods.
-- `rise` is the growth since that claimant's previous total; null on the first, on outliers and for periods.
-- grain: conflict_id, claimant_id (else claimant_name), party_id, victim_type, measure, time_basis, as_of_date,
--   period_start_date
-- caution: a total may fall when a claimant corrects itself; outlets may print one total differently; an outlier most
--   often counts one place or is misread; read the quotes.
select *
from series_as_known_on(date '9999-12-31')
