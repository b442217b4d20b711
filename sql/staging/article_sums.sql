-- Sums that the figures of one article invite: what one figure should be by others, and what it is said to be.
-- `relation` says how both should stand to each other: equal, or the calculated at most the stated.
-- grain: finding_type, claim_ids
with figures as (
    -- No more than the sums need, for claims pass through the joins as whole rows.
    select
        claims.claim_id,
        claims.article_id,
        claims.quote_start,
        claims.value_start,
        claims.claim_type,
        claims.party_id,
        claims.versus_party_id,
        claims.victim_type,
        claims.measure,
        claims.lower,
        claims.upper,
        claims.per_unit,
        claims.time_basis,
        claims.period_start_date,
        claims.period_end_date,
        claims.as_of_date,
        claims.status,
        claims.is_subset,
        coalesce(claims.claimant_id, claims.claimant_name) as claimant,
        struct_pack(lower := claims.lower, upper := claims.upper) as bounds
    from marts.claims as claims
    where
        claims.is_current
        and not claims.is_duplicate_in_article
        and claims.status <> 'disputed'
        and claims.party_id is not null
),

counts as (
    select * from figures
    where claim_type = 'count' and status <> 'projected'
),

wholes as (
    select * from counts
    where not is_subset
),

-- A part belongs to the whole that stands last before it in its sentence.
parts as (
    select
        part, -- noqa: RF02
        whole -- noqa: RF02
    from counts as part
    inner join wholes as whole
        on
            part.article_id = whole.article_id
            and part.quote_start = whole.quote_start
            and part.value_start > whole.value_start
            and part.party_id = whole.party_id
            and (part.measure = whole.measure or whole.measure in ('casualties', 'losses'))
    where part.is_subset
    qualify row_number() over (partition by part.claim_id order by whole.value_start desc) = 1
),

parts_and_wholes as (
    select
        'part_above_whole' as finding_type,
        part.claim_id as about_claim_id,
        [part.claim_id, whole.claim_id] as claim_ids,
        'at_most' as relation,
        part.bounds as calculated,
        whole.bounds as stated,
        'a part, ' || interval_text(part.lower, part.upper) || ' ' || part.measure || ', of a whole of '
        || interval_text(whole.lower, whole.upper) || ' ' || whole.measure as sum_text
    from parts
),

shares as (
    select
        'share_against_figures' as finding_type,
        share.claim_id as about_claim_id,
        [share.claim_id, part.claim_id, whole.claim_id] as claim_ids,
        'equal' as relation,
        struct_pack(
            lower := 100 * interval_ratio(part.bounds, whole.bounds).lower,
            upper := 100 * interval_ratio(part.bounds, whole.bounds).upper
        ) as calculated,
        share.bounds as stated,
        interval_text(part.lower, part.upper) || ' of ' || interval_text(whole.lower, whole.upper) as sum_text
    from figures as share
    inner join parts
        on share.article_id = part.article_id and share.quote_start = part.quote_start and share.measure = part.measure
    where share.claim_type = 'share'
),

rates as (
    select
        rate, -- noqa: RF02
        total, -- noqa: RF02
        total.period_end_date - total.period_start_date + 1 as days,
        -- Whole months and years are counted as such, so that 12 months are a year.
        case
            when rate.per_unit = 'day' then days
            when rate.per_unit = 'week' then days / 7
            when day(total.period_start_date) = 1 and day(total.period_end_date + 1) = 1
                then
                    date_diff('month', total.period_start_date, total.period_end_date + 1)
                    / if(rate.per_unit = 'year', 12, 1)
            else days / if(rate.per_unit = 'year', 365.25, 30.4375)
        end as units
    from figures as rate
    inner join wholes as total
        on
            rate.article_id = total.article_id
            and rate.party_id = total.party_id
            and (
                rate.measure = total.measure
                or (rate.measure in ('casualties', 'losses') and total.measure in ('casualties', 'losses'))
            )
            and coalesce(rate.victim_type = total.victim_type, true)
            and coalesce(rate.claimant = total.claimant, true)
            -- The rate is of the same time, or of none that is told, or stands in the same sentence.
            and (
                rate.quote_start = total.quote_start
                or coalesce(
                    rate.period_start_date = total.period_start_date and rate.period_end_date = total.period_end_date,
                    true
                )
            )
    where rate.claim_type = 'rate' and total.time_basis = 'period' and days > 1
    -- One rate goes with the total that stands nearest to it.
    qualify row_number() over (
        partition by rate.claim_id order by abs(total.value_start - rate.value_start), total.claim_id
    ) = 1
),

rates_and_totals as (
    select
        'rate_against_total' as finding_type,
        rate.claim_id as about_claim_id,
        [rate.claim_id, total.claim_id] as claim_ids,
        'equal' as relation,
        struct_pack(lower := rate.lower * units, upper := rate.upper * units) as calculated,
        total.bounds as stated,
        interval_text(rate.lower, rate.upper) || ' a ' || rate.per_unit || ' × ' || number_text(units) || ' '
        || rate.per_unit || 's from ' || total.period_start_date || ' to ' || total.period_end_date as sum_text
    from rates
),

ratios as (
    select
        ratio, -- noqa: RF02
        own, -- noqa: RF02
        other -- noqa: RF02
    from figures as ratio
    inner join wholes as own
        on ratio.article_id = own.article_id and ratio.party_id = own.party_id and ratio.measure = own.measure
    inner join wholes as other
        on
            ratio.article_id = other.article_id
            and ratio.versus_party_id = other.party_id
            and ratio.measure = other.measure
            and own.time_basis is not distinct from other.time_basis
            and coalesce(own.period_start_date = other.period_start_date, true)
            and coalesce(own.as_of_date = other.as_of_date, true)
            and coalesce(own.victim_type = other.victim_type, true)
    where
        ratio.claim_type = 'ratio'
        and coalesce(ratio.claimant = own.claimant, true)
        and own.claimant is not distinct from other.claimant
        -- Single events have their own ratio.
        and (own.time_basis <> 'incident' or own.quote_start = ratio.quote_start)
    qualify row_number() over (
        partition by ratio.claim_id
        order by
            abs(own.value_start - ratio.value_start) + abs(other.value_start - ratio.value_start), own.claim_id,
            other.claim_id
    ) = 1
),

ratios_and_figures as (
    select
        'ratio_against_figures' as finding_type,
        ratio.claim_id as about_claim_id,
        [ratio.claim_id, own.claim_id, other.claim_id] as claim_ids,
        'equal' as relation,
        interval_ratio(own.bounds, other.bounds) as calculated,
        ratio.bounds as stated,
        interval_text(own.lower, own.upper) || ' ' || own.party_id || ' / ' || interval_text(other.lower, other.upper)
        || ' ' || other.party_id as sum_text
    from ratios
),

-- Figures of one article that speak of the same people and time.
alike as (
    select
        a, -- noqa: RF02
        b -- noqa: RF02
    from wholes as a
    inner join wholes as b
        on
            a.article_id = b.article_id
            and a.party_id = b.party_id
            and a.measure <> b.measure
            and a.claimant is not distinct from b.claimant
            and a.victim_type is not distinct from b.victim_type
            and a.time_basis = b.time_basis
            and a.as_of_date is not distinct from b.as_of_date
            and (a.time_basis = 'cumulative' or a.period_start_date is not distinct from b.period_start_date)
            -- Every strike has its own dead and wounded.
            and (a.time_basis <> 'incident' or a.quote_start = b.quote_start)
),

killed_and_casualties as (
    select
        a.measure || '_above_casualties' as finding_type,
        a.claim_id as about_claim_id,
        [a.claim_id, b.claim_id] as claim_ids,
        'at_most' as relation,
        a.bounds as calculated,
        b.bounds as stated,
        interval_text(a.lower, a.upper) || ' ' || a.measure || ' of ' || interval_text(b.lower, b.upper)
        || ' casualties' as sum_text
    from alike
    where a.measure in ('killed', 'wounded', 'missing') and b.measure = 'casualties'
),

parts_of_casualties as (
    select
        'parts_above_casualties' as finding_type,
        killed.b.claim_id as about_claim_id,
        [killed.a.claim_id, wounded.a.claim_id, killed.b.claim_id] as claim_ids,
        'at_most' as relation,
        interval_sum(killed.a.bounds, wounded.a.bounds) as calculated,
        killed.b.bounds as stated,
        interval_text(killed.a.lower, killed.a.upper) || ' killed + '
        || interval_text(wounded.a.lower, wounded.a.upper) || ' wounded' as sum_text
    from alike as killed
    inner join alike as wounded on killed.b.claim_id = wounded.b.claim_id
    where killed.a.measure = 'killed' and wounded.a.measure = 'wounded' and killed.b.measure = 'casualties'
    qualify row_number() over (
        partition by killed.b.claim_id
        order by
            abs(killed.a.value_start - killed.b.value_start) + abs(wounded.a.value_start - killed.b.value_start),
            killed.a.claim_id, wounded.a.claim_id
    ) = 1
),

sides as (
    select
        'sides_against_both' as finding_type,
        both_sides.claim_id as about_claim_id,
        [both_sides.claim_id, a.claim_id, b.claim_id] as claim_ids,
        'equal' as relation,
        interval_sum(a.bounds, b.bounds) as calculated,
        both_sides.bounds as stated,
        interval_text(a.lower, a.upper) || ' ' || a.party_id || ' + ' || interval_text(b.lower, b.upper) || ' '
        || b.party_id as sum_text
    from wholes as both_sides
    inner join wholes as a
        on both_sides.article_id = a.article_id and split_part(both_sides.party_id, '+', 1) = a.party_id
    inner join wholes as b
        on both_sides.article_id = b.article_id and split_part(both_sides.party_id, '+', 2) = b.party_id
    where
        len(string_split(both_sides.party_id, '+')) = 2
        and both_sides.time_basis <> 'incident'
        and both_sides.measure = a.measure
        and both_sides.measure = b.measure
        and both_sides.time_basis = a.time_basis
        and both_sides.time_basis = b.time_basis
        and both_sides.as_of_date = a.as_of_date
        and both_sides.as_of_date = b.as_of_date
        and both_sides.claimant is not distinct from a.claimant
        and both_sides.claimant is not distinct from b.claimant
    qualify row_number() over (
        partition by both_sides.claim_id
        order by
            abs(a.value_start - both_sides.value_start) + abs(b.value_start - both_sides.value_start), a.claim_id,
            b.claim_id
    ) = 1
),

sums as (
    select * from parts_and_wholes
    union all by name
    select * from shares
    union all by name
    select * from rates_and_totals
    union all by name
    select * from ratios_and_figures
    union all by name
    select * from killed_and_casualties
    union all by name
    select * from parts_of_casualties
    union all by name
    select * from sides
)

select
    sums.finding_type,
    sums.about_claim_id,
    sums.claim_ids,
    sums.relation,
    sums.calculated.lower as calculated_lower,
    sums.calculated.upper as calculated_upper,
    sums.stated.lower as stated_lower,
    sums.stated.upper as stated_upper,
    sums.sum_text
from sums
where sums.calculated.lower is not null or sums.calculated.upper is not null
order by sums.finding_type, sums.claim_ids
