-- What each policy of reconciliation makes of all claimants' running totals, month by month.
-- Each claimant that seeds.claimants knows speaks once: with its last total by the month's end that is at most 92 days
-- old. Outliers, vague words and totals without a day are left out, as is what lies more than ten times from the total
-- of the claimant with most totals: it counts others. `interval_hull` covers all figures, and is open where one is;
-- `interval_intersection` is what all allow, and is empty where they contradict; `median_of_claimants` is the figure
-- in the middle, or from one to the other of the two there; `confirmed_floor` is the greatest lower end of those that
-- count by name; `latest_independent` is the newest figure of a claimant that is no party to the war, `own_admission`
-- that of the side itself, `enemy_claim` that of those who fight it. None is the truth.
-- grain: conflict_id, party_id, victim_type, measure, month_date, policy
-- caution: a policy is as good as its claimants; see n_claimants, and n_with_magnitude_of_casualties of them.
with totals as (
    select
        series.*,
        coalesce(series.claimant_id, series.claimant_name) as claimant,
        coalesce(series.best, (series.lower + series.upper) / 2, series.lower, series.upper) as point,
        count(*) over (
            partition by
                series.conflict_id, series.claimant_id, series.party_id, series.victim_type, series.measure
        ) as n_totals,
        coalesce(their_parties.side_of, claimants.party_id) as claimant_side,
        coalesce(parties.side_of, series.party_id) as side,
        coalesce(magnitudes.has_magnitude_of_casualties, false) as has_magnitude_of_casualties
    from marts.casualty_series as series
    left join seeds.claimants as claimants on series.claimant_id = claimants.claimant_id
    left join seeds.parties as their_parties on claimants.party_id = their_parties.party_id
    left join seeds.parties as parties on series.party_id = parties.party_id
    left join staging.figure_magnitudes as magnitudes
        on
            series.party_id = magnitudes.party_id
            and series.measure = magnitudes.measure
            and series.as_of_date = magnitudes.as_of_date
            and coalesce(series.claimant_id, series.claimant_name) = magnitudes.claimant
            and series.conflict_id is not distinct from magnitudes.conflict_id
            and series.victim_type is not distinct from magnitudes.victim_type
    where
        series.time_basis = 'cumulative'
        and coalesce(series.claimant_id, series.claimant_name) is not null
        and claimants.claimant_id is not null
        and series.as_of_date is not null
        and series.date_precision in ('day', 'month')
        and series.qualifier <> 'vague'
        and not series.is_outlier
),

-- A total speaks at the end of its own month and of the months that end within 92 days after it.
monthly as (
    select
        totals.*,
        last_day((date_trunc('month', totals.as_of_date) + to_months(later.months::int))::date) as month_date
    from totals
    cross join unnest([0, 1, 2, 3]) as later (months)
    where
        last_day((date_trunc('month', totals.as_of_date) + to_months(later.months::int))::date) - totals.as_of_date
        <= 92
    qualify row_number() over (
        partition by
            totals.conflict_id, totals.party_id, totals.victim_type, totals.measure, totals.claimant, month_date
        order by totals.as_of_date desc
    ) = 1
),

-- No month after the last that anything speaks of.
spoken as (
    select
        monthly.*,
        first_value(monthly.point) over (
            partition by
                monthly.conflict_id, monthly.party_id, monthly.victim_type, monthly.measure, monthly.month_date
            order by monthly.n_totals desc, monthly.as_of_date desc, monthly.claimant asc
        ) as main
    from monthly
    where monthly.month_date <= (select last_day(max(totals.as_of_date)) from totals)
),

voices as (
    select
        spoken.*,
        row_number() over cell as place,
        count(*) over (
            partition by conflict_id, party_id, victim_type, measure, month_date
        ) as n_voices
    from spoken
    where spoken.point between spoken.main / 10 and spoken.main * 10
    window cell as (
        partition by conflict_id, party_id, victim_type, measure, month_date
        order by point, lower, upper, claimant
    )
),

policies as (
    select
        'interval_hull' as policy,
        'least lower end to greatest upper end, open where a figure is' as formula,
        conflict_id,
        party_id,
        victim_type,
        measure,
        month_date,
        case when count(lower) = count(*) then min(lower) end as lower,
        null::double as best,
        case when count(upper) = count(*) then max(upper) end as upper,
        count(*) as n_claimants,
        count_if(has_magnitude_of_casualties) as n_with_magnitude_of_casualties,
        list_sort(list_distinct(flatten(list(claim_ids)))) as claim_ids
    from voices
    group by all
    union all by name
    select
        'interval_intersection' as policy,
        'greatest lower end to least upper end; empty where they cross' as formula,
        conflict_id,
        party_id,
        victim_type,
        measure,
        month_date,
        case when coalesce(max(lower) <= min(upper), true) then max(lower) end as lower,
        null::double as best,
        case when coalesce(max(lower) <= min(upper), true) then min(upper) end as upper,
        count(*) as n_claimants,
        count_if(has_magnitude_of_casualties) as n_with_magnitude_of_casualties,
        list_sort(list_distinct(flatten(list(claim_ids)))) as claim_ids
    from voices
    group by all
    union all by name
    select
        'median_of_claimants' as policy,
        'the figure in the middle, or from one to the other of the two there' as formula,
        conflict_id,
        party_id,
        victim_type,
        measure,
        month_date,
        max(lower) filter (where place = (n_voices + 1) // 2) as lower,
        case when count(*) % 2 = 1 then max(best) filter (where place = (n_voices + 1) // 2) end as best,
        max(upper) filter (where place = n_voices // 2 + 1) as upper,
        count(*) as n_claimants,
        count_if(has_magnitude_of_casualties) as n_with_magnitude_of_casualties,
        list_sort(list_distinct(flatten(list(claim_ids)))) as claim_ids
    from voices
    group by all
    union all by name
    select
        'confirmed_floor' as policy,
        'greatest lower end among figures that are confirmed' as formula,
        conflict_id,
        party_id,
        victim_type,
        measure,
        month_date,
        max(lower) as lower,
        null::double as best,
        null::double as upper,
        count(*) as n_claimants,
        count_if(has_magnitude_of_casualties) as n_with_magnitude_of_casualties,
        list_sort(list_distinct(flatten(list(claim_ids)))) as claim_ids
    from voices
    where status = 'confirmed' and lower is not null
    group by all
    union all by name
    select
        speakers.policy,
        'newest figure of '
        || speakers.speaker
        || ': '
        || arg_max(voices.claimant, (voices.as_of_date, voices.claimant))
            as formula,
        voices.conflict_id,
        voices.party_id,
        voices.victim_type,
        voices.measure,
        voices.month_date,
        arg_max(struct_pack(x := voices.lower), (voices.as_of_date, voices.claimant)).x as lower,
        arg_max(struct_pack(x := voices.best), (voices.as_of_date, voices.claimant)).x as best,
        arg_max(struct_pack(x := voices.upper), (voices.as_of_date, voices.claimant)).x as upper,
        count(*) as n_claimants,
        count_if(voices.has_magnitude_of_casualties) as n_with_magnitude_of_casualties,
        arg_max(voices.claim_ids, (voices.as_of_date, voices.claimant)) as claim_ids
    from voices
    cross join
        (
            values
            ('latest_independent', 'a claimant who is no party to the war'),
            ('own_admission', 'the side itself'),
            ('enemy_claim', 'those who fight it')
        ) as speakers (policy, speaker)
    where
        case speakers.policy
            when 'latest_independent'
                then
                    voices.claimant_type in ('intergovernmental', 'ngo', 'media', 'academic')
                    and voices.claimant_side is null
            when 'own_admission' then voices.claimant_side = voices.side
            else voices.claimant_type = 'belligerent' and voices.claimant_side <> voices.side
        end
    group by
        speakers.policy, speakers.speaker, voices.conflict_id, voices.party_id, voices.victim_type, voices.measure,
        voices.month_date
)

select
    conflict_id,
    party_id,
    victim_type,
    measure,
    month_date,
    policy,
    lower,
    best,
    upper,
    n_claimants,
    n_with_magnitude_of_casualties,
    formula,
    claim_ids
from policies
order by all
