-- Rates of loss that are stated or follow from totals, for each unit of time that the page of rates offers.
select
    rates.conflict_id,
    rates.party_id,
    rates.measure,
    rates.method,
    coalesce(rates.claimant_name, rates.claimant_id) as claimant,
    rates.victim_type,
    rates.status,
    rates.period_start_date as start,
    rates.as_of_date as date,
    round(rates.per_day_lower, 2) as day_lower,
    round(rates.per_day_best, 2) as day_best,
    round(rates.per_day_upper, 2) as day_upper,
    round(rates.per_month_lower, 1) as month_lower,
    round(rates.per_month_best, 1) as month_best,
    round(rates.per_month_upper, 1) as month_upper,
    round(rates.per_year_lower) as year_lower,
    round(rates.per_year_best) as year_best,
    round(rates.per_year_upper) as year_upper,
    round(rates.per_1000_strength, 2) as per_1000_strength,
    round(rates.per_100000_population, 2) as per_100000_population,
    rates.formula,
    coalesce(rates.period_start_date < conflicts.start_date, false) as is_doubtful,
    rates.claim_ids
from marts.derived_rates as rates
left join seeds.conflicts as conflicts on rates.conflict_id = conflicts.conflict_id
order by
    rates.conflict_id, rates.party_id, rates.measure, rates.method, rates.as_of_date, claimant, rates.period_start_date,
    rates.victim_type, rates.status
