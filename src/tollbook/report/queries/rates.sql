-- Rates of loss that are stated or follow from totals, for each unit of time that the page of rates offers.
select
    conflict_id,
    party_id,
    measure,
    method,
    coalesce(claimant_name, claimant_id) as claimant,
    victim_type,
    status,
    period_start_date as start,
    as_of_date as date,
    round(per_day_lower, 2) as day_lower,
    round(per_day_best, 2) as day_best,
    round(per_day_upper, 2) as day_upper,
    round(per_month_lower, 1) as month_lower,
    round(per_month_best, 1) as month_best,
    round(per_month_upper, 1) as month_upper,
    round(per_year_lower) as year_lower,
    round(per_year_best) as year_best,
    round(per_year_upper) as year_upper,
    round(per_1000_strength, 2) as per_1000_strength,
    round(per_100000_population, 2) as per_100000_population,
    formula,
    claim_ids
from marts.derived_rates
order by conflict_id, party_id, measure, method, date, claimant, start, victim_type, status
