-- Figures of two claimants for the same people side by side: those nearest to each other, at most 92 days apart.
-- Claimant a comes before claimant b in the alphabet. Measures may differ, as long as they overlap in meaning.
-- grain: conflict_id, party_id, victim_type, victim_type_b, measure, measure_b, time_basis, claimant_a, claimant_b,
--   as_of_date, period_start_date
-- caution: read `comparability` before the ratio. A claimant's "killed" that has the magnitude of what others call
--   casualties may count the wounded too; figures ten times apart rarely count the same people.
with series as (
    select
        series.*,
        coalesce(series.claimant_id, series.claimant_name) as claimant,
        struct_pack(lower := series.lower, upper := series.upper) as bounds,
        case
            when magnitudes.has_magnitude_of_casualties
                then
                    'magnitude: what ' || coalesce(series.claimant_name, series.claimant_id) || ' calls '
                    || series.measure || ' is as large as others'' casualties ('
                    || format('{:,d}', magnitudes.others_casualties::bigint) || '), not their killed ('
                    || format('{:,d}', magnitudes.others_killed::bigint) || ')'
        end as magnitude
    from marts.casualty_series as series
    left join staging.figure_magnitudes as magnitudes
        on
            series.time_basis = 'cumulative'
            and series.party_id = magnitudes.party_id
            and series.measure = magnitudes.measure
            and series.as_of_date = magnitudes.as_of_date
            and coalesce(series.claimant_id, series.claimant_name) = magnitudes.claimant
            and series.conflict_id is not distinct from magnitudes.conflict_id
            and series.victim_type is not distinct from magnitudes.victim_type
    where coalesce(series.claimant_id, series.claimant_name) is not null and series.as_of_date is not null
),

pairs as (
    select
        -- Whole rows of the series.
        a, -- noqa: RF02
        b, -- noqa: RF02
        abs(a.as_of_date - b.as_of_date) as gap_days,
        -- The last days of totals always differ by some days: the gap tells. Those of periods are part of the window.
        a.time_basis = 'cumulative'
        or (a.period_start_date = b.period_start_date and a.as_of_date = b.as_of_date) as is_same_window
    from series as a
    inner join series as b
        on
            a.party_id = b.party_id
            and a.time_basis = b.time_basis
            and a.conflict_id is not distinct from b.conflict_id
            and a.claimant < b.claimant
            and (
                a.measure = b.measure
                or (
                    a.measure in ('killed', 'casualties', 'losses')
                    and b.measure in ('killed', 'casualties', 'losses')
                )
            )
            and coalesce(a.victim_type = b.victim_type, true)
            and abs(a.as_of_date - b.as_of_date) <= 92
    -- Figures of periods face each other only where the periods share days.
    where
        a.time_basis = 'cumulative'
        or (a.period_start_date <= b.as_of_date and b.period_start_date <= a.as_of_date)
),

nearest as (
    select
        pairs.*,
        row_number() over (
            partition by
                b.claimant, a.claimant, a.conflict_id, a.party_id, a.victim_type, b.victim_type, a.measure, b.measure,
                a.time_basis, a.as_of_date, a.period_start_date
            order by a.is_outlier or b.is_outlier, not is_same_window, gap_days, b.as_of_date, b.period_start_date
        ) as place_of_b,
        row_number() over (
            partition by
                b.claimant, a.claimant, a.conflict_id, a.party_id, a.victim_type, b.victim_type, a.measure, b.measure,
                a.time_basis, b.as_of_date, b.period_start_date
            order by a.is_outlier or b.is_outlier, not is_same_window, gap_days, a.as_of_date, a.period_start_date
        ) as place_of_a
    from pairs
)

select
    a.conflict_id,
    a.party_id,
    a.party_name,
    a.victim_type,
    b.victim_type as victim_type_b,
    a.measure,
    b.measure as measure_b,
    a.time_basis,
    a.claimant as claimant_a,
    a.claimant_name as claimant_name_a,
    b.claimant as claimant_b,
    b.claimant_name as claimant_name_b,
    a.as_of_date,
    b.as_of_date as as_of_date_b,
    a.period_start_date,
    b.period_start_date as period_start_date_b,
    gap_days,
    a.lower as lower_a,
    a.best as best_a,
    a.upper as upper_a,
    b.lower as lower_b,
    b.best as best_b,
    b.upper as upper_b,
    a.best - b.best as difference,
    interval_difference(a.bounds, b.bounds).lower as difference_lower,
    interval_difference(a.bounds, b.bounds).upper as difference_upper,
    interval_ratio(a.bounds, b.bounds).lower as ratio_lower,
    a.best / nullif(b.best, 0) as ratio_best,
    interval_ratio(a.bounds, b.bounds).upper as ratio_upper,
    interval_overlaps(a.bounds, b.bounds) as is_overlapping,
    coalesce(
        nullif(
            concat_ws(
                '; ',
                if(a.measure <> b.measure, 'measure: ' || a.measure || ' against ' || b.measure, null),
                if(
                    a.victim_type is distinct from b.victim_type,
                    'victim type: ' || coalesce(a.victim_type, 'not stated')
                    || ' against ' || coalesce(b.victim_type, 'not stated'),
                    null
                ),
                a.magnitude,
                b.magnitude,
                if(
                    a.is_outlier or b.is_outlier,
                    'outlier: far from the other totals of '
                    || concat_ws(
                        ' and of ', if(a.is_outlier, a.claimant, null), if(b.is_outlier, b.claimant, null)
                    ),
                    null
                ),
                if(
                    a.lower > 10 * b.upper or b.lower > 10 * a.upper,
                    'scope: more than ten times apart, hardly a count of the same people',
                    null
                ),
                if(not is_same_window, 'window: other first or last day', null),
                if(gap_days > 7, 'date: ' || gap_days || ' days apart', null),
                if(
                    a.date_precision <> 'day' or b.date_precision <> 'day',
                    'date precision: ' || concat_ws(' against ', a.date_precision, b.date_precision),
                    null
                )
            ), ''
        ), 'comparable'
    ) as comparability,
    a.claim_ids as claim_ids_a,
    b.claim_ids as claim_ids_b
from nearest
where place_of_a = 1 and place_of_b = 1
order by all
