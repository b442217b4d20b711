-- What claims feed: each row of a mart that names claims, in words, with those claims: `from feeds()`.
create or replace macro feeds() as table
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
