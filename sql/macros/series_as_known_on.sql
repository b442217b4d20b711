-- The casualty series with only what had been published by a day: `from series_as_known_on(date '2023-03-07')`.
-- An article without a date counts as known from the last day that it can be of, else from the day it was read.
-- The mart `casualty_series` is this series with everything that has been read.
create or replace macro series_as_known_on(known_date) as table
    with usable as (
        select
            claims.claim_id,
            claims.origin_id,
            claims.conflict_id,
            claims.claimant_id,
            claims.claimant_name,
            claims.claimant_type,
            claims.party_id,
            claims.party_name,
            claims.victim_type,
            claims.measure,
            claims.time_basis,
            claims.lower,
            claims.best,
            claims.upper,
            claims.qualifier,
            claims.status,
            claims.date_precision,
            claims.published_date,
            -- A period's figure stands on its last day, whenever it was given; a total on the day it was given for.
            case
                when claims.time_basis = 'period' then coalesce(claims.period_end_date, claims.as_of_date)
                else coalesce(claims.as_of_date, claims.period_end_date)
            end as figure_date,
            coalesce(claims.claimant_id, claims.claimant_name) as claimant,
            coalesce(claims.outlet_id, claims.outlet_name, claims.article_id) as outlet,
            case when claims.time_basis = 'period' then claims.period_start_date end as window_start,
            -- Exact and rounded, one figure is one voice.
            count(distinct outlet) over (partition by claims.origin_id, figure_date) as n_outlets_of_origin,
            figure_date > min(figure_date) over (partition by claims.origin_id) as is_restated
        from marts.claims as claims
        inner join marts.articles as articles on claims.article_id = articles.article_id
        where
            claims.claim_type = 'count'
            -- Incidents are single events, and have no line to stand on.
            and claims.time_basis in ('cumulative', 'period')
            and claims.status not in ('projected', 'disputed')
            -- A figure that adds both sides is neither side's.
            and claims.party_id not like '%+%'
            and claims.is_current
            and not claims.is_duplicate_in_article
            and coalesce(articles.published_date, articles.published_latest_date, articles.first_loaded_at::date)
            <= known_date -- noqa: RF02
            -- A part ("including 67 women") is no figure of the whole, but the dead among casualties are all the dead.
            and (
                not claims.is_subset
                or (
                    claims.measure not in ('casualties', 'losses')
                    and exists (
                        select 1
                        from marts.claims as whole
                        where
                            whole.article_id = claims.article_id
                            and whole.quote_start = claims.quote_start
                            and whole.claim_type = 'count'
                            and whole.measure in ('casualties', 'losses')
                            and whole.party_id = claims.party_id
                            and not whole.is_subset
                    )
                )
            )
    ),

    figures as (
        select
            conflict_id,
            claimant,
            party_id,
            victim_type,
            measure,
            time_basis,
            figure_date,
            window_start,
            lower,
            best,
            upper,
            max(n_outlets_of_origin) as n_outlets_of_origin,
            count(*) as n_claims,
            bool_and(is_restated) as is_restated,
            bool_or(qualifier = 'exact') as is_exact,
            list(origin_id) as origin_ids,
            list(claim_id order by claim_id) as claim_ids,
            arg_min(
                struct_pack(
                    claimant_id := claimant_id, claimant_name := claimant_name, claimant_type := claimant_type,
                    party_name := party_name, published_date := published_date,
                    qualifier := qualifier, status := status, date_precision := date_precision
                ),
                (published_date is null, published_date, claim_id)
            ) as first_claim
        from usable
        group by all
    ),

    -- A running total that lies far from most of its claimant's totals around it counts something smaller or larger:
    -- one town's dead, or a misread number. Two and a half times the median of 120 days before or after is far, and so
    -- is less than a tenth of the median of all before.
    placed as (
        select
            figures.*,
            time_basis = 'cumulative'
            and claimant is not null
            and (
                coalesce(count(*) over earlier >= 3 and point * 2.5 < median(point) over earlier, false)
                or coalesce(count(*) over later >= 3 and point > 2.5 * median(point) over later, false)
                or coalesce(point * 10 < median(point) over ever, false)
            ) as is_outlier
        from (
            select
                figures.*,
                coalesce(best, (lower + upper) / 2, lower, upper) as point
            from figures
        ) as figures
        window
            earlier as (
                partition by conflict_id, claimant, party_id, victim_type, measure, time_basis
                order by figure_date range between interval 120 days preceding and interval 1 day preceding
            ),
            later as (
                partition by conflict_id, claimant, party_id, victim_type, measure, time_basis
                order by figure_date range between interval 1 day following and interval 120 days following
            ),
            ever as (
                partition by conflict_id, claimant, party_id, victim_type, measure, time_basis
                order by figure_date range between unbounded preceding and interval 1 day preceding
            )
    ),

    ranked as (
        select
            placed.*,
            -- Where outlets differ, a new figure stands before one of an earlier day, then that of most outlets, as
            -- exactly as one of them gives it; then what says most: a point, a range, a bound.
            row_number() over (
                cell
                order by
                    is_outlier asc, is_restated asc, n_outlets_of_origin desc, is_exact desc, n_claims desc,
                    (best is not null)::int + (lower is not null)::int + (upper is not null)::int desc,
                    upper - lower, lower desc, upper desc
            ) as place
        from placed
        window cell as (
            partition by conflict_id, claimant, party_id, victim_type, measure, time_basis, figure_date, window_start
        )
    ),

    cells as (
        select
            conflict_id,
            claimant,
            party_id,
            victim_type,
            measure,
            time_basis,
            figure_date,
            window_start,
            first(lower) filter (where place = 1) as lower,
            first(best) filter (where place = 1) as best,
            first(upper) filter (where place = 1) as upper,
            first(first_claim) filter (where place = 1) as first_claim,
            first(is_outlier) filter (where place = 1) as is_outlier,
            sum(n_claims)::bigint as n_claims,
            len(list_distinct(flatten(list(origin_ids)))) as n_origins,
            list_sort(flatten(list(claim_ids))) as claim_ids,
            -- What articles say in their own voice is many voices: it has no total before.
            time_basis = 'cumulative'
            and claimant is not null
            and not first(is_outlier) filter (where place = 1) as is_running_total,
            -- What has no day may be of many.
            count(*) > 1 and figure_date is not null as is_reported_differently,
            string_agg(interval_text(lower, upper), '; ' order by place) as figures_reported
        from ranked
        group by conflict_id, claimant, party_id, victim_type, measure, time_basis, figure_date, window_start
    ),

    outlets as (
        select
            conflict_id,
            claimant,
            party_id,
            victim_type,
            measure,
            time_basis,
            figure_date,
            window_start,
            count(distinct outlet) as n_outlets
        from usable
        group by all
    )

    select
        cells.conflict_id,
        cells.first_claim.claimant_id,
        cells.first_claim.claimant_name,
        cells.first_claim.claimant_type,
        cells.party_id,
        cells.first_claim.party_name,
        cells.victim_type,
        cells.measure,
        cells.time_basis,
        cells.window_start as period_start_date,
        cells.figure_date as as_of_date,
        cells.first_claim.date_precision,
        cells.lower,
        cells.best,
        cells.upper,
        cells.first_claim.qualifier,
        cells.first_claim.status,
        case when cells.is_running_total then cells.best - lag(cells.best) over totals end as rise,
        case when cells.is_running_total then cells.lower - lag(cells.upper) over totals end as rise_lower,
        case when cells.is_running_total then cells.upper - lag(cells.lower) over totals end as rise_upper,
        case when cells.is_running_total then cells.figure_date - lag(cells.figure_date) over totals end
            as days_since_previous,
        cells.n_claims,
        outlets.n_outlets,
        cells.n_origins,
        cells.first_claim.published_date as first_published_date,
        cells.is_reported_differently,
        cells.is_outlier,
        cells.figures_reported,
        cells.claim_ids
    from cells
    inner join outlets
        on
            cells.party_id = outlets.party_id
            and cells.measure = outlets.measure
            and cells.time_basis = outlets.time_basis
            and cells.conflict_id is not distinct from outlets.conflict_id
            and cells.claimant is not distinct from outlets.claimant
            and cells.victim_type is not distinct from outlets.victim_type
            and cells.figure_date is not distinct from outlets.figure_date
            and cells.window_start is not distinct from outlets.window_start
    -- Only running totals rise; a period's figure follows no other. A total without a date has no place in the order.
    window
        totals as (
            partition by
                cells.conflict_id, cells.claimant, cells.party_id, cells.victim_type, cells.measure, cells.time_basis,
                cells.figure_date is null, cells.is_running_total
            order by cells.figure_date, cells.window_start
        )
    order by
        cells.conflict_id, cells.party_id, cells.measure, cells.victim_type, cells.time_basis, cells.claimant,
        cells.figure_date, cells.window_start
