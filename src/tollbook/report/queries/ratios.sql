-- Ratios of losses, stated and derived, by conflict.
select
    ratios.conflict_id,
    ratios.method,
    coalesce(names_a.name, ratios.claimant_a) as claimant_a,
    coalesce(names_b.name, ratios.claimant_b) as claimant_b,
    ratios.party_id,
    ratios.versus_party_id,
    ratios.victim_type,
    ratios.measure,
    ratios.versus_measure,
    ratios.time_basis,
    ratios.as_of_date as date,
    round(ratios.ratio_lower, 4) as lower,
    round(ratios.ratio_best, 4) as best,
    round(ratios.ratio_upper, 4) as upper,
    interval_text(ratios.ratio_lower, ratios.ratio_upper) as words,
    interval_form(ratios.ratio_lower, ratios.ratio_best, ratios.ratio_upper) as form,
    round(coalesce(ratios.ratio_best, ratios.ratio_lower, ratios.ratio_upper), 4) as value,
    ratios.claim_ids
from marts.loss_ratios as ratios
left join seeds.claimants as names_a on ratios.claimant_a = names_a.claimant_id
left join seeds.claimants as names_b on ratios.claimant_b = names_b.claimant_id
order by
    ratios.conflict_id, ratios.method, ratios.party_id, ratios.versus_party_id, ratios.measure, ratios.versus_measure,
    ratios.as_of_date, ratios.claimant_a, ratios.claimant_b, ratios.ratio_lower, ratios.ratio_upper
