-- Claims whose status no word of their quote speaks for: a forecast without "will", a confirmation without "counted".
-- severity: warn
select
    claim_id,
    status,
    quote
from marts.claims
where
    rule_id <> 'series'
    and not regexp_matches(
        quote,
        case status
            when 'projected'
                then
                    '\b(will|would|could|may|might|forecast|project|expect|predict|likely|set to|going to|by the'
                    || '|potential|pace|threaten)'
            when 'confirmed' then 'confirm|verif|identif|count|document|name|record|corroborat|establish|regist'
            when 'estimated'
                then
                    'estimat|assess|believ|likely|probab|suggest|think|thought|reckon|calculat|\bmay\b|might|could'
                    || '|fear|presum|suspect|approxim|put|appear|seem|extrapol|project|model|expect|possibl'
                    || '|accord|up to|as many|about|around'
            when 'disputed'
                then
                    'false|den[iy]|fake|disput|claim|mislead|hoax|no evidence|untrue|not true|incorrect|refut|reject'
                    || '|debunk|exaggerat|fabricat|wrong|never|myth|rumou?r|contradict|alleg|correct'
            else ''
        end,
        'i'
    )
