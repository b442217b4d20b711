"""Which sentences are worth a close look: those with a number and a word of harm. All others cost next to nothing."""

import re

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.numbers import NUMERALS
from tollbook.extraction.scanning import any_of, lower_in_place
from tollbook.extraction.sentences import Span

# Searched for in lower case, at the beginnings of words alone: "changed" or "studied" holds no word of harm.
_OF_THEM = r"(?:them|whom|these|those)\b"
_CHANGE = r" (?:higher|lower|more|fewer|increase|rise)"
_REACHED = r"\b[^.;]{0,40}\b(?:at|to|reach|reached|climbed|risen|rose|passed)\b"
_HARM = re.compile(
    r"\b"
    + any_of(
        (
            *sorted(word_set("stems_of_harm")),
            *(r"d(?:ied|ies|ying)\b", r"die\b", r"lost\b", r"los(?:e|es|ing)\b", r"lives\b", r"the (?:cost|life)\b"),
            *(r"shot\b", r"fate\b", r"pows?\b", *(rf"{w}ia\b" for w in "kmw"), "neutrali[sz]", "taken (?:captive|out)"),
            *("took out", "taking out", "put out of action", "blown to", "passed away", "fallen in", "fell in"),
            *("laid down", "body count", r"in (?:a )?(?:serious|critical) condition"),
            *(rf"of {_OF_THEM}", rf"among {_OF_THEM}", *(f"{who} include" for who in ("they", "these", "victims"))),
            r"of (?:that|this) (?:number|figure|total|toll)\b",
            *(what + _REACHED for what in ("number", "figure", "total", "count", "tally")),
            *(percent + _CHANGE for percent in ("percent", "per cent")),
        )
    )
    + rf"|\b%{_CHANGE}"
)
_DIGIT = re.compile(r"\d")
# Nought counts nobody.
_NUMBER_WORD = re.compile(r"\b" + any_of(sorted({*NUMERALS, *word_set("stems_of_numbers")} - {"zero"})))


def find_wanted(text: str, spans: list[Span]) -> list[bool]:
    """Return for each sentence of ``text`` whether it holds both a number and a word of harm (or refers back to
    one)."""
    low = lower_in_place(text)
    return [
        (_DIGIT.search(low, start, end) or _NUMBER_WORD.search(low, start, end)) is not None
        and _HARM.search(low, start, end) is not None
        for start, end in spans
    ]
