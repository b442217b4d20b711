-- Rows of seeds/corrections.csv that no longer apply: their claim or sentence is read no more, or read otherwise than
--   it was accepted.
-- severity: warn
select
    problem,
    outcome,
    item_id
from quality.corrections
where outcome in ('not found', 'outdated')
order by row_number
