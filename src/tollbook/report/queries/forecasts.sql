-- Projections and how they came out; the scored ones first.
select
    case when outcome_date is null then 'open' else 'scored' end as part,
    conflict_id,
    party_id,
    measure,
    claim_type,
    per_unit,
    claimant_name as claimant,
    interval_text(lower, upper) as words,
    forecast_date,
    horizon_date,
    verdict,
    case when outcome_date is not null then interval_text(outcome_lower, outcome_upper) end as outcome,
    outcome_date,
    outcome_claimant_name as outcome_claimant,
    relative_error,
    quote,
    [claim_id] as claim_ids
from marts.projections
order by part desc, horizon_date desc nulls last, claim_id asc
