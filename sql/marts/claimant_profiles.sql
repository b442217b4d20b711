-- Who claims what since when, how often, how fresh, and how it compares with the others.
-- Running totals only. `typical_ratio` is the median of the claimant's figure divided by the median of the others'
-- nearest figures for the same people and measure within 31 days: 2 means that it says twice what others say.
-- grain: conflict_id, claimant_id (else claimant_name), party_id, victim_type, measure
-- caution: freshness is counted to the newest article that was read, not to today.
with totals as (
    select
        casualty_series.*,
        coalesce(claimant_id, claimant_name) as claimant,
        coalesce(best, (lower + upper) / 2, lower, upper) as point,
        -- Figures at most 31 days apart stand in one bin or in two that touch; bins keep the join from growing with the
        -- square of a series' length.
        (as_of_date - date '1970-01-01') // 31 as bin
    from marts.casualty_series
    where
        time_basis = 'cumulative'
        and coalesce(claimant_id, claimant_name) is not null
        and as_of_date is not null
),

-- Each figure in its own bin and the two that touch it.
neighbours as (
    select totals.* replace (totals.bin + shifts.shift as bin)
    from totals
    cross join unnest([-1, 0, 1]) as shifts (shift)
),

nearest_of_others as (
    select
        own.conflict_id,
        own.claimant,
        own.party_id,
        own.victim_type,
        own.measure,
        own.as_of_date,
        own.point,
        other.claimant as other_claimant,
        arg_min(other.point, (abs(own.as_of_date - other.as_of_date), other.as_of_date)) as other_point
    from totals as own
    inner join neighbours as other
        on
            own.bin = other.bin
            and own.party_id = other.party_id
            and own.measure = other.measure
            and own.conflict_id is not distinct from other.conflict_id
            and own.victim_type is not distinct from other.victim_type
            and own.claimant <> other.claimant
            and other.as_of_date between own.as_of_date - 31 and own.as_of_date + 31
    where not own.is_outlier and not other.is_outlier
    group by all
),

ratios as (
    select
        conflict_id,
        claimant,
        party_id,
        victim_type,
        measure,
        as_of_date,
        point / nullif(median(other_point), 0) as ratio,
        count(*) as n_others
    from nearest_of_others
    group by conflict_id, claimant, party_id, victim_type, measure, as_of_date, point
),

typical as (
    select
        conflict_id,
        claimant,
        party_id,
        victim_type,
        measure,
        median(ratio) as typical_ratio,
        count(ratio) as n_compared,
        max(n_others) as n_other_claimants
    from ratios
    group by all
),

newest as (
    select max(published_date) as newest_date from marts.articles
),

profiles as (
    select
        conflict_id,
        claimant,
        any_value(claimant_id) as claimant_id,
        arg_min(claimant_name, as_of_date) as claimant_name,
        any_value(claimant_type) as claimant_type,
        party_id,
        any_value(party_name) as party_name,
        victim_type,
        measure,
        count(*) as n_figures,
        count_if(is_outlier) as n_outliers,
        sum(n_claims)::bigint as n_claims,
        min(as_of_date) as first_date,
        max(as_of_date) as last_date,
        arg_min(interval_text(lower, upper), as_of_date) filter (where not is_outlier) as first_figure,
        arg_max(interval_text(lower, upper), as_of_date) filter (where not is_outlier) as last_figure,
        median(days_since_previous) as median_days_between_figures,
        median(first_published_date - as_of_date) as median_days_to_print,
        count_if(best is not null) / count(*) as share_of_points,
        list_sort(flatten(list(claim_ids))) as claim_ids
    from totals
    group by conflict_id, claimant, party_id, victim_type, measure
)

select
    profiles.conflict_id,
    profiles.claimant_id,
    profiles.claimant_name,
    profiles.claimant_type,
    profiles.party_id,
    profiles.party_name,
    profiles.victim_type,
    profiles.measure,
    profiles.n_figures,
    profiles.n_outliers,
    profiles.n_claims,
    profiles.first_date,
    profiles.last_date,
    profiles.first_figure,
    profiles.last_figure,
    profiles.median_days_between_figures,
    profiles.median_days_to_print,
    profiles.share_of_points,
    newest.newest_date - profiles.last_date as days_since_last_figure,
    typical.typical_ratio,
    coalesce(typical.n_compared, 0) as n_compared,
    coalesce(typical.n_other_claimants, 0) as n_other_claimants,
    profiles.claim_ids
from profiles
cross join newest
left join typical
    on
        profiles.party_id = typical.party_id
        and profiles.measure = typical.measure
        and profiles.claimant = typical.claimant
        and profiles.conflict_id is not distinct from typical.conflict_id
        and profiles.victim_type is not distinct from typical.victim_type
order by all
