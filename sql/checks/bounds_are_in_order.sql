-- Derived figures whose lower end lies above their upper end.
-- severity: error
select
    'casualty_series' as table_name,
    claimant_name,
    as_of_date,
    lower,
    upper
from marts.casualty_series
where lower > upper
union all by name
select
    'derived_rates' as table_name,
    claimant_name,
    as_of_date,
    per_day_lower as lower,
    per_day_upper as upper
from marts.derived_rates
where per_day_lower > per_day_upper
union all by name
select
    'source_comparisons' as table_name,
    claimant_name_a as claimant_name,
    as_of_date,
    ratio_lower as lower,
    ratio_upper as upper
from marts.source_comparisons
where ratio_lower > ratio_upper
union all by name
select
    'loss_ratios' as table_name,
    claimant_a as claimant_name,
    as_of_date,
    ratio_lower as lower,
    ratio_upper as upper
from marts.loss_ratios
where ratio_lower > ratio_upper
union all by name
select
    'implied_figures' as table_name,
    claimant_name,
    as_of_date,
    implied_lower as lower,
    implied_upper as upper
from marts.implied_figures
where implied_lower > implied_upper
union all by name
select
    'estimate_bands' as table_name,
    policy as claimant_name,
    month_date as as_of_date,
    lower,
    upper
from marts.estimate_bands
where lower > upper
