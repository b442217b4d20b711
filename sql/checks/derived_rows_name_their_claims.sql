-- Derived rows without a claim that they are made from, or with one that is not there.
-- severity: error
with derived as (
    select
        'casualty_series' as table_name,
        claim_ids
    from marts.casualty_series
    union all by name
    select
        'derived_rates' as table_name,
        claim_ids
    from marts.derived_rates
    union all by name
    select
        'consistency_findings' as table_name,
        claim_ids
    from marts.consistency_findings
    union all by name
    select
        'implied_figures' as table_name,
        claim_ids
    from marts.implied_figures
    union all by name
    select
        'projections' as table_name,
        claim_ids
    from marts.projections
    union all by name
    select
        'estimate_bands' as table_name,
        claim_ids
    from marts.estimate_bands
    union all by name
    select
        'claimant_profiles' as table_name,
        claim_ids
    from marts.claimant_profiles
    union all by name
    select
        'loss_ratios' as table_name,
        claim_ids
    from marts.loss_ratios
),

made_from as (
    select
        table_name,
        unnest(if(coalesce(len(claim_ids), 0) = 0, ['none'], claim_ids)) as claim_id
    from derived
)

select distinct
    made_from.table_name,
    made_from.claim_id
from made_from
anti join marts.claims as claims on made_from.claim_id = claims.claim_id
