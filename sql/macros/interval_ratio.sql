-- Ratio of two intervals of numbers that are not negative, as wide as both allow; a division by 0 leaves the end open.
create or replace macro interval_ratio(a, b) as
struct_pack(lower := a.lower / nullif(b.upper, 0), upper := a.upper / nullif(b.lower, 0));
