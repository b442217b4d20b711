-- Difference of two intervals, as wide as both allow: the least is a's lower end less b's upper.
create or replace macro interval_difference(a, b) as
struct_pack(lower := a.lower - b.upper, upper := a.upper - b.lower);
