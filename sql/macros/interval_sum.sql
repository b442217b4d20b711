-- Sum of two intervals: `interval_sum({lower: 1, upper: 2}, {lower: 3, upper: null})`; an open end stays open.
create or replace macro interval_sum(a, b) as struct_pack(lower := a.lower + b.lower, upper := a.upper + b.upper);
