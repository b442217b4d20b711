-- Which claims restate one original figure: same claimant, party, kind and window, and the same number.
-- The origin is named after its earliest claim. Two steps: claims of one kind with one number form a group, and within
-- it those whose windows overlap. A bound stands for its own number, and a range for both its ends: "up to 325,000" and
-- "325,000" restate "275,000 to 325,000", but "more than 15,000" does not restate all that is larger.
-- grain: claim
-- caution: windows chain: a total that outlets repeat for weeks is one figure for all that time.
with figures as (
    select
        claims.*,
        coalesce(claims.lower, claims.best, claims.upper) as least,
        coalesce(claims.upper, claims.best, claims.lower) as most,
        -- What a total covers moves on with its as-of date; outlets repeat it for weeks.
        case
            when claims.time_basis = 'period' then coalesce(claims.period_start_date, claims.as_of_date)
            else coalesce(claims.as_of_date, claims.period_end_date) - windows.slack
        end as window_start,
        case
            when claims.time_basis = 'period' then coalesce(claims.period_end_date, claims.as_of_date)
            else coalesce(claims.as_of_date, claims.period_end_date) + windows.slack
        end as window_end,
        -- An article's own voice is not another article's.
        coalesce(claims.claimant, claims.article_id) as voice
    from staging.claims as claims
    cross join lateral (
        select
            case
                when claims.date_precision in ('year', 'inferred') then 180
                when claims.time_basis = 'cumulative' or claims.date_precision = 'month' then 15
                else 1
            end as slack
    ) as windows
),

kinds as (
    select
        figures.*,
        dense_rank() over (
            order by
                figures.claim_type, figures.conflict_id, figures.voice, figures.party_id, figures.measure,
                figures.per_unit, coalesce(figures.versus_party_id, lower(figures.versus_text)), figures.time_basis,
                -- "Tens of thousands" would join all that lies between 20,000 and 99,999.
                figures.qualifier = 'vague'
        ) as kind
    from figures
),

victims as (
    select
        kinds.kind,
        -- Unstated victims are compatible with the one kind that the others state, not with two.
        if(count(distinct kinds.victim_type) = 1, max(kinds.victim_type), null) as victim_type
    from kinds
    group by kinds.kind
),

comparable as (
    select
        kinds.*,
        coalesce(kinds.victim_type, victims.victim_type, 'unstated') as victims
    from kinds
    inner join victims on kinds.kind = victims.kind
),

-- What a range may shrink to: one of its ends. A number that lies between them is another figure.
ranges as (
    select
        kind,
        victims,
        least,
        max(most) as most
    from comparable
    where least < most
    group by all
),

figure_groups as (
    select
        comparable.*,
        case
            when comparable.least < comparable.most then comparable.most
            else coalesce(ranges.most, comparable.most)
        end as figure
    from comparable
    left join ranges
        on
            comparable.kind = ranges.kind
            and comparable.victims = ranges.victims
            and comparable.least = ranges.least
),

window_starts as (
    select
        figure_groups.*,
        coalesce(
            figure_groups.window_start > max(figure_groups.window_end) over (
                partition by figure_groups.kind, figure_groups.victims, figure_groups.figure
                order by figure_groups.window_start, figure_groups.window_end, figure_groups.claim_id
                rows between unbounded preceding and 1 preceding
            ), true
        ) as starts_window
    from figure_groups
    where figure_groups.window_start is not null and figure_groups.window_end is not null
),

window_groups as (
    select
        window_starts.*,
        count_if(window_starts.starts_window) over (
            partition by window_starts.kind, window_starts.victims, window_starts.figure
            order by window_starts.window_start, window_starts.window_end, window_starts.claim_id
        ) as span
    from window_starts
    union all by name
    select
        figure_groups.*,
        false as starts_window,
        0 as span
    from figure_groups
    where figure_groups.window_start is null or figure_groups.window_end is null
)

select
    window_groups.claim_id,
    first_value(window_groups.claim_id) over (
        partition by window_groups.kind, window_groups.victims, window_groups.figure, window_groups.span
        order by
            window_groups.published_date nulls last, window_groups.article_id, window_groups.value_start,
            window_groups.claim_id
    ) as origin_id
from window_groups
order by window_groups.claim_id
