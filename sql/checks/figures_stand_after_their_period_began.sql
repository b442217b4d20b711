-- Figures that stood on a day before the time began that they cover: one of the two was read wrongly.
-- severity: warn
select
    claim_id,
    as_of_date,
    period_start_date,
    quote
from marts.claims
where as_of_date < period_start_date
