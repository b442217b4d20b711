-- Arithmetic on figures of one article or of one claimant's series: what follows from some, and what is said.
-- `severity` is `contradiction` where both cannot be true, `tension` where they miss by at most 15 percent or a total
-- leaves its line, `rounding` where they miss by at most 2 percent, and `holds` where the sum was tried and is right.
-- grain: finding_id
-- caution: a finding may tell of two scopes or of a misread figure as well as of a wrong one; read the quotes.
with sums as (
    select * from staging.article_sums
    union all by name
    select * from staging.series_sums
),

gaps as (
    select
        sums.*,
        -- How far the calculated lies from what is said, as a share of the larger.
        case
            when relation = 'at_most' then greatest(calculated_lower / nullif(stated_upper, 0) - 1, 0)
            when relation = 'equal' and calculated_lower > stated_upper
                then (calculated_lower - stated_upper) / calculated_lower
            when relation = 'equal' and stated_lower > calculated_upper
                then (stated_lower - calculated_upper) / stated_lower
            when relation = 'equal' then 0
        end as gap
    from sums
),

judged as (
    select
        gaps.*,
        case
            when relation = 'outlier' then 'tension'
            when coalesce(gap, 0) = 0 then 'holds'
            when gap <= 0.02 then 'rounding'
            when gap <= 0.15 then 'tension'
            else 'contradiction'
        end as severity,
        case
            when relation = 'equal'
                then
                    sum_text || ' is ' || interval_text(calculated_lower, calculated_upper) || '; stated: '
                    || interval_text(stated_lower, stated_upper)
            else sum_text
        end as finding
    from gaps
    -- That a part is smaller than its whole is nothing to tell.
    where relation <> 'at_most' or gap > 0
)

select
    left(md5(judged.finding_type || ' ' || array_to_string(judged.claim_ids, ' ')), 16) as finding_id,
    judged.finding_type,
    judged.severity,
    judged.finding,
    claims.party_id,
    claims.measure,
    claims.claimant_name,
    claims.as_of_date,
    judged.calculated_lower,
    judged.calculated_upper,
    judged.stated_lower,
    judged.stated_upper,
    judged.gap,
    judged.about_claim_id,
    judged.claim_ids,
    claims.conflict_id,
    claims.article_id,
    claims.outlet_name,
    claims.published_date,
    claims.quote
from judged
inner join marts.claims as claims on judged.about_claim_id = claims.claim_id
qualify row_number() over (partition by finding_id order by judged.finding) = 1
order by claims.published_date, claims.article_id, finding_id
