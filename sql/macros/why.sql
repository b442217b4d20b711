-- Why a claim stands in the warehouse: its quote and the text around it, its article, the rule that read it, what
-- decided its fields, what a person decided about it, and the rows that it feeds: `from why('0123456789abcdef')`.
create or replace macro why(asked_claim_id) as table
    with fed as (
        select
            'marts.casualty_series: ' || concat_ws(', ', claimant_name, party_id, measure, as_of_date) as feeds,
            claim_ids
        from marts.casualty_series
        union all by name
        select
            'marts.source_comparisons: '
            || concat_ws(', ', claimant_a, claimant_b, party_id, measure, as_of_date) as feeds,
            claim_ids_a || claim_ids_b as claim_ids
        from marts.source_comparisons
        union all by name
        select
            'marts.derived_rates: ' || concat_ws(', ', method, claimant_name, party_id, measure, as_of_date) as feeds,
            claim_ids
        from marts.derived_rates
        union all by name
        select
            'marts.loss_ratios: '
            || concat_ws(', ', method, claimant_a, claimant_b, party_id, versus_party_id, measure, as_of_date) as feeds,
            claim_ids
        from marts.loss_ratios
        union all by name
        select
            'marts.consistency_findings: ' || concat_ws(', ', severity, finding) as feeds,
            claim_ids
        from marts.consistency_findings
        union all by name
        select
            'marts.implied_figures: ' || concat_ws(', ', formula, implied_text, verdict) as feeds,
            claim_ids
        from marts.implied_figures
        union all by name
        select
            'marts.projections: ' || concat_ws(', ', claimant_name, party_id, measure, horizon_date, verdict) as feeds,
            claim_ids
        from marts.projections
        union all by name
        select
            'marts.citation_drift: ' || concat_ws(', ', original_text, restated_text, drift) as feeds,
            [original_claim_id, restated_claim_id] as claim_ids
        from marts.citation_drift
        union all by name
        select
            'marts.claimant_profiles: ' || concat_ws(', ', claimant_name, party_id, measure) as feeds,
            claim_ids
        from marts.claimant_profiles
        union all by name
        select
            'marts.estimate_bands: ' || concat_ws(', ', policy, party_id, measure, month_date) as feeds,
            claim_ids
        from marts.estimate_bands
    )

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
                select list(distinct fed.feeds order by fed.feeds) from fed
                where list_contains(fed.claim_ids, claims.claim_id)
            ), []
        ) as feeds
    from marts.claims as claims
    inner join marts.articles as articles on claims.article_id = articles.article_id
    where claims.claim_id = asked_claim_id -- noqa: RF02
