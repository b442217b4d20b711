-- What a claimant's killed or losses look like beside the figures of others within 92 days: their median of killed and
-- their median of casualties. A figure between half and twice the casualties, nearer to them than to the killed, and
-- two to ten times the killed, has the magnitude of casualties, whatever it is called.
-- grain: conflict_id, claimant, party_id, victim_type, measure, as_of_date
with totals as (
    select
        conflict_id,
        coalesce(claimant_id, claimant_name) as claimant,
        party_id,
        victim_type,
        measure,
        as_of_date,
        coalesce(best, (lower + upper) / 2, lower, upper) as point
    from marts.casualty_series
    where
        time_basis = 'cumulative'
        and measure in ('killed', 'losses', 'casualties')
        and claimant is not null
        and as_of_date is not null
        and not is_outlier
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
    inner join totals as other
        on
            own.party_id = other.party_id
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
