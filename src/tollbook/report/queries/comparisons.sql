-- Two claimants' figures for the same people side by side, as the page of comparisons shows them.
select
    conflict_id,
    party_id,
    measure,
    measure_b,
    victim_type,
    victim_type_b,
    time_basis,
    as_of_date as date,
    as_of_date_b as date_b,
    coalesce(claimant_name_a, claimant_a) as claimant_a,
    coalesce(claimant_name_b, claimant_b) as claimant_b,
    interval_text(lower_a, upper_a) as words_a,
    interval_text(lower_b, upper_b) as words_b,
    round(ratio_lower, 4) as lower,
    round(ratio_best, 4) as best,
    round(ratio_upper, 4) as upper,
    interval_form(ratio_lower, ratio_best, ratio_upper) as form,
    round(coalesce(ratio_best, ratio_lower, ratio_upper), 4) as value,
    comparability,
    comparability = 'comparable' as is_comparable,
    claim_ids_a[1:1] as claim_ids,
    claim_ids_b[1:1] as claim_ids_b
from marts.source_comparisons
order by conflict_id, party_id, measure, date, claimant_a, claimant_b, measure_b, victim_type, victim_type_b, time_basis
