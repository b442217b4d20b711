-- How an interval is printed, and so how it is drawn: point, range, at least, or up to.
create or replace macro interval_form(lower_end, best, upper_end) as
case
    when best is not null then 'point'
    when lower_end is not null and upper_end is not null then 'range'
    when lower_end is not null then 'at least'
    else 'up to'
end;
