-- What multiples, ratios and shares imply, beside what is known of it; by verdict.
select
    verdict,
    value_text,
    versus_text,
    measure,
    party_id,
    claimant_name as claimant,
    formula,
    implied_text,
    implied_about,
    case when known_lower is not null or known_upper is not null then interval_text(known_lower, known_upper) end
        as known,
    known_from,
    [claim_id] as claim_ids
from marts.implied_figures
order by verdict asc, published_date desc nulls last, claim_id asc
