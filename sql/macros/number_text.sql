-- A number as people write it: "1,200,000"; below 100 with up to two decimals.
create or replace macro number_text(number) as
case
    when abs(number) < 100 and number <> round(number) then round(number, 2)::varchar
    else format('{:,d}', round(number)::bigint)
end;
