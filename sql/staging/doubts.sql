-- What is doubtful about claims, claims that validation rejected, and sentences that gave no claim, in words.
-- `severity` says how likely something is read wrongly: 5 a contradiction or a fault of the extractor; 4 a claim that
-- validation rejected, one that reads otherwise than a person accepted it, or a figure that can hardly be; 2 a tension,
-- outlets that print one figure of a claimant differently, or a multiple that does not fit what is known; 1 a party
-- that is not known, or a sentence that was not read.
-- grain: item_id, doubt_type, doubt
with claims as (
    select
        claims.*,
        greatest(claims.lower, claims.best, claims.upper) as most
    from marts.claims as claims
    where claims.is_current and not claims.is_duplicate_in_article
),

-- A finding is told once, of the claim that it is about.
findings as (
    select
        about_claim_id as item_id,
        severity as doubt_type,
        if(severity = 'contradiction', 5, 2) as severity,
        replace(finding_type, '_', ' ') || ': ' || finding as doubt,
        list_filter(claim_ids, lambda id: id <> about_claim_id) as related_claim_ids
    from marts.consistency_findings
    where severity in ('contradiction', 'tension')
),

-- What deviates from the figure that most outlets print, by more than rounding.
differences as (
    select
        claims.claim_id as item_id,
        'outlets differ' as doubt_type,
        2 as severity,
        'outlets print ' || cells.figures_reported || ' for '
        || concat_ws(', ', cells.claimant_name, cells.party_id, cells.measure, cells.as_of_date) as doubt,
        list_filter(cells.claim_ids, lambda id: id <> claims.claim_id) as related_claim_ids -- noqa: RF02
    from marts.casualty_series as cells
    inner join (
        select
            claim_ids,
            unnest(claim_ids) as claim_id
        from marts.casualty_series
        where is_reported_differently and claimant_name is not null
    ) as members
        on cells.claim_ids = members.claim_ids
    inner join claims on members.claim_id = claims.claim_id
    where claims.lower > 1.02 * cells.upper or claims.upper < 0.98 * cells.lower
),

populations as (
    select
        party_id,
        max(greatest(lower, best, upper)) as population
    from seeds.strengths
    where strength_type = 'population'
    group by all
),

improbable as (
    select
        claims.claim_id as item_id,
        'improbable' as doubt_type,
        4 as severity,
        case
            when claims.most <> floor(claims.most)
                then interval_text(claims.lower, claims.upper) || ' is a part of a person'
            when populations.population is not null
                then
                    number_text(claims.most) || ' is more than a twentieth of the population of '
                    || number_text(populations.population)
            else number_text(claims.most) || ' is five million or more'
        end as doubt,
        []::varchar[] as related_claim_ids
    from claims
    left join populations on claims.party_id = populations.party_id
    where
        claims.claim_type = 'count'
        and (
            claims.most <> floor(claims.most)
            or claims.most >= coalesce(populations.population / 20, 5000000)
        )
),

-- What the claimants in the middle say of a month, where there are several.
medians as (
    select
        *,
        greatest(lower, best, upper) as most
    from marts.estimate_bands
    where policy = 'median_of_claimants' and n_claimants > 1 and coalesce(lower <= upper, true)
),

above_others as (
    select
        claims.claim_id as item_id,
        'above others' as doubt_type,
        4 as severity,
        interval_text(claims.lower, claims.upper)
        || ' is more than five times the figure of the claimants in the middle, '
        || interval_text(medians.lower, medians.upper) as doubt,
        medians.claim_ids as related_claim_ids
    from claims
    inner join medians
        on
            claims.party_id = medians.party_id
            and claims.measure = medians.measure
            and last_day(claims.as_of_date) = medians.month_date
            and claims.conflict_id is not distinct from medians.conflict_id
            and coalesce(claims.victim_type = medians.victim_type, true)
    where claims.claim_type = 'count' and claims.status not in ('projected', 'disputed')
    -- Of soldiers, civilians and people, the highest must be passed.
    qualify
        claims.lower > 5 * max(medians.most) over (partition by claims.claim_id)
        and row_number() over (
            partition by claims.claim_id order by medians.most desc, medians.victim_type asc
        ) = 1
),

multiples as (
    select
        claim_id as item_id,
        'implies otherwise' as doubt_type,
        2 as severity,
        'implies ' || implied_text || ' (' || formula || '), ' || verdict || ': '
        || interval_text(known_lower, known_upper) || ' (' || known_from || ')' as doubt,
        list_filter(claim_ids, lambda id: id <> claim_id) as related_claim_ids
    from marts.implied_figures
    where verdict in ('above what is known', 'below what is known')
),

unknown_parties as (
    select distinct named.party_id
    from (
        select
            party_id,
            unnest(string_split(party_id, '+')) as part
        from (select distinct claims.party_id from claims) as distinct_parties
    ) as named
    anti join seeds.parties as known on named.part = known.party_id
),

parties as (
    select
        claims.claim_id as item_id,
        'party unknown' as doubt_type,
        1 as severity,
        coalesce('seeds.parties does not know ' || claims.party_id, 'it is not told whose people these are') as doubt,
        []::varchar[] as related_claim_ids
    from claims
    left join unknown_parties on claims.party_id = unknown_parties.party_id
    where claims.party_id is null or unknown_parties.party_id is not null
),

outdated as (
    select
        item_id,
        'read otherwise' as doubt_type,
        4 as severity,
        'was accepted as ' || expected_value as doubt,
        []::varchar[] as related_claim_ids
    from quality.corrections
    where outcome = 'outdated'
),

rejected as (
    select
        rejected.claim_id as item_id,
        'rejected by validation' as doubt_type,
        4 as severity,
        rejected.reason as doubt,
        []::varchar[] as related_claim_ids
    from quality.rejected_claims as rejected
    inner join marts.articles as articles on rejected.article_id = articles.article_id
    where articles.is_current
),

unread as (
    select
        unread.sentence_id as item_id,
        if(unread.reason like 'fault: %', 'fault', 'unread') as doubt_type,
        if(doubt_type = 'fault', 5, 1) as severity,
        unread.reason as doubt,
        []::varchar[] as related_claim_ids
    from quality.unread_sentences as unread
    inner join marts.articles as articles on unread.article_id = articles.article_id
    where articles.is_current
)

select * from findings
union all by name
select * from differences
union all by name
select * from improbable
union all by name
select * from above_others
union all by name
select * from multiples
union all by name
select * from parties
union all by name
select * from outdated
union all by name
select * from rejected
union all by name
select * from unread
order by all
