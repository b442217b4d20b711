-- Figures of one phrase ("killing 12 people and wounding 30") of which one has another side, war, day, time basis,
-- claimant or status than the other.
-- severity: warn
with pairs as (
    select
        [former.claim_id, latter.claim_id] as claim_ids,
        former.quote,
        substr(
            former.quote, former.value_end - former.quote_start + 1, latter.value_start - former.value_end
        ) as between_them,
        substr(former.quote, latter.value_end - former.quote_start + 1, 60) as behind,
        former.party_id <> latter.party_id as is_of_another_side,
        (
            former.conflict_id is distinct from latter.conflict_id
            or former.as_of_date is distinct from latter.as_of_date
            or former.time_basis is distinct from latter.time_basis
            or former.claimant_id is distinct from latter.claimant_id
            or former.status is distinct from latter.status
        ) as is_told_otherwise
    from marts.claims as former
    inner join marts.claims as latter
        on
            former.article_id = latter.article_id
            and former.quote_start = latter.quote_start
            and former.value_end < latter.value_start
    where
        former.rule_id <> 'series'
        and former.claim_type = 'count'
        and latter.claim_type = 'count'
        and latter.value_start - former.value_end < 60
)

select
    claim_ids,
    between_them,
    quote
from pairs
where
    -- Whoever else is meant would be named.
    not regexp_matches(between_them, '[A-Z.;:–—(]')
    and not regexp_matches(behind, '^[a-z ]*[A-Z]')
    and (
        is_of_another_side
        or (
            is_told_otherwise
            and regexp_matches(between_them, '\b(and|with)\b')
            and not regexp_matches(between_them, 'includ|among|\b(of|while|since|after|when|which|who|then)\b')
        )
    )
