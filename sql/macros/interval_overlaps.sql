-- Whether two intervals have a number in common; an end that is null is open.
create or replace macro interval_overlaps(a, b) as
coalesce(a.lower <= b.upper, true) and coalesce(b.lower <= a.upper, true);
