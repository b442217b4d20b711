-- Forecasts: what was said to come, for when, from which base, and what became of it.
-- The base is the forecaster's last figure of the same kind before, else the last in the same article, for a figure of
-- both sides else the sum of the sides there. The outcome of a
-- total is the first figure of the same kind that stands on the horizon or within 184 days after it, the forecaster's
-- own before others'; of a rate, the first rate that is stated or follows from totals at least a month apart, and ends
-- after the forecast began.
-- grain: claim
-- caution: "no horizon" is a warning without a day, and is never scored; where outcome_claimant_name is another
--   claimant, the two may count other people.
with forecasts as (
    select
        claims.*,
        coalesce(claims.claimant_id, claims.claimant_name) as claimant,
        -- A total that is forecast for the day of the article is forecast for no day; a rate begins at once.
        case
            when claims.claim_type = 'rate'
                then coalesce(claims.period_end_date, claims.as_of_date)
            when coalesce(coalesce(claims.period_end_date, claims.as_of_date) > claims.published_date, true)
                then coalesce(claims.period_end_date, claims.as_of_date)
        end as horizon_date,
        struct_pack(lower := claims.lower, upper := claims.upper) as bounds
    from marts.claims as claims
    where
        claims.status = 'projected'
        and claims.claim_type in ('count', 'rate')
        and claims.is_current
        and not claims.is_duplicate_in_article
),

-- No more than is needed of those that may be base or outcome, for each faces many forecasts.
totals as (
    select
        claims.claim_id,
        claims.article_id,
        claims.value_start,
        claims.conflict_id,
        claims.party_id,
        claims.victim_type,
        claims.measure,
        claims.as_of_date,
        claims.published_date,
        claims.claimant_name,
        claims.lower,
        claims.best,
        claims.upper,
        coalesce(claims.claimant_id, claims.claimant_name) as claimant
    from marts.claims as claims
    where
        claims.claim_type = 'count'
        and claims.status not in ('projected', 'disputed')
        and claims.is_current
        and not claims.is_duplicate_in_article
        and not claims.is_subset
        and claims.as_of_date is not null
        and coalesce(claims.time_basis, 'cumulative') = 'cumulative'
        and claims.qualifier <> 'vague'
),

totals_to_come as (
    select
        claim_id,
        article_id,
        value_start,
        conflict_id,
        party_id,
        victim_type,
        measure,
        claimant,
        published_date,
        horizon_date,
        time_basis
    from forecasts
    where claim_type = 'count' and time_basis is distinct from 'incident'
),

-- Two joins and not one with "or", so that each finds what is equal by its hash.
nearby as (
    select
        forecast, -- noqa: RF02
        base -- noqa: RF02
    from totals_to_come as forecast
    inner join totals as base
        on
            forecast.claimant = base.claimant
            and forecast.party_id = base.party_id
            and forecast.measure = base.measure
            and base.as_of_date <= coalesce(forecast.published_date, forecast.horizon_date)
    union all
    select
        forecast, -- noqa: RF02
        base -- noqa: RF02
    from totals_to_come as forecast
    inner join totals as base
        on
            forecast.article_id = base.article_id
            and forecast.party_id = base.party_id
            and forecast.measure = base.measure
            and base.as_of_date <= coalesce(forecast.published_date, forecast.horizon_date)
),

bases as (
    select
        forecast.claim_id,
        arg_min(
            struct_pack(
                claim_ids := [base.claim_id], lower := base.lower, best := base.best, upper := base.upper,
                as_of_date := base.as_of_date
            ),
            (
                not coalesce(base.claimant = forecast.claimant, false), date '1970-01-01' - base.as_of_date,
                abs(base.value_start - forecast.value_start), base.claim_id
            )
        ) as base
    from nearby
    where
        forecast.conflict_id is not distinct from base.conflict_id
        and coalesce(forecast.victim_type = base.victim_type, true)
        and coalesce(forecast.time_basis, 'cumulative') = 'cumulative'
    group by forecast.claim_id
),

bases_of_sides as (
    select
        forecast.claim_id,
        struct_pack(
            claim_ids := [a.claim_id, b.claim_id], lower := a.lower + b.lower, best := a.best + b.best,
            upper := a.upper + b.upper, as_of_date := greatest(a.as_of_date, b.as_of_date)
        ) as base
    from forecasts as forecast
    inner join totals as a
        on forecast.article_id = a.article_id and split_part(forecast.party_id, '+', 1) = a.party_id
    inner join totals as b
        on forecast.article_id = b.article_id and split_part(forecast.party_id, '+', 2) = b.party_id
    where
        len(string_split(forecast.party_id, '+')) = 2
        and forecast.measure = a.measure
        and forecast.measure = b.measure
    qualify row_number() over (
        partition by forecast.claim_id
        order by
            abs(a.value_start - forecast.value_start) + abs(b.value_start - forecast.value_start) asc,
            a.claim_id asc, b.claim_id asc
    ) = 1
),

outcomes_of_totals as (
    select
        forecast.claim_id,
        arg_min(
            struct_pack(
                claim_ids := [outcome.claim_id], claimant_name := outcome.claimant_name,
                as_of_date := outcome.as_of_date, lower := outcome.lower, best := outcome.best, upper := outcome.upper
            ),
            (
                not coalesce(outcome.claimant = forecast.claimant, false), outcome.claimant is null,
                outcome.as_of_date, outcome.published_date is null, outcome.published_date, outcome.claim_id
            )
        ) as outcome
    from totals_to_come as forecast
    inner join totals as outcome
        on
            forecast.party_id = outcome.party_id
            and forecast.measure = outcome.measure
            and forecast.conflict_id is not distinct from outcome.conflict_id
            and coalesce(forecast.victim_type = outcome.victim_type, true)
            and outcome.as_of_date between forecast.horizon_date and forecast.horizon_date + 184
            and forecast.article_id <> outcome.article_id
            and coalesce(forecast.published_date < outcome.published_date, true)
    group by forecast.claim_id
),

outcomes_of_rates as (
    select
        forecast.claim_id,
        struct_pack(
            claim_ids := rates.claim_ids, claimant_name := rates.claimant_name, as_of_date := rates.as_of_date,
            lower := case forecast.per_unit
                when 'day' then rates.per_day_lower
                when 'week' then rates.per_week_lower
                when 'month' then rates.per_month_lower
                else rates.per_year_lower
            end,
            best := case forecast.per_unit
                when 'day' then rates.per_day_best
                when 'week' then rates.per_week_best
                when 'month' then rates.per_month_best
                else rates.per_year_best
            end,
            upper := case forecast.per_unit
                when 'day' then rates.per_day_upper
                when 'week' then rates.per_week_upper
                when 'month' then rates.per_month_upper
                else rates.per_year_upper
            end
        ) as outcome
    from forecasts as forecast
    inner join marts.derived_rates as rates
        on
            forecast.party_id = rates.party_id
            and forecast.measure = rates.measure
            and forecast.conflict_id is not distinct from rates.conflict_id
            and coalesce(forecast.victim_type = rates.victim_type, true)
            and rates.status not in ('projected', 'disputed')
            and forecast.horizon_date <= rates.as_of_date
            and rates.as_of_date <= forecast.horizon_date + 184
            and not list_contains(rates.claim_ids, forecast.claim_id)
            and (
                rates.method = 'stated_rate'
                or (
                    rates.method in ('stated_period', 'difference_of_totals')
                    and rates.as_of_date - rates.period_start_date >= 27
                )
            )
    where forecast.claim_type = 'rate' and coalesce(rates.period_start_date >= forecast.published_date, true)
    qualify row_number() over (
        partition by forecast.claim_id
        order by
            coalesce(coalesce(rates.claimant_id, rates.claimant_name) = forecast.claimant, false) desc,
            rates.as_of_date asc, rates.method asc, rates.claim_ids asc
    ) = 1
),

outcomes as (
    select * from outcomes_of_totals
    union all by name
    select * from outcomes_of_rates
),

scored as (
    select
        forecasts.*,
        coalesce(bases.base, bases_of_sides.base) as base,
        outcomes.outcome,
        case when outcomes.outcome is not null then interval_overlaps(forecasts.bounds, outcomes.outcome) end
            as is_within_bounds
    from forecasts
    left join bases on forecasts.claim_id = bases.claim_id
    left join bases_of_sides on forecasts.claim_id = bases_of_sides.claim_id
    left join outcomes on forecasts.claim_id = outcomes.claim_id
)

select
    claim_id,
    claim_type,
    conflict_id,
    claimant_name,
    party_id,
    victim_type,
    measure,
    per_unit,
    lower,
    best,
    upper,
    published_date as forecast_date,
    horizon_date,
    base.as_of_date as base_date,
    base.lower as base_lower,
    base.best as base_best,
    base.upper as base_upper,
    -- The pace that the forecast needs from its base on.
    case
        when horizon_date > base.as_of_date
            then
                (coalesce(best, lower, upper) - coalesce(base.best, base.lower, base.upper))
                / (horizon_date - base.as_of_date) * 30.4375
    end as needed_per_month,
    outcome.claimant_name as outcome_claimant_name,
    outcome.as_of_date as outcome_date,
    outcome.lower as outcome_lower,
    outcome.best as outcome_best,
    outcome.upper as outcome_upper,
    outcome.as_of_date - horizon_date as days_after_horizon,
    best - outcome.best as error,
    (best - outcome.best) / nullif(outcome.best, 0) as relative_error,
    is_within_bounds,
    case
        when horizon_date is null then 'no horizon'
        when outcome is null then 'open'
        -- Who forecasts 35,000 is not wrong by 600.
        when not is_within_bounds and abs(best - outcome.best) <= 0.02 * outcome.best then 'within rounding'
        when lower > outcome.upper then 'too high'
        when upper < outcome.lower then 'too low'
        when
            coalesce(lower <= outcome.lower, lower is null) and coalesce(outcome.upper <= upper, upper is null)
            then 'within its bounds'
        else 'not contradicted'
    end as verdict,
    [claim_id] || coalesce(base.claim_ids, []) || coalesce(outcome.claim_ids, []) as claim_ids,
    article_id,
    outlet_name,
    quote
from scored
order by published_date, article_id, value_start, claim_id
