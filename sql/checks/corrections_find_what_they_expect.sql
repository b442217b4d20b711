-- Rows of seeds/corrections.csv that cannot be applied: what they expect is not there, or they say nothing that can be
--   done; each names what to do.
-- severity: error
select
    problem,
    outcome,
    item_id
from quality.corrections
where outcome in ('not as expected', 'unusable')
order by row_number
