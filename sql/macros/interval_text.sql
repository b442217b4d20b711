-- An interval in words: "1,060", "at least 15,000", "up to 250,000", "60,000 to 70,000"; two decimals below 100.
create or replace macro interval_text(lower_end, upper_end) as
case
    when lower_end is null and upper_end is null then 'unknown'
    when lower_end is null then 'up to ' || number_text(upper_end)
    when upper_end is null then 'at least ' || number_text(lower_end)
    when lower_end = upper_end then number_text(lower_end)
    else number_text(lower_end) || ' to ' || number_text(upper_end)
end;
