-- Figures that stood on a day after their article was published, and are no forecast: one of the two dates is wrong.
-- severity: warn
select
    claim_id,
    as_of_date,
    published_date,
    quote
from marts.claims
-- It can be tomorrow already where the claimant speaks.
where status <> 'projected' and as_of_date > published_date + interval 1 day
