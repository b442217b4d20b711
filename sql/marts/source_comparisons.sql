-- Figures of two claimants for the same people side by side: those nearest to each other, at most 92 days apart.
-- Claimant a comes before claimant b in the alphabet. Measures may differ, as long as they overlap in meaning.
-- grain: conflict_id, party_id, victim_type, victim_type_b, measure, measure_b, time_basis, claimant_a, claimant_b,
--   as_of_date, period_start_date
-- caution: read `comparability` before the ratio. A claimant's "killed" that has the magnitude of what others call
--   casualties may count the wounded too; figures ten times apart rarely count the same people.
with series as materialized (
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
        end as magnitude,
        row_number() over () as row_number,
        -- One claimant's figures of one kind, among which a figure has its nearest.
        hash(
            coalesce(series.claimant_id, series.claimant_name), series.victim_type, series.measure
        ) as voice,
        -- Figures at most 92 days apart stand in one bin or in two that touch; bins keep the join from growing with the
        -- square of a series' length.
        (series.as_of_date - date '1970-01-01') // 92 as bin
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

-- Each figure in its own bin and the two that touch it.
neighbours as (
    select series.* replace (series.bin + shifts.shift as bin)
    from series
    cross join unnest([-1, 0, 1]) as shifts (shift)
),

-- Pairs are many, and so told by numbers, looked through twice, and not kept. Nearer is what has the smaller number:
-- outliers come last, then other windows, then those more days apart, the later day, the later start.
pairs as not materialized (
    select
        a.row_number as row_a,
        b.row_number as row_b,
        a.voice as voice_a,
        b.voice as voice_b,
        if(a.is_outlier or b.is_outlier, 200, 0)
        -- The last days of totals always differ by some days: the gap tells. Those of periods are part of the window.
        + if(
            a.time_basis = 'cumulative'
            or (a.period_start_date = b.period_start_date and a.as_of_date = b.as_of_date), 0, 100
        )
        + abs(a.as_of_date - b.as_of_date) as distance,
        if(a.as_of_date < b.as_of_date, 1000000, 0)
        + coalesce(b.period_start_date - date '1900-01-01', 999999) as place_of_b,
        if(b.as_of_date < a.as_of_date, 1000000, 0)
        + coalesce(a.period_start_date - date '1900-01-01', 999999) as place_of_a
    from series as a
    inner join neighbours as b
        on
            a.bin = b.bin
            and a.party_id = b.party_id
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

nearest_to_a as (
    select
        row_a,
        arg_min(row_b, distance * 2000000 + place_of_b) as row_b
    from pairs
    group by row_a, voice_b
),

nearest_to_b as (
    select
        row_b,
        arg_min(row_a, distance * 2000000 + place_of_a) as row_a
    from pairs
    group by row_b, voice_a
),

-- Each is the nearest of the other.
nearest as (
    select
        nearest_to_a.row_a,
        nearest_to_b.row_b
    from nearest_to_a
    inner join nearest_to_b
        on nearest_to_a.row_a = nearest_to_b.row_a and nearest_to_a.row_b = nearest_to_b.row_b
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
    abs(a.as_of_date - b.as_of_date) as gap_days,
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
                if(
                    a.time_basis <> 'cumulative'
                    and not (a.period_start_date = b.period_start_date and a.as_of_date = b.as_of_date),
                    'window: other first or last day', null
                ),
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
inner join series as a on nearest.row_a = a.row_number
inner join series as b on nearest.row_b = b.row_number
order by all
