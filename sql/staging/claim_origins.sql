-- Which claims restate one original figure: same claimant, party, kind and window, and the same number.
-- The origin is named after its earliest claim. Three steps: claims of one kind with one number form a group, and
-- within it those whose windows overlap; a count that is hedged and round joins the exact one that it rounds. A bound
-- stands for its own number, and a range for both its ends: "up to 325,000" and "325,000" restate "275,000 to 325,000",
-- but "more than 15,000" not all that is larger. "More than 41,600" rounds 41,689, "nearly 42,000" rounds 41,900.
-- grain: claim
-- caution: windows chain: a total that outlets repeat for weeks is one figure for all that time.
with figures as (
    select
        -- No more than is needed, for all of it is sorted several times.
        claims.claim_id,
        claims.article_id,
        claims.published_date,
        claims.value_start,
        claims.claim_type,
        claims.conflict_id,
        claims.party_id,
        claims.victim_type,
        claims.measure,
        claims.per_unit,
        claims.versus_party_id,
        claims.versus_text,
        claims.time_basis,
        claims.qualifier,
        coalesce(claims.lower, claims.best, claims.upper) as least,
        coalesce(claims.upper, claims.best, claims.lower) as most,
        coalesce(claims.as_of_date, claims.period_end_date) as stood_on,
        -- What a total covers moves on with its as-of date; outlets repeat it for weeks.
        case
            when claims.time_basis = 'period' then coalesce(claims.period_start_date, claims.as_of_date)
            else stood_on - windows.slack
        end as window_start,
        case
            when claims.time_basis = 'period' then coalesce(claims.period_end_date, claims.as_of_date)
            else stood_on + windows.slack
        end as window_end,
        -- An article's own voice is not another article's, nor is a figure of no known war and day that of another.
        case
            when claims.conflict_id is null and stood_on is null then claims.article_id
            else coalesce(claims.claimant, claims.article_id)
        end as voice
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
        figures.* exclude (conflict_id, voice, party_id, measure, per_unit, versus_party_id, versus_text, time_basis),
        -- A number of 64 bits stands for all of them: one order of all claims would have to be held in memory whole.
        hash(
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
),

-- Numbers less than five percent apart stand in one bin or in two that touch; bins keep the join from growing with the
-- square of how often a figure is repeated.
numbers as (
    select
        claim_id,
        kind,
        victims,
        figure,
        span,
        most,
        qualifier,
        stood_on,
        window_start,
        window_end,
        10 ** (len(most::bigint::varchar) - len(rtrim(most::bigint::varchar, '0'))) as unit,
        floor(ln(most) / ln(1.06))::bigint as bin
    from window_groups
    where claim_type = 'count' and most > 0 and window_start is not null and window_end is not null
),

-- Each exact figure in its own bin and the two that touch it, once for each day, however often it is told.
exact_numbers as (
    select
        numbers.kind,
        numbers.victims,
        numbers.figure,
        numbers.span,
        numbers.most,
        numbers.stood_on,
        numbers.window_start,
        numbers.window_end,
        numbers.bin + shifts.shift as bin,
        min(numbers.claim_id) as claim_id
    from numbers
    cross join unnest([-1, 0, 1]) as shifts (shift)
    where numbers.qualifier = 'exact'
    group by all
),

-- A round number of 1,000 or more ends in more noughts than the exact one, which lies on the side that its hedge says:
-- less than one unit of its last digit away, and five percent at most. Of several, the nearest in time.
roundings as (
    select
        rounded.claim_id,
        exact.figure,
        exact.span
    from numbers as rounded
    inner join exact_numbers as exact
        on rounded.kind = exact.kind and rounded.victims = exact.victims and rounded.bin = exact.bin
    where
        rounded.most >= 1000
        and rounded.qualifier in ('about', 'nearly', 'more_than', 'at_least', 'up_to', 'less_than')
        and exact.most % rounded.unit <> 0
        and abs(exact.most - rounded.most) < least(rounded.unit, 0.05 * exact.most)
        and case
            when rounded.qualifier in ('more_than', 'at_least') then exact.most > rounded.most
            when rounded.qualifier = 'about' then abs(exact.most - rounded.most) <= rounded.unit / 2
            else exact.most < rounded.most
        end
        and rounded.window_start <= exact.window_end
        and exact.window_start <= rounded.window_end
    qualify row_number() over (
        partition by rounded.claim_id
        order by abs(rounded.stood_on - exact.stood_on), exact.stood_on, exact.most, exact.claim_id
    ) = 1
),

origin_groups as (
    select
        window_groups.* replace (
            coalesce(roundings.figure, window_groups.figure) as figure,
            coalesce(roundings.span, window_groups.span) as span
        )
    from window_groups
    left join roundings on window_groups.claim_id = roundings.claim_id
)

select
    claim_id,
    first_value(claim_id) over (
        partition by kind, victims, figure, span
        order by published_date nulls last, article_id, value_start, claim_id
    ) as origin_id
from origin_groups
order by claim_id
