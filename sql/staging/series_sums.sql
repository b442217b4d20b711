-- Sums that the figures of one claimant's series invite: what one figure should be by others, and what it is.
-- `relation` says how both should stand to each other: equal, or the calculated at most the stated.
-- grain: finding_type, claim_ids
with series as (
    select
        casualty_series.*,
        coalesce(claimant_id, claimant_name) as claimant,
        struct_pack(lower := lower, upper := upper) as bounds
    from marts.casualty_series
    where claimant is not null and as_of_date is not null
),

totals as (
    select
        series.*,
        lag(
            struct_pack(
                as_of_date := as_of_date, lower := lower, upper := upper, bounds := bounds, claim_ids := claim_ids
            )
        ) over (
            partition by conflict_id, claimant, party_id, victim_type, measure
            order by as_of_date
        ) as previous
    from series
    where time_basis = 'cumulative' and not is_outlier
),

falls as (
    select
        'total_falls' as finding_type,
        claim_ids[1] as about_claim_id,
        previous.claim_ids || claim_ids as claim_ids,
        'at_most' as relation,
        previous.bounds as calculated,
        bounds as stated,
        'the total of ' || previous.as_of_date || ', ' || interval_text(previous.lower, previous.upper)
        || ', and the total of ' || as_of_date || ', ' || interval_text(lower, upper) as sum_text
    from totals
    where previous.lower > upper
),

outliers as (
    select
        'outlier_in_series' as finding_type,
        claim_ids[1] as about_claim_id,
        claim_ids,
        'outlier' as relation,
        struct_pack(lower := null::double, upper := null::double) as calculated,
        bounds as stated,
        'the total of ' || as_of_date || ', ' || interval_text(lower, upper)
        || ', is far from most totals of the claimant before or after it' as sum_text
    from series
    where is_outlier
),

-- The figure of a day: bulletins print "the previous day" and the total of today, so its window has one day or two.
-- What a total grew by is known only if one stands on the day before.
days as (
    select
        daily, -- noqa: RF02
        total, -- noqa: RF02
        case
            when total.as_of_date - total.previous.as_of_date = 1
                then interval_difference(total.bounds, total.previous.bounds)
        end as growth
    from series as daily
    inner join totals as total
        on
            daily.claimant = total.claimant
            and daily.party_id = total.party_id
            and daily.conflict_id is not distinct from total.conflict_id
            and coalesce(daily.victim_type = total.victim_type, true)
            and (
                daily.measure = total.measure
                or (
                    daily.measure in ('killed', 'casualties', 'losses')
                    and total.measure in ('killed', 'casualties', 'losses')
                )
            )
            and total.as_of_date between daily.period_start_date and daily.as_of_date + 1
    where daily.time_basis = 'period' and daily.as_of_date - daily.period_start_date <= 1
),

nearest_days as (
    select
        days.*,
        coalesce(growth.lower, growth.upper) is not null as is_known
    from days
    -- Of the days that it can be, the one whose growth comes nearest; but where none agrees, one whose growth is not
    -- known may be it, as on the first day of a series.
    qualify row_number() over (
        partition by daily.claim_ids
        order by
            is_known and interval_overlaps(daily.bounds, growth) desc,
            is_known asc,
            abs(coalesce(daily.lower, daily.upper) - coalesce(growth.lower, growth.upper)) asc,
            daily.measure = total.measure desc, total.as_of_date asc, total.measure asc, total.victim_type asc
    ) = 1
),

daily_and_totals as (
    select
        'daily_against_totals' as finding_type,
        daily.claim_ids[1] as about_claim_id,
        daily.claim_ids || total.claim_ids || total.previous.claim_ids as claim_ids,
        'equal' as relation,
        growth as calculated,
        daily.bounds as stated,
        interval_text(total.lower, total.upper) || ' on ' || total.as_of_date || ' - '
        || interval_text(total.previous.lower, total.previous.upper) || ' on ' || total.previous.as_of_date as sum_text
    from nearest_days
    where is_known
),

killed_and_casualties as (
    select
        'killed_above_casualties' as finding_type,
        killed.claim_ids[1] as about_claim_id,
        killed.claim_ids || casualties.claim_ids as claim_ids,
        'at_most' as relation,
        killed.bounds as calculated,
        casualties.bounds as stated,
        interval_text(killed.lower, killed.upper) || ' killed by ' || killed.as_of_date || ' of '
        || interval_text(casualties.lower, casualties.upper) || ' casualties by ' || casualties.as_of_date as sum_text
    from totals as killed
    inner join totals as casualties
        on
            killed.claimant = casualties.claimant
            and killed.party_id = casualties.party_id
            and killed.conflict_id is not distinct from casualties.conflict_id
            and coalesce(killed.victim_type = casualties.victim_type, true)
            and casualties.as_of_date between killed.as_of_date and killed.as_of_date + 92
    where killed.measure = 'killed' and casualties.measure = 'casualties' and killed.lower > casualties.upper
),

sums as (
    select * from falls
    union all by name
    select * from outliers
    union all by name
    select * from daily_and_totals
    union all by name
    select * from killed_and_casualties
)

select
    sums.finding_type,
    sums.about_claim_id,
    list_sort(list_distinct(sums.claim_ids)) as claim_ids,
    sums.relation,
    sums.calculated.lower as calculated_lower,
    sums.calculated.upper as calculated_upper,
    sums.stated.lower as stated_lower,
    sums.stated.upper as stated_upper,
    sums.sum_text
from sums
order by sums.finding_type, claim_ids
