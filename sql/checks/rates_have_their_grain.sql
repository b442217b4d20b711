-- Derived rates that stand more than once.
-- severity: error
select
    method,
    coalesce(claimant_id, claimant_name) as claimant,
    conflict_id,
    party_id,
    victim_type,
    measure,
    period_start_date,
    as_of_date,
    status,
    -- Two a day and 14 a week are stated apart.
    if(method = 'stated_rate', (per_day_lower, per_day_upper, formula), null) as stated,
    count(*) as n_rows
from marts.derived_rates
group by all
having count(*) > 1
