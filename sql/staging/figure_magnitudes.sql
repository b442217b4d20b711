-- What a claimant's killed or losses look like beside the figures of others within 92 days: their median of killed and
-- their median of casualties. A figure between half and twice the casualties, nearer to them than to the killed, and
-- two to ten times the killed, has the magnitude of casualties, whatever it is called. What a claimant states for a
-- window that begins with the war is a total, too ("between February 2022 and February 2023").
-- grain: conflict_id, claimant, party_id, victim_type, measure, as_of_date
with totals as (
    select
        series.conflict_id,
        coalesce(series.claimant_id, series.claimant_name) as claimant,
        series.party_id,
        series.victim_type,
        series.measure,
        series.as_of_date,
        coalesce(series.best, (series.lower + series.upper) / 2, series.lower, series.upper) as point,
        -- Figures at most 92 days apart stand in one bin or in two that touch; bins keep the join from growing with the
        -- square of a series' length.
        (series.as_of_date - date '1970-01-01') // 92 as bin
    from marts.casualty_series as series
    left join seeds.conflicts as wars on series.conflict_id = wars.conflict_id
    where
        (
            series.time_basis = 'cumulative'
            or date_trunc('month', series.period_start_date) = date_trunc('month', wars.start_date)
        )
        and series.measure in ('killed', 'losses', 'casualties')
        and claimant is not null
        and series.as_of_date is not null
        and not series.is_outlier
    qualify
        row_number() over (
            partition by
                series.conflict_id, claimant, series.party_id, series.victim_type, series.measure, series.as_of_date
            order by series.time_basis = 'cumulative' desc, series.period_start_date
        ) = 1
),

-- Each figure in its own bin and the two that touch it.
neighbours as (
    select totals.* replace (totals.bin + shifts.shift as bin)
    from totals
    cross join unnest([-1, 0, 1]) as shifts (shift)
),

-- One figure from each other claimant: the one nearest in time.
others as (
    select
        own.conflict_id,
        own.claimant,
        own.party_id,
        own.victim_type,
        own.measure,
        own.as_of_date,
        own.point,
        other.measure as other_measure,
        other.claimant as other_claimant,
        arg_min(other.point, (abs(own.as_of_date - other.as_of_date), other.as_of_date, other.point)) as other_point
    from totals as own
    inner join neighbours as other
        on
            own.bin = other.bin
            and own.party_id = other.party_id
            and own.conflict_id is not distinct from other.conflict_id
            and own.claimant <> other.claimant
            and coalesce(own.victim_type = other.victim_type, true)
            and other.as_of_date between own.as_of_date - 92 and own.as_of_date + 92
    where own.measure <> 'casualties' and other.measure <> 'losses' and own.point > 0 and other.point > 0
    group by all
),

medians as (
    select
        conflict_id,
        claimant,
        party_id,
        victim_type,
        measure,
        as_of_date,
        point,
        median(other_point) filter (where other_measure = 'killed') as others_killed,
        median(other_point) filter (where other_measure = 'casualties') as others_casualties
    from others
    group by all
)

select
    conflict_id,
    claimant,
    party_id,
    victim_type,
    measure,
    as_of_date,
    others_killed,
    others_casualties,
    -- Nearer on a scale of ratios: x / killed > casualties / x.
    coalesce(
        point between 0.5 * others_casualties and 2 * others_casualties
        and point * point > others_killed * others_casualties
        and point between 2 * others_killed and 10 * others_killed,
        false
    ) as has_magnitude_of_casualties
from medians
order by all
