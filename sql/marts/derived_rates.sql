-- Rates of loss per day, week, month and year that follow from the claims, each with its formula and its claims.
-- `stated_rate` is a rate as printed, `stated_period` a count over the days of its period, `difference_of_totals` two
-- of a claimant's totals over the days between, `average_since_start` a total over the days since its conflict began,
-- for the conflict's own parties and while it lasted.
-- Per strength and per population are losses of a year, by the denominator that is nearest in time, ten years at most.
-- A month has 30.4375 days, a year 365.25.
-- grain: method, claimant_id (else claimant_name), conflict_id, party_id, victim_type, measure, period_start_date,
--   as_of_date, status
-- caution: derived figures, not reported ones; `difference_of_totals` inherits every correction and typo of a total.
--   Of one day a claimant may state several rates, each of which is a row.
with stated_rates as (
    select
        'stated_rate' as method,
        claims.conflict_id,
        claims.claimant_id,
        claims.claimant_name,
        claims.party_id,
        claims.party_name,
        claims.victim_type,
        claims.measure,
        claims.period_start_date,
        coalesce(claims.period_end_date, claims.as_of_date) as as_of_date,
        claims.status,
        struct_pack(lower := claims.lower, best := claims.best, upper := claims.upper) as figure,
        case claims.per_unit when 'day' then 1 when 'week' then 7 when 'month' then 30.4375 else 365.25 end as days,
        list(claims.claim_id order by claims.claim_id) as claim_ids,
        'per ' || claims.per_unit || ' as stated' as formula
    from marts.claims as claims
    where
        claims.claim_type = 'rate'
        and claims.party_id not like '%+%'
        and claims.status <> 'disputed'
        and claims.is_current
        and not claims.is_duplicate_in_article
    group by all
),

series as (
    select
        casualty_series.*,
        coalesce(claimant_id, claimant_name) as claimant,
        lag(struct_pack(as_of_date := as_of_date, lower := lower, best := best, upper := upper, claim_ids := claim_ids))
            over (
                partition by
                    conflict_id, claimant, party_id, victim_type, measure, time_basis, qualifier = 'vague'
                order by as_of_date
            ) as previous
    from marts.casualty_series
    -- An outlier would give two rates that never were.
    where as_of_date is not null and not is_outlier
),

stated_periods as (
    select
        'stated_period' as method,
        conflict_id,
        claimant_id,
        claimant_name,
        party_id,
        party_name,
        victim_type,
        measure,
        period_start_date,
        as_of_date,
        status,
        struct_pack(lower := lower, best := best, upper := upper) as figure,
        as_of_date - period_start_date + 1 as days,
        claim_ids,
        'count / ' || days || ' days of the period' as formula
    from series
    where time_basis = 'period' and period_start_date is not null
),

differences as (
    select
        'difference_of_totals' as method,
        conflict_id,
        claimant_id,
        claimant_name,
        party_id,
        party_name,
        victim_type,
        measure,
        previous.as_of_date + 1 as period_start_date,
        as_of_date,
        status,
        struct_pack(
            -- Nobody comes back: where two ranges overlap, the rate begins at nought.
            lower := case when lower - previous.upper < 0 then 0 else lower - previous.upper end,
            best := best - previous.best,
            upper := upper - previous.lower
        ) as figure,
        as_of_date - previous.as_of_date as days,
        list_sort(list_distinct(claim_ids || previous.claim_ids)) as claim_ids,
        '(total on ' || as_of_date || ' - total on ' || previous.as_of_date || ') / ' || days || ' days' as formula
    from series
    -- A total that fell gives no rate: sql/checks/totals_do_not_fall.sql reports it.
    where
        -- What articles say in their own voice is many voices: it has no total before.
        claimant is not null
        and time_basis = 'cumulative'
        and days > 0
        and coalesce(upper - previous.lower >= 0, true)
        -- Between "thousands" and "thousands" lies nothing.
        and qualifier <> 'vague'
),

averages as (
    select
        'average_since_start' as method,
        series.conflict_id,
        series.claimant_id,
        series.claimant_name,
        series.party_id,
        series.party_name,
        series.victim_type,
        series.measure,
        conflicts.start_date as period_start_date,
        series.as_of_date,
        series.status,
        struct_pack(lower := series.lower, best := series.best, upper := series.upper) as figure,
        least(series.as_of_date, conflicts.end_date) as last_date,
        last_date - conflicts.start_date + 1 as days,
        series.claim_ids,
        'total / ' || days || ' days from ' || conflicts.start_date || ' to ' || last_date as formula
    from series
    inner join seeds.conflicts as conflicts on series.conflict_id = conflicts.conflict_id
    where
        series.time_basis = 'cumulative'
        and series.as_of_date >= conflicts.start_date
        -- Who came in later, or was drawn in by an article's other war, has no average since its start.
        and list_contains(string_split(conflicts.party_ids, '+'), series.party_id)
),

rates as (
    select * from stated_rates
    union all by name
    select * from stated_periods
    union all by name
    select * from differences
    union all by name
    select * from averages
),

daily as (
    select
        rates.*,
        figure.lower / days as per_day_lower,
        figure.best / days as per_day_best,
        figure.upper / days as per_day_upper
    from rates
),

-- The denominator that is nearest in time; a force or a population is dated like a claim.
strengths as (
    select
        daily.party_id,
        daily.as_of_date,
        strengths.strength_type,
        arg_min(
            struct_pack(lower := strengths.lower, best := strengths.best, upper := strengths.upper),
            (abs(coalesce(daily.as_of_date, strengths.as_of_date) - strengths.as_of_date), strengths.as_of_date)
        ) as strength
    from daily
    inner join seeds.strengths as strengths on daily.party_id = strengths.party_id
    where coalesce(abs(daily.as_of_date - strengths.as_of_date) <= 3653, true)
    group by all
)

select
    daily.method,
    daily.conflict_id,
    daily.claimant_id,
    daily.claimant_name,
    daily.party_id,
    daily.party_name,
    daily.victim_type,
    daily.measure,
    daily.period_start_date,
    daily.as_of_date,
    daily.status,
    daily.per_day_lower,
    daily.per_day_best,
    daily.per_day_upper,
    daily.per_day_lower * 7 as per_week_lower,
    daily.per_day_best * 7 as per_week_best,
    daily.per_day_upper * 7 as per_week_upper,
    daily.per_day_lower * 30.4375 as per_month_lower,
    daily.per_day_best * 30.4375 as per_month_best,
    daily.per_day_upper * 30.4375 as per_month_upper,
    daily.per_day_lower * 365.25 as per_year_lower,
    daily.per_day_best * 365.25 as per_year_best,
    daily.per_day_upper * 365.25 as per_year_upper,
    daily.per_day_lower * 365.25 / nullif(forces.strength.upper, 0) * 1000 as per_1000_strength_lower,
    daily.per_day_best * 365.25 / nullif(forces.strength.best, 0) * 1000 as per_1000_strength,
    daily.per_day_upper * 365.25 / nullif(forces.strength.lower, 0) * 1000 as per_1000_strength_upper,
    daily.per_day_lower * 365.25 / nullif(populations.strength.upper, 0) * 100000 as per_100000_population_lower,
    daily.per_day_best * 365.25 / nullif(populations.strength.best, 0) * 100000 as per_100000_population,
    daily.per_day_upper * 365.25 / nullif(populations.strength.lower, 0) * 100000 as per_100000_population_upper,
    daily.claim_ids,
    daily.formula
from daily
left join strengths as forces
    on
        daily.party_id = forces.party_id
        and daily.as_of_date is not distinct from forces.as_of_date
        and forces.strength_type = 'active_military'
        -- Civilians are not part of a force's strength.
        and daily.victim_type is distinct from 'civilian'
left join strengths as populations
    on
        daily.party_id = populations.party_id
        and daily.as_of_date is not distinct from populations.as_of_date
        and populations.strength_type = 'population'
order by all
