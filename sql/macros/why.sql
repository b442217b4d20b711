-- Why a claim stands in the warehouse: its quote and the text around it, its article, the rule that read it, what
-- decided its fields, what a person decided about it, and the rows that it feeds: `from why('0123456789abcdef')`.
create or replace macro why(asked_claim_id) as table
    select
        claims.claim_id,
        claims.value_text,
        claims.quote,
        substr(
            articles.text, greatest(claims.quote_start - 200, 0) + 1,
            claims.quote_end - greatest(claims.quote_start - 200, 0) + 200
        ) as text_around,
        articles.title,
        articles.outlet_name,
        articles.published_date,
        articles.url,
        articles.file_path,
        claims.rule_id,
        claims.extractor_version,
        claims.reasons,
        (
            select
                list(
                    concat_ws(
                        ' ', decided.decision || ':', decided.column_name || ' was '
                        || coalesce(decided.found_value, 'null') || ',', decided.reason
                    )
                    order by decided.row_number
                )
            from quality.corrections as decided
            where decided.item_id = claims.claim_id and decided.outcome = 'applied'
        ) as corrections,
        coalesce(
            (
                select uses.feeds from staging.claim_uses as uses
                where uses.claim_id = asked_claim_id -- noqa: RF02
            ), []
        ) as feeds
    from marts.claims as claims
    inner join marts.articles as articles on claims.article_id = articles.article_id
    where claims.claim_id = asked_claim_id -- noqa: RF02
