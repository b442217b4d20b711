-- Claims whose claimant is named neither in their quote nor near it, or no word of the quote refers to one.
-- severity: warn
select
    claims.claim_id,
    claims.claimant_text,
    claims.quote
from marts.claims as claims
inner join marts.articles as articles on claims.article_id = articles.article_id
where
    claims.rule_id <> 'series'
    and (
        not contains(
            substr(
                articles.text,
                greatest(claims.quote_start - 1500, 0) + 1,
                claims.quote_end - greatest(claims.quote_start - 1500, 0) + 300
            ),
            claims.claimant_text
        )
        or (
            not contains(claims.quote, claims.claimant_text)
            -- Who is quoted, or meant by "it", may be named anywhere before.
            and not regexp_matches(claims.quote, '\b(he|she|it|they|his|her|their|who)\b|["“”‘’]', 'i')
        )
    )
