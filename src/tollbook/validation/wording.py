"""What a claim's own words must bear out: its bounds, qualifier, measure and unit are read once more from its quote.

Each function returns an expression that is true where the words and the columns agree, or where the words leave it
open. A row of a structured series has no sentence: its mapping says what it means, and nothing here speaks against it.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import permutations
from math import isclose

import polars as pl

from tollbook import series
from tollbook.claims import QUALIFIERS, UNITS, claim_id_of
from tollbook.extraction import lexicon
from tollbook.extraction.numbers import NUMBERS_BELOW_TWENTY, find_numbers

__all__ = [
    "bounds_are_printed",
    "claim_id_is_made_of_its_claim",
    "claim_type_has_its_word",
    "claimant_is_printed",
    "measure_has_its_word",
    "qualifier_has_its_word",
    "unit_has_its_word",
]

_IS_PROSE = pl.col("extractor") != series.EXTRACTOR
_COUNTED = ("count", "rate")
# How many code points before and behind a number are looked at, and how many behind it are its next words.
_GLANCE_BEFORE, _GLANCE_BEHIND, _NEXT_WORDS = 80, 40, 15
# Marks that the grammar of numbers passes over.
_GAP = r"[\s\"“”„«»'‘’`*]+"

_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fourth": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_FRACTION = re.compile(rf"(?:(\w+)[ -]+)?({'|'.join(_FRACTIONS)})s?\b")
_MULTIPLES = {"twice": 2.0, "doubl": 2.0, "thrice": 3.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0}
_SOME = r"(?:\d|two|three|four|five|six|seven|eight|nine|ten)"
_TYPE_WORDS = {
    "share": rf"%|per ?cent|{'|'.join(_FRACTIONS)}|\bin (?:every )?{_SOME}|out of",
    "multiple": rf"times|fold|{'|'.join(_MULTIPLES)}|half|%|per ?cent",
    "ratio": r"for (?:every|each)|to[ -](?:one|1)|times|:|twice|doubl|tripl",
}
_COMPARES = r"%|\b(?:in|out of|thirds?|times|twice|double)\b"
_MINUTES_A_DAY = 1440
_SHORT_TIME = re.compile(r"\b(?:seconds?|minutes?|hours?|hourly|days)\b", re.IGNORECASE)
_UNIT_WORDS = {
    "day": r"da(?:y|ily)|hour|minute|second|night|morning|evening",
    "week": "week",
    "month": "month",
    "year": "year|annual|annum",
}


def claim_id_is_made_of_its_claim() -> pl.Expr:
    """Whether ``claim_id`` is the hash of article, span, type and measure: none of them changed after it was given."""
    names = ("claim_id", "article_id", "value_start", "value_end", "claim_type", "measure")

    def agrees(rows: pl.Series) -> pl.Series:
        return _booleans(claim_id == claim_id_of(*parts) for claim_id, *parts in rows.struct.unnest().iter_rows())

    return pl.struct(names).map_batches(agrees, return_dtype=pl.Boolean)


def bounds_are_printed() -> pl.Expr:
    """Whether ``lower``, ``best`` and ``upper`` are what the number in ``value_text`` says.

    A rate may be brought to a day ("one every 15 minutes": 96), and a comparison to a percentage or a multiple.
    """
    names = ("value_text", "claim_type", "qualifier", "lower", "best", "upper", "quote")

    def agrees(rows: pl.Series) -> pl.Series:
        return _booleans(_are_printed(*row) for row in rows.struct.unnest().iter_rows())

    return ~_IS_PROSE | pl.struct(names).map_batches(agrees, return_dtype=pl.Boolean)


def claim_type_has_its_word() -> pl.Expr:
    """Whether the words in and behind the value are those of a share, multiple or ratio; of a count they are not."""
    # Offsets that are out of order have a check of their own.
    start = (pl.col("value_start") - pl.col("quote_start")).clip(lower_bound=0)
    width = (pl.col("value_end") - pl.col("value_start")).clip(lower_bound=0)
    near = pl.col("quote").str.to_lowercase().str.slice(start, width + _NEXT_WORDS).str.replace_all(r"\s", " ")
    compares = near.str.slice(width).str.contains(r"^\s?(?:%|per ?cent)") | near.str.slice(0, width).str.contains(
        _COMPARES
    )
    agrees = (pl.col("claim_type") != "count") | ~compares
    for claim_type, words in _TYPE_WORDS.items():
        agrees &= (pl.col("claim_type") != claim_type) | near.str.contains(words)
    return ~_IS_PROSE | agrees


def qualifier_has_its_word() -> pl.Expr:
    """Whether the bounding word of ``qualifier`` stands beside the number, and none beside an exact one."""
    before, behind, lasts = _around_the_number()
    agrees = pl.lit(True)
    for qualifier in QUALIFIERS:
        first, last = (_bounding_words(side, qualifier) for side in ("before", "after"))
        if first:
            # The first of several words decides: "up to about 300".
            found = before.str.contains(rf"(?:^|\W)(?:{first})(?: (?:{_bounding_words('before')}))* ?$")
            if last:
                found |= behind.str.contains(rf"^ ?(?:{last})(?:\W|$)")
            found |= lasts & (pl.col("qualifier") == "at_least")
            agrees &= (pl.col("qualifier") != qualifier) | found | _is_vaguely_two()
    bounded = before.str.contains(rf"(?:^|\W)(?:{_bounding_words('before')}) ?$")
    return ~_IS_PROSE | (agrees & ((pl.col("qualifier") != "exact") | ~bounded))


def measure_has_its_word() -> pl.Expr:
    """Whether ``measure_text`` is a word of harm that can tell of ``measure``, if it is one that we know.

    "Lost" tells of deaths where lives were lost; a comparison of killed and wounded is one of casualties.
    """
    told = pl.col("measure_text").str.to_lowercase().str.replace_all(r"[\s’]", " ")
    known = told.replace_strict(_measures_by_word(), default=None, return_dtype=pl.String)
    measure = pl.col("measure")
    lost = (known == "losses") & (measure == "killed")
    joined = known.is_in(["killed", "wounded"]) & (measure == "casualties") & ~pl.col("claim_type").is_in(_COUNTED)
    return ~_IS_PROSE | known.is_null() | (known == measure) | lost | joined


def unit_has_its_word() -> pl.Expr:
    """Whether the quote names the unit of time that a rate is per."""
    quote, agrees = pl.col("quote").str.to_lowercase(), pl.lit(True)
    for unit in UNITS:
        agrees &= (pl.col("per_unit") != unit).fill_null(True) | quote.str.contains(_UNIT_WORDS[unit])
    return ~_IS_PROSE | agrees


def claimant_is_printed() -> pl.Expr:
    """Whether the article has the words that stand for the claimant, and for who passed the claim on."""
    return ~_IS_PROSE | pl.all_horizontal(
        pl.col("article_text").str.contains(pl.col(name), literal=True).fill_null(True)
        for name in ("claimant_text", "via_text")
    )


def _booleans(values: Iterable[bool]) -> pl.Series:
    return pl.Series(list(values), dtype=pl.Boolean)


def _are_printed(
    value_text: str,
    claim_type: str,
    qualifier: str,
    lower: float | None,
    best: float | None,
    upper: float | None,
    quote: str,
) -> bool:
    if claim_type not in _COUNTED:
        printed = _read_comparison(" ".join(value_text.lower().split()))
        return all(each is None or any(isclose(each, one, rel_tol=1e-4) for one in printed) for each in (lower, upper))
    read = _read_count(value_text)
    if read is None or read[2] not in _KINDS.get(qualifier, (read[2],)):
        return False
    pairs = [(told, printed) for told, printed in ((lower, read[0]), (upper, read[1])) if told is not None]
    factor = next((told / printed for told, printed in pairs if printed), 1.0)
    is_brought_to_a_day = (
        claim_type == "rate"
        and factor > 0
        and isclose(_MINUTES_A_DAY / factor, round(_MINUTES_A_DAY / factor))
        and _SHORT_TIME.search(quote) is not None
    )
    factor = factor if is_brought_to_a_day else 1.0
    return all(isclose(told, printed * factor) for told, printed in pairs) and best in (None, lower)


_KINDS = {
    "range": ("range",),
    "vague": ("vague",),
    "exact": ("point",),
    "about": ("point",),
    "nearly": ("point",),
}
"""The kinds of number that a qualifier can stand with; any where it is not named."""


@lru_cache(maxsize=1 << 14)
def _read_count(value_text: str) -> tuple[float, float, str] | None:
    """The lowest and highest value that a number expression names, and its kind; ``None`` for one without a number."""
    numbers = find_numbers(value_text, 0, len(value_text))
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    kind = "vague" if first.is_vague else "range" if first.is_range or len(numbers) > 1 else "point"
    return first.lower, last.upper, kind


@lru_cache(maxsize=1 << 12)
def _read_comparison(words: str) -> frozenset[float]:
    """All that the words of a ratio, multiple or share can say: "one in five" is 20 percent, 0.2 and 5."""
    numbers = {bound for n in find_numbers(words, 0, len(words)) for bound in (n.lower, n.upper)}
    numbers |= {value for word, value in _MULTIPLES.items() if word in words}
    parts = {_FRACTIONS[name] * NUMBERS_BELOW_TWENTY.get(count, 1) for count, name in _FRACTION.findall(words)}
    parts |= {one / other for one, other in permutations(numbers, 2) if other}
    changed = {1 + sign * number / 100 for number in numbers for sign in (1, -1)}
    return frozenset(numbers | parts | {100 * part for part in parts} | changed)


def _around_the_number() -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """What stands before the number and behind it, in lower case with single spaces, and whether "at least" follows."""
    start, end = ((pl.col(name) - pl.col("quote_start")).clip(lower_bound=0) for name in ("value_start", "value_end"))
    begin = (start - _GLANCE_BEFORE).clip(lower_bound=0)
    before = pl.col("quote").str.slice(begin, start - begin)
    behind = pl.col("quote").str.slice(end, _GLANCE_BEHIND)
    before, behind = (text.str.to_lowercase().str.replace_all(_GAP, " ") for text in (before, behind))
    return before, behind, behind.str.contains(r"\bat least\b")


def _is_vaguely_two() -> pl.Expr:
    """Whether the number itself says that it is not exact: "a couple of dozen"."""
    return (pl.col("qualifier") == "about") & pl.col("value_text").str.to_lowercase().str.contains(
        "couple", literal=True
    )


@cache
def _bounding_words(side: str, qualifier: str | None = None) -> str:
    """The words that make a number ``qualifier`` (default: any) on one ``side`` of it, as alternatives of a pattern."""
    phrases = {
        " ".join(words) for words, each in lexicon.qualifiers(side).items() if qualifier is None or each == qualifier
    }
    # The words of a phrase are cut as text is: "-plus" is "-" and "plus".
    return "|".join(re.escape(each).replace(r"\ ", " ?") for each in sorted(phrases, key=len, reverse=True))


@cache
def _measures_by_word() -> dict[str, str]:
    return {" ".join(words).replace("'", " "): word.measure for words, word in lexicon.harm_words().items()}
