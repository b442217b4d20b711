-- Claims of a war that began only after their article was published, or ended more than two years before the figure.
-- severity: warn
select
    claims.claim_id,
    claims.conflict_id,
    claims.published_date,
    claims.as_of_date
from marts.claims as claims
inner join seeds.conflicts as conflicts on claims.conflict_id = conflicts.conflict_id
where claims.published_date < conflicts.start_date or claims.as_of_date > conflicts.end_date + interval 2 year
