-- Figures behind "including" or before "of them" that are no part of another, and parts that no word tells of.
-- severity: warn
select
    claim_id,
    is_subset,
    quote
from marts.claims
where
    rule_id <> 'series'
    and case
        when is_subset
            then not regexp_matches(
                quote,
                '\binclud|\bamong|\bof (whom|which|them|those|the|these|its|his|their|an?|all)\b|%|percent|per cent'
                || '|half|third|quarter|majority|most|compris|consist|\bother|were (child|women|civ)|\d in',
                'i'
            )
        else regexp_matches(
            substr(quote, 1, value_start - quote_start),
            '\b(including|among (them|whom)( were| are)?|of (whom|them))[,:]?\s+'
            || '(at least |about |some |more than |up to |around )?$',
            'i'
        ) or regexp_matches(substr(quote, value_end - quote_start + 1), '^ (of (them|whom|those|which)|among them)\b')
    end
