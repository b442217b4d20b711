-- Ratios of the same two figures that stand more than once.
-- severity: error
select
    method,
    claimant_a,
    claimant_b,
    conflict_id,
    party_id,
    versus_party_id,
    victim_type,
    measure,
    versus_measure,
    time_basis,
    period_start_date,
    as_of_date,
    if(method = 'stated_ratio', [ratio_lower, ratio_upper], null) as stated,
    count(*) as n_rows
from marts.loss_ratios
group by all
having count(*) > 1
