-- Numbers of people with "a day" or "per month" behind them that are read as a plain count.
-- severity: warn
with told as (
    select
        claim_id,
        quote,
        regexp_extract(
            substr(quote, value_end - quote_start + 1),
            '^[^.;,\d]{0,40}?\b(?:per|each|every|a) (?:day|week|month|year)\b(.*)',
            1,
            'is'
        ) as behind,
        regexp_matches(
            substr(quote, value_end - quote_start + 1),
            '^[^.;,\d]{0,40}?\b(per|each|every|a) (day|week|month|year)\b',
            'i'
        ) as is_rate
    from marts.claims
    where claim_type = 'count'
)

select
    claim_id,
    quote
from told
where is_rate and not regexp_matches(behind, '^[ -](ago|after|before|later|earlier|old|since|long|in|of)\b', 'i')
