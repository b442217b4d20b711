-- What a person should look at, most weighty first: claims with a doubt, claims that validation rejected, sentences
-- that gave no claim. `weight` is what a decision could change: the severity of the doubts together, by the logarithm
-- of the figure (for a sentence, of the largest that it prints), by the logarithm of the rows that the claim feeds.
-- What is decided in seeds/corrections.csv is not here; `tollbook review` works through it.
-- grain: item_id
-- caution: a doubt is no fault: articles do contradict each other, and themselves.
with doubts as (
    select
        doubts.item_id,
        sum(doubts.severity) as severity,
        list(distinct doubts.doubt_type order by doubts.doubt_type) as doubt_types,
        string_agg(doubts.doubt, '; ' order by doubts.severity desc, doubts.doubt asc) as doubts,
        nullif(list_sort(list_distinct(flatten(list(doubts.related_claim_ids)))), []) as related_claim_ids
    from staging.doubts as doubts
    anti join (
        select item_id from quality.corrections
        where outcome <> 'outdated'
    ) as decided
        on doubts.item_id = decided.item_id
    group by all
),

claims as (
    select
        'claim' as item_type,
        *
    from marts.claims
    union all by name
    select
        'rejected_claim' as item_type,
        *
    from quality.rejected_claims
),

items as (
    select
        claim_id as item_id,
        item_type,
        greatest(lower, best, upper) as figure,
        article_id,
        quote,
        quote_start,
        quote_end,
        value_text,
        claim_type,
        measure,
        party_id,
        victim_type,
        lower,
        best,
        upper,
        time_basis,
        as_of_date,
        claimant_name,
        status
    from claims
    union all by name
    select
        sentence_id as item_id,
        'sentence' as item_type,
        -- Four digits that begin with 19 or 20 are a year.
        list_max(
            list_transform(
                list_filter(
                    regexp_extract_all(sentence, '\d[\d,]*'), lambda n: not regexp_full_match(n, '(19|20)\d\d')
                ),
                lambda n: try_cast(replace(n, ',', '') as double)
            )
        ) as figure,
        article_id,
        sentence as quote,
        sentence_start as quote_start,
        sentence_end as quote_end
    from quality.unread_sentences
)

select
    items.item_id,
    items.item_type,
    round(
        doubts.severity * log10(10 + greatest(coalesce(items.figure, 0), 0)) * log2(2 + coalesce(uses.n_rows_fed, 0)), 1
    ) as weight,
    doubts.doubt_types,
    doubts.doubts,
    coalesce(uses.n_rows_fed, 0) as n_rows_fed,
    items.quote,
    items.value_text,
    items.claim_type,
    items.measure,
    items.party_id,
    items.victim_type,
    items.lower,
    items.best,
    items.upper,
    items.time_basis,
    items.as_of_date,
    items.claimant_name,
    items.status,
    articles.article_id,
    articles.outlet_name,
    articles.published_date,
    articles.title,
    items.quote_start,
    items.quote_end,
    doubts.related_claim_ids
from doubts
inner join items on doubts.item_id = items.item_id
inner join marts.articles as articles on items.article_id = articles.article_id
left join staging.claim_uses as uses on items.item_id = uses.claim_id
order by weight desc, items.item_id asc
