-- Figures over time as the charts draw them: the casualty series, what counts two sides together, and forecasts.
-- `form` says how a figure is drawn, `colour` is the place of its claimant among those with most figures about these
-- people, from 0; 8 stands for all others and for the articles' own voice.
with figures as (
    select
        conflict_id,
        party_id,
        measure,
        coalesce(claimant_name, claimant_id) as claimant,
        claimant_type,
        victim_type,
        time_basis,
        period_start_date as start,
        as_of_date as date,
        date_precision,
        lower,
        best,
        upper,
        status,
        is_outlier,
        n_claims,
        n_outlets,
        figures_reported as words,
        null::date as base_date,
        null::double as base,
        claim_ids
    from marts.casualty_series
    union all by name
    select
        conflict_id,
        party_id,
        measure,
        coalesce(claimant_name, claimant_id) as claimant,
        claimant_type,
        victim_type,
        time_basis,
        period_start_date as start,
        coalesce(as_of_date, period_end_date) as date,
        date_precision,
        lower,
        best,
        upper,
        status,
        false as is_outlier,
        1 as n_claims,
        1 as n_outlets,
        interval_text(lower, upper) as words,
        [claim_id] as claim_ids
    from marts.claims
    where
        party_id like '%+%'
        and claim_type = 'count'
        and time_basis in ('cumulative', 'period')
        and status not in ('projected', 'disputed')
        and is_current
        and not is_subset
        and not is_duplicate_in_article
    union all by name
    select
        projections.conflict_id,
        projections.party_id,
        projections.measure,
        projections.claimant_name as claimant,
        claims.claimant_type,
        projections.victim_type,
        'cumulative' as time_basis,
        projections.horizon_date as date,
        'day' as date_precision,
        projections.lower,
        projections.best,
        projections.upper,
        'projected' as status,
        false as is_outlier,
        1 as n_claims,
        1 as n_outlets,
        interval_text(projections.lower, projections.upper) as words,
        projections.base_date,
        coalesce(projections.base_best, projections.base_lower, projections.base_upper) as base,
        [projections.claim_id] as claim_ids
    from marts.projections as projections
    inner join marts.claims as claims on projections.claim_id = claims.claim_id
    where projections.claim_type = 'count'
),

counted as (
    select
        conflict_id,
        party_id,
        measure,
        claimant,
        count(*) as n_of_claimant,
        row_number() over (
            partition by conflict_id, party_id, measure
            order by count(*) desc, claimant
        ) - 1 as place
    from figures
    where claimant is not null
    group by conflict_id, party_id, measure, claimant
)

select
    figures.*,
    interval_form(figures.lower, figures.best, figures.upper) as form,
    coalesce(figures.best, figures.lower, figures.upper) as value,
    least(coalesce(counted.place, 8), 8) as colour,
    counted.n_of_claimant,
    -- A total that stood before its war began counts something else, or its day is misread.
    figures.is_outlier
    or coalesce(least(figures.start, figures.date) < conflicts.start_date, false) as is_doubtful
from figures
left join counted
    on
        figures.party_id = counted.party_id
        and figures.measure = counted.measure
        and figures.claimant = counted.claimant
        and figures.conflict_id is not distinct from counted.conflict_id
left join seeds.conflicts as conflicts on figures.conflict_id = conflicts.conflict_id
order by
    figures.conflict_id, figures.party_id, figures.measure, figures.time_basis, figures.date, figures.claimant,
    figures.victim_type, figures.start, figures.best, figures.lower, figures.upper
