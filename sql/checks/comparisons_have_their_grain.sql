-- Comparisons of the same two figures that stand more than once.
-- severity: error
select
    conflict_id,
    party_id,
    victim_type,
    victim_type_b,
    measure,
    measure_b,
    time_basis,
    claimant_a,
    claimant_b,
    as_of_date,
    period_start_date,
    count(*) as n_rows
from marts.source_comparisons
group by all
having count(*) > 1
