-- Figures behind "including" or before "of them" that are no part of another, and parts that no word beside them is of.
-- severity: warn
with told as (
    select
        claim_id,
        is_subset,
        claim_type,
        value_text,
        quote,
        substr(quote, 1, value_start - quote_start) as before,
        substr(quote, value_end - quote_start + 1) as behind
    from marts.claims
    where rule_id <> 'series'
)

select
    claim_id,
    is_subset,
    quote
from told
where
    case
        when is_subset
            then
                claim_type <> 'share'
                and not regexp_matches(value_text, '%|per ?cent|half|third|quarter|fifth|one in', 'i')
                and not regexp_matches(
                    before,
                    '(\binclud|\bamong|\bof (whom|which|them|those|these)\b|^of the\b|compris|consist|made up'
                    || '|\bmost(ly)?\b|majority|breakdown|\bthey (are|were)\b)[^.;]*$'
                    || '|\d[^.,]{0,40}([:,;(–—-]|\sand)\s?'
                    || '(at least |about |some |more than |nearly |over |around |the )*$',
                    'i'
                )
                and not regexp_matches(
                    behind,
                    '^[^.;,]{0,40}?\bof (the|its|his|her|their|our|my|those|these|them|whom|which|an?|all|[A-Z])'
                    || '|^[^.;]{0,120}?\b(among|were (child|wom|civ))|^ ?(%|per ?cent)|^ (other|more of)\b',
                    'i'
                )
        else regexp_matches(
            before,
            '\b(includ(ing|ed|es?)|(among|of) (them|whom|those|these|which)|among (those|the)'
            || ' (dead|killed|wounded|injured|victims))( were| are|,|:)?\s'
            || '([\w-]+ [\w-]+( [\w-]+)?( and |, and |, ))?'
            || '(at least |about |some |more than |up to |around |over |the |nearly |almost )*$',
            'i'
        ) or regexp_matches(
            behind,
            '^( [a-z-]+){0,2} of (them|whom|those|which|the (dead|victims|wounded|injured))\b'
            || '|^( [\w-]+){0,3} (is|are|was|were|being) among (the|those|at least|\w+ people|\d)|^ among them\b',
            'i'
        )
    end
