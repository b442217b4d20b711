-- Chains of citation: a figure in the first article that carries it, and each restatement of it that changed it.
select
    'chain' as part,
    any_value(original_text) as words,
    any_value(original_measure) as measure,
    any_value(original_claimant_name) as claimant,
    any_value(original_outlet_name) as outlet,
    any_value(original_published_date) as date,
    any_value(original_quote) as quote,
    any_value(party_id) as party_id,
    [original_claim_id] as claim_ids,
    list(
        struct_pack(
            words := restated_text,
            measure := restated_measure,
            claimant := restated_claimant_name,
            outlet := restated_outlet_name,
            date := restated_published_date,
            quote := restated_quote,
            drift := drift,
            claim_ids := [restated_claim_id]
        ) order by restated_published_date, restated_claim_id
    ) as restatements
from marts.citation_drift
group by original_claim_id
order by count(*) desc, date asc, original_claim_id asc
