-- One loss divided by another: one side's to the other's, wounded to killed, casualties to killed; stated and derived.
-- `stated_ratio` is a ratio as printed. `sides_by_one_claimant` divides what one claimant says of two sides of a war,
-- at most 31 days apart; `sides_by_their_enemies` what each side says of the other, `sides_by_themselves` of itself;
-- `measures_by_one_claimant` two measures of one side. A derived ratio carries the bounds of both figures.
-- grain: method, claimant_a, claimant_b, conflict_id, party_id, versus_party_id, victim_type, measure, versus_measure,
--   time_basis, as_of_date, period_start_date; of stated ratios, the ratio too
-- caution: neither side counts both sides alike; `sides_by_their_enemies` divides two claims of victory.
with series as materialized (
    select
        series.conflict_id,
        series.party_id,
        series.victim_type,
        series.measure,
        series.time_basis,
        series.period_start_date,
        series.as_of_date,
        series.lower,
        series.best,
        series.upper,
        series.claim_ids,
        row_number() over () as row_number,
        coalesce(series.claimant_id, series.claimant_name) as claimant,
        struct_pack(lower := series.lower, upper := series.upper) as bounds,
        coalesce(their_parties.side_of, claimants.party_id) as claimant_side,
        coalesce(parties.side_of, series.party_id) as side,
        list_contains(string_split(conflicts.party_ids, '+'), series.party_id) as is_of_conflict,
        -- Figures at most 31 days apart stand in one bin or in two that touch; bins keep the join from growing with the
        -- square of a series' length.
        (series.as_of_date - date '1970-01-01') // 31 as bin
    from marts.casualty_series as series
    left join seeds.claimants as claimants on series.claimant_id = claimants.claimant_id
    left join seeds.parties as their_parties on claimants.party_id = their_parties.party_id
    left join seeds.parties as parties on series.party_id = parties.party_id
    left join seeds.conflicts as conflicts on series.conflict_id = conflicts.conflict_id
    where
        coalesce(series.claimant_id, series.claimant_name) is not null
        and series.as_of_date is not null
        and not series.is_outlier
),

stated as (
    select
        'stated_ratio' as method,
        claims.conflict_id,
        coalesce(claims.claimant_id, claims.claimant_name) as claimant_a,
        coalesce(claims.claimant_id, claims.claimant_name) as claimant_b,
        claims.party_id,
        claims.versus_party_id,
        claims.victim_type,
        claims.measure,
        claims.measure as versus_measure,
        claims.time_basis,
        claims.period_start_date,
        claims.as_of_date,
        any_value(claims.value_text order by claims.claim_id) as formula,
        claims.lower as ratio_lower,
        claims.best as ratio_best,
        claims.upper as ratio_upper,
        list(claims.claim_id order by claims.claim_id) as claim_ids
    from marts.claims as claims
    where
        claims.claim_type = 'ratio'
        and claims.party_id is not null
        and claims.versus_party_id is not null
        and claims.status not in ('projected', 'disputed')
        and claims.is_current
        and not claims.is_duplicate_in_article
    group by all
),

-- Each figure in its own bin and the two that touch it. No more than is needed, for pairs are many.
figures as (
    select series.* exclude (lower, best, upper, bounds, claim_ids)
    from series
),

neighbours as (
    select figures.* replace (figures.bin + shifts.shift as bin)
    from figures
    cross join unnest([-1, 0, 1]) as shifts (shift)
),

matches as (
    select
        'measures_by_one_claimant' as method,
        a, -- noqa: RF02
        b -- noqa: RF02
    from figures as a
    inner join neighbours as b
        on
            a.bin = b.bin
            and a.time_basis = b.time_basis
            and a.conflict_id is not distinct from b.conflict_id
            and a.party_id = b.party_id
            and a.claimant = b.claimant
    where a.measure in ('wounded', 'casualties') and b.measure = 'killed'
    union all by name
    select
        'sides_by_one_claimant' as method,
        a, -- noqa: RF02
        b -- noqa: RF02
    from figures as a
    inner join neighbours as b
        on
            a.bin = b.bin
            and a.time_basis = b.time_basis
            and a.conflict_id = b.conflict_id
            and a.measure = b.measure
            and a.claimant = b.claimant
    union all by name
    select
        if(a.claimant_side = a.side, 'sides_by_themselves', 'sides_by_their_enemies') as method,
        a, -- noqa: RF02
        b -- noqa: RF02
    from figures as a
    inner join neighbours as b
        on
            a.bin = b.bin
            and a.time_basis = b.time_basis
            and a.conflict_id = b.conflict_id
            and a.measure = b.measure
    where
        (a.claimant_side = b.side and a.side = b.claimant_side)
        or (a.claimant_side = a.side and b.claimant_side = b.side)
),

pairs as (
    select *
    from matches
    where
        coalesce(a.victim_type = b.victim_type, true)
        and (
            (a.time_basis = 'cumulative' and abs(a.as_of_date - b.as_of_date) <= 31)
            or (a.as_of_date = b.as_of_date and a.period_start_date = b.period_start_date)
        )
        and (
            method = 'measures_by_one_claimant'
            or (a.party_id < b.party_id and a.side <> b.side and a.is_of_conflict and b.is_of_conflict)
        )
),

-- Of many days, the nearest to each other.
nearest as (
    select
        method,
        a.row_number as row_a,
        b.row_number as row_b,
        row_number() over (
            partition by method, a.row_number, b.claimant, b.party_id, b.measure
            order by abs(a.as_of_date - b.as_of_date), b.as_of_date, b.victim_type
        ) as place_of_b,
        row_number() over (
            partition by method, b.row_number, a.claimant, a.party_id, a.measure
            order by abs(a.as_of_date - b.as_of_date), a.as_of_date, a.victim_type
        ) as place_of_a
    from pairs
),

derived as (
    select
        nearest.method,
        a.conflict_id,
        a.claimant as claimant_a,
        b.claimant as claimant_b,
        a.party_id,
        b.party_id as versus_party_id,
        a.victim_type,
        a.measure,
        b.measure as versus_measure,
        a.time_basis,
        a.period_start_date,
        a.as_of_date,
        interval_text(a.lower, a.upper) || ' on ' || a.as_of_date || ' / ' || interval_text(b.lower, b.upper) || ' on '
        || b.as_of_date as formula,
        interval_ratio(a.bounds, b.bounds).lower as ratio_lower,
        a.best / nullif(b.best, 0) as ratio_best,
        interval_ratio(a.bounds, b.bounds).upper as ratio_upper,
        list_sort(list_distinct(a.claim_ids || b.claim_ids)) as claim_ids
    from nearest
    inner join series as a on nearest.row_a = a.row_number
    inner join series as b on nearest.row_b = b.row_number
    where nearest.place_of_a = 1 and nearest.place_of_b = 1
)

select * from stated
union all by name
select * from derived
order by all
