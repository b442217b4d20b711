-- Claims whose status no word of their quote speaks for, and forecasts ("will reach") that stand as facts.
-- severity: warn
select
    claim_id,
    status,
    quote
from marts.claims
where
    rule_id <> 'series'
    and case status
        when 'projected'
            then not regexp_matches(
                quote,
                '\b(will|would|could|may|might|forecast|project|expect|predict|likely|set to|going to|potential'
                || '|pace|threaten|by the (end|spring|summer|autumn|fall|winter))',
                'i'
            )
        when 'confirmed'
            then not regexp_matches(
                quote,
                'confirm|verif|identif|\bcount(ed|ing|s)?\b|document|\bnamed?\b|\bnames\b|\brecord'
                || '|corroborat|establish|regist',
                'i'
            )
        when 'estimated'
            then not regexp_matches(
                quote,
                'estimat|assess|believ|likely|probab|suggest|think|thought|reckon|calculat|\bmay\b|might|could|fear'
                || '|presum|suspect|approxim|put|appear|seem|extrapol|project|model|expect|possibl|accord|up to|as many'
                || '|about|around',
                'i'
            )
        when 'disputed'
            then not regexp_matches(
                quote,
                'false|den[iy]|fake|disput|claim|mislead|hoax|no evidence|untrue|not true|incorrect|refut|reject|debunk'
                || '|exaggerat|fabricat|wrong|never|myth|rumou?r|contradict|alleg|correct',
                'i'
            )
        else regexp_matches(
            quote,
            '\b(will|would|could|may|might|expected to|likely to|set to) (\w+ ){0,3}'
            || '(reach|exceed|surpass|rise to|climb to|top|kill|lose|die|be killed)\b',
            'i'
        )
    end
