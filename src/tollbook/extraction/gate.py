"""Which sentences are worth a close look: those with a number and a word of harm. All others cost next to nothing."""

import re

from tollbook.extraction.scanning import lower_in_place
from tollbook.extraction.sentences import Span

# In lower case and without IGNORECASE, at the beginnings of words alone, and headed by a look at the first letters,
# the search is many times faster; and "changed" or "studied" holds no word of harm.
_HEADS = (
    "a[mns]|b[eloru]|c[aor]|d[eiy]|e[lx]|f[aei]|g[u]|h[au]|i[n]|k[i]|l[aioy]|m[aiou]|n[eu]|o[bf]|"
    "p[aeoru]|s[hlu]|t[aho]|u[n]|v[i]|w[io]|%"
)
_HARM = re.compile(
    rf"\b(?=(?:{_HEADS}))(?:"
    r"kill|dead|death|d(?:ied|ies|ying)\b|die\b|wound|injur|casualt|fatal|toll|loss|lost\b|los(?:e|es|ing)\b|"
    r"massacr|murder|slain|slay|captur|surrender|missing|martyr|perish|execut|assassin|eliminat|liquidat|"
    r"neutrali[sz]|destroy|annihilat|corpse|bodies|lives\b|the (?:cost|life)\b|shot\b|hurt|maim|behead|decapitat|"
    r"crucif|slaughter|prisoner|pows?\b|[kmw]ia\b|butcher|lynch|burn|victim|unaccounted|incapacitat|wiped|"
    r"in (?:a )?(?:serious|critical) condition|deceased|gunned|mowed|put out of action|blown to|hanged|passed away|"
    r"fallen in|fell in|body count|crippl|concuss|amputee|disappear|suffocat|breathing|taken (?:captive|out)|"
    r"(?:took|taking) out|laid down|obliterat|wiping|fate\b|"
    r"(?:of|among) (?:them|whom|these|those)\b|(?:they|these|victims) include|"
    r"of (?:that|this) (?:number|figure|total|toll)\b|"
    r"(?:number|figure|total|count|tally)\b[^.;]{0,40}\b(?:at|to|reach|reached|climbed|risen|rose|passed)\b|"
    r"(?:%|per ?cent) (?:higher|lower|more|fewer|increase|rise))"
)
_DIGIT = re.compile(r"\d")
_NUMBER_WORD = re.compile(
    r"\b(?=[cdefhmnoqst])"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|fif|twent|fort|eighty|ninety|sixt|sevent|"
    r"dozen|score|hundred|thousand|million|half|twice|double|triple|quadruple|third|quarter|couple|tens)"
)


def find_wanted(text: str, spans: list[Span]) -> list[bool]:
    """Return for each sentence of ``text`` whether it holds both a number and a word of harm (or refers back to
    one)."""
    low = lower_in_place(text)
    return [
        (_DIGIT.search(low, start, end) or _NUMBER_WORD.search(low, start, end)) is not None
        and _HARM.search(low, start, end) is not None
        for start, end in spans
    ]
