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
