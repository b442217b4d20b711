"""What the readers of ratios, multiples and shares have in common: what they find, and how it is put together."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tollbook.claims import ClaimType, Measure, Qualifier
from tollbook.extraction.mentions import Mention
from tollbook.extraction.numbers import find_numbers
from tollbook.extraction.tokens import Sentence


@dataclass(frozen=True, slots=True)
class Comparison:
    """A ratio, multiple or share: its span in the text, its bounds, and the word of harm that it is about (token
    index)."""

    claim_type: ClaimType
    start: int
    end: int
    lower: float | None
    upper: float | None
    qualifier: Qualifier
    harm: int
    measure: Measure
    versus_text: str | None
    rule: str
    near: int  # the token that the figure begins with


Reader = Callable[[str, Sentence, list[Mention], Measure | None], list[Comparison]]

NUMBER_WORDS = r"(?:(?<!\d)\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)"


_VERSUS = re.compile(
    r"^\W*+(?:(?:\w+\s+){0,3}?(?:than|compared\s+(?:to|with)|that\s+of|those\s+of|as\s+many\s+as|as|of|from|over|on|in)\s+)?(?:in\s+|during\s+|the\s+same\s+period\s+(?:of|in)\s+)?(?!(?:ha[ds]|have|was|were|are|is|will|would|may|died|probably|since|in)\b)(?!(?:people|soldiers|civilians)\b(?!\s+(?:killed|lost|slain|wounded)\s+(?:in|during|by)\b))(?P<v>(?:[^,.;()–—]|(?<=\d)[,.](?=\d)){2,70})",
    re.IGNORECASE,
)


# What a change is measured against; "in" and "of" tell what changed ("a rise in deaths from 2024").
CHANGED_FROM = re.compile(
    r"^\W*(?:[\w’'-]+\s+){0,6}?(?:than|compared\s+(?:to|with)|from|over|since|on(?=\s+(?:last|the)\b))\s+(?:in\s+|during\s+|the\s+same\s+period\s+(?:of|in)\s+)?(?P<v>(?:[^,.;()–—]|(?<=\d)[,.](?=\d)){2,70})",
    re.IGNORECASE,
)


def harm_near(
    sentence: Sentence, start: int, end: int, mentions: list[Mention], earlier: Measure | None = None
) -> tuple[int, Measure] | None:
    """The word of harm that a comparison is about: of a noun or verb near it, else of the nearest mention before it."""
    best: tuple[float, int, Measure] | None = None
    for i, token in enumerate(sentence.tokens):
        if token.harm is None or token.low in {"bodies", "lives"}:
            continue
        distance = start - token.end if token.end <= start else 0.9 * (token.start - end)
        if best is None or distance < best[0]:
            best = (distance, i, token.harm.measure)
    if best is None and earlier is not None:
        return _token_at(sentence, start), earlier
    if best is None or best[0] > 160:
        return None
    mixed = {m.measure for m in mentions if sentence.tokens[m.number].start < start}
    if mixed == {"killed", "wounded"} and best[2] in {"killed", "wounded"} and sentence.tokens[best[1]].end <= start:
        return best[1], "casualties"
    return best[1], best[2]


def number_value(words: str) -> tuple[float, float] | None:
    """Lower and upper of a number in figures or words, or of a range of two."""
    numbers = find_numbers(words, 0, len(words))
    if not numbers:
        return None
    return numbers[0].lower, numbers[-1].upper


def _bound(sentence: Sentence, start: int, text: str) -> Qualifier:
    before = text[max(sentence.start, start - 24) : start].lower()
    for qualifier, words in _BOUNDS:
        if re.search(rf"(?:{words})\s+(?:a\s+)?[“\"(]*$", before):
            return qualifier
    return "exact"


_BOUNDS: list[tuple[Qualifier, str]] = [
    ("less_than", r"less than|fewer than|under|below"),
    ("at_least", r"at least|no less than|no fewer than"),
    ("more_than", r"more than|over|well over|above|exceeding|exceeded"),
    ("up_to", r"up to|as many as|as much as"),
    ("nearly", r"nearly|almost|close to|just under"),
    ("about", r"about|around|approximately|roughly|some|an estimated"),
]


def _with_bounds(qualifier: Qualifier, lower: float, upper: float) -> tuple[float | None, float | None, Qualifier]:
    if lower != upper:
        return lower, upper, "range"
    if qualifier in {"more_than", "at_least"}:
        return lower, None, qualifier
    if qualifier in {"up_to", "less_than"}:
        return None, upper, qualifier
    return lower, upper, qualifier


def _token_at(sentence: Sentence, start: int) -> int:
    for i, token in enumerate(sentence.tokens):
        if token.end > start:
            return i
    return len(sentence.tokens) - 1


def make_comparison(
    text: str,
    sentence: Sentence,
    kind: ClaimType,
    span: tuple[int, int],
    bounds: tuple[float, float],
    harm: tuple[int, Measure],
    versus: str | None,
    rule: str,
) -> Comparison:
    """Return the comparison at ``span`` of the text, its bounds set by the words before it ("more than twice")."""
    lower, upper, qualifier = _with_bounds(_bound(sentence, span[0], text), *bounds)
    return Comparison(
        kind, span[0], span[1], lower, upper, qualifier, harm[0], harm[1], versus, rule, _token_at(sentence, span[0])
    )


def versus(text: str, sentence: Sentence, end: int, form: re.Pattern[str] = _VERSUS) -> str | None:
    """Return what a comparison that ends at ``end`` is measured against, or ``None`` where nothing is named."""
    match = form.match(text[end : sentence.end])
    return match["v"].strip() if match is not None else None
