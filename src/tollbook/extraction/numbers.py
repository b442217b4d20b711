"""Number expressions: digits, words, scales, ranges and vague words, with the bounds that they set.

The bounds follow the table in the data dictionary (vague words after ACLED's and UCDP's practice); a range is never
collapsed to its middle.
"""

import re
from dataclasses import dataclass, replace

from tollbook.extraction.scanning import any_of, scan


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression in a text: its span (code points, half-open) and the bounds that its own words set."""

    start: int
    end: int
    lower: float
    upper: float
    is_vague: bool = False
    is_range: bool = False
    is_word: bool = False
    is_about: bool = False

    @property
    def is_point(self) -> bool:
        """Whether the expression names a single value."""
        return not self.is_vague and not self.is_range


_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS_BELOW_TWENTY = {word: i for i, word in enumerate(_BELOW_TWENTY.split())}
_TENS = {word: 10 * i for i, word in enumerate(_ROUND.split(), 2)}
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "dozen": 12.0,
    "score": 20.0,
}
_VAGUE = {
    "tens": (20.0, 99.0),
    "dozens": (24.0, 99.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9_999.0),
    "lakhs": (2e5, 999_999.0),
    "millions": (2e6, 9_999_999.0),
}
_FIGURES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}

_SP = r"[ \t\xa0\u2009\u202f]"
_ONE_WORD = "|".join(sorted([*NUMBERS_BELOW_TWENTY, *_TENS], key=len, reverse=True))
_WORD = rf"(?:{_ONE_WORD}|hundred|thousand|million|billion|dozen|lakh|crore)"
_GAP = r"(?:[ \t\xa0\u2009\u202f]|\n(?!\s*\n)\s*)"
_DIGITS = r"\d{1,3}(?:,[ \xa0]?000)+|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[ \xa0\u2009\u202f']\d{3})+(?!\d)|\d+(?:\.\d+)?"
PATTERN = re.compile(
    rf"""(?:(?<![\w.,/$€£₽#])|(?<=[a-z]{{3}})(?=\d))(?<!\d[.,:])(?:(?<![^\W\d_][-–])|(?<=\d-to-))
    (?:
      (?P<figures>(?:{"|".join(_FIGURES)})[ -]figures?)
    | (?P<vague>(?:tens|dozens|scores|hundreds|thousands|millions)(?:{_GAP}+(?:of|and|upon){_GAP}+(?:tens{_GAP}+of{_GAP}+)?(?:dozens|scores|hundreds|thousands|millions))*)
    | (?P<some>(?:several|(?:a{_GAP})?few|many){_GAP}+(?:hundreds?|thousands?|dozens?|million)(?:{_GAP}thousand)?)
    | (?P<couple>a{_GAP}couple{_GAP}(?:of{_GAP})?(?:hundred|thousand|dozen|million))
    | (?P<half>half{_GAP}(?:an?{_GAP})?(?:hundred|thousand|million|dozen|billion)|(?:a{_GAP})?(?:half|quarter)[- ]?million|(?:an?|three){_GAP}quarters?{_GAP}of{_GAP}a{_GAP}million|half-a-million)
    | (?P<digits>{_DIGITS})(?![.,:]\d)(?:(?:{_GAP}|-)?(?P<scale>hundred|thousand|lakhs?|million|mln|crore|billion|dozen|bn|mn)\b|(?P<short>[kKmM])(?![\w’'-]|{_GAP}(?:from|away|off|north|south|east|west|deep|long|wide|high|inside|behind)\b)|(?!\w)|(?=[a-z]{{4}}|and\b|men\b))(?!-(?!plus|odd|to-\d)[^\W\d])
    | (?P<article>an?{_GAP}(?:hundred|thousand|million|dozen|billion)(?:{_GAP}and{_GAP}a{_GAP}half|(?:{_GAP}and{_GAP}|{_GAP}){_WORD}(?:(?:{_GAP}and{_GAP}|{_GAP}|-){_WORD})*)?)(?!\w)
    | (?P<words>{_WORD}(?:(?:{_GAP}and{_GAP}|-and-|{_GAP}|-)(?:{_WORD}|a[ -]half(?=[ -](?:million|thousand|times|to)|\b)))*)(?!\w|-[^\W\d])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
NUMERALS = (*NUMBERS_BELOW_TWENTY, *_TENS, "hundred", "thousand", "million", "billion", "dozen", "lakh", "crore")
_AMOUNTS = ("few", "couple", "half", "quarter", "hundred", "thousand", "million", "dozen", "billion")
HEADS = re.compile(
    r"(?=\d|\b"
    + any_of(
        (*NUMERALS, "tens", "scores", "several", "few", "many", "half", "quarter", rf"an?\s+(?:{'|'.join(_AMOUNTS)})")
    )
    + ")"
)
_JOIN = re.compile(
    rf"{_SP}?(?:[-–—‒−]|to|or|-to-){_SP}?|{_GAP}(?:to|or){_GAP}(?:even{_GAP})?(?:up{_GAP}to{_GAP})?", re.IGNORECASE
)
# "Rose from 40 to 45" tells of two figures, not of a range.
_CHANGED = re.compile(
    rf"\b(?:rose|risen|rising|climbed|grew|grown|jumped|surged|increased|fell|fallen|dropped|decreased|revised|updated|raised|lowered|up|down)(?:{_GAP}\w+)?{_GAP}from{_GAP}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\bbetween{_GAP}$", re.IGNORECASE)
_AND = re.compile(rf"{_GAP}and{_GAP}", re.IGNORECASE)
_IF_NOT = re.compile(
    rf",?{_GAP}(?:if{_GAP}not|or{_GAP}even|perhaps|and{_GAP}possibly|or{_GAP}possibly|or){_GAP}", re.IGNORECASE
)
_LARGEST = 1e10


def find_numbers(text: str, start: int, end: int) -> list[Number]:
    """Return the number expressions in ``text[start:end]``, in order; ranges are joined, overlapping ones never
    occur."""
    found: list[Number] = []
    for match in scan(HEADS, PATTERN, text, start, end):
        number = _read(match)
        if number is not None and number.upper <= _LARGEST:
            found.append(number)
    return _join_ranges(text, found)


def _read(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    kind = match.lastgroup if match.lastgroup not in {"scale", "short"} else "digits"
    if kind == "digits":
        value = _digits_value(match["digits"])
        factor = _SCALES[(match["scale"] or match["short"] or "").lower()] if match["scale"] or match["short"] else 1.0
        if (match["short"] or "").lower() == "m" and value >= 100:
            return None  # "300m behind the front"
        return Number(start, end, value * factor, value * factor)
    words = re.split(r"[\s-]+", match.group().lower())
    if kind == "words":
        point = _words_value(words)
        return None if point is None else Number(start, end, point, point, is_word=True)
    if kind == "article":
        value = _words_value(["one", *words[1:]]) or 0.0
        if words[-1] == "half":
            value = 1.5 * _SCALES[words[1]]
        return Number(start, end, value, value, is_word=True)
    if kind == "half":
        factor = 0.75 if "three" in words else 0.25 if "quarter" in words else 0.5
        value = factor * _SCALES[words[-1]]
        return Number(start, end, value, value, is_word=True)
    if kind == "couple":
        value = 2 * _SCALES[words[-1]]
        return Number(start, end, value, value, is_word=True, is_about=True)
    if kind == "figures":
        digits = _FIGURES[words[0]]
        return Number(start, end, 10.0 ** (digits - 1), 10.0**digits - 1, is_vague=True, is_word=True)
    lower, upper = _vague_bounds(words)
    return Number(start, end, lower, upper, is_vague=True, is_word=True)


def _digits_value(digits: str) -> float:
    return float(re.sub(r"[^\d.]", "", digits))


def _words_value(words: list[str]) -> float | None:
    """Value of spelled-out words ("two hundred and fifty thousand", "two and a half million"); ``None`` for a bare
    scale."""
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if word in {"and", "a", ""}:
            continue
        if word == "half":
            current += 0.5
        elif word in NUMBERS_BELOW_TWENTY:
            current += NUMBERS_BELOW_TWENTY[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in {"hundred", "dozen"}:
            if not seen:
                return None
            current *= _SCALES[word]
        else:
            if not seen:
                return None
            total += current * _SCALES[word]
            current = 0.0
        seen = True
    return total + current


def _vague_bounds(words: list[str]) -> tuple[float, float]:
    """Bounds of "hundreds", "tens of thousands", "several dozen": the product of its vague words, no overlap
    upwards."""
    nouns = [
        w if w.endswith("s") else w + "s"
        for w in words
        if w.rstrip("s") in {"ten", "dozen", "score", "hundred", "thousand", "million"}
    ]
    lower, upper = _VAGUE[nouns[0]]
    if "of" not in words:
        return lower, max(upper, _VAGUE[nouns[-1]][1])
    for noun in nouns[1:]:
        if noun == nouns[0]:
            continue
        unit = _VAGUE[noun][0] / 2
        first = 20.0 if nouns[0] in {"tens", "dozens", "scores"} else lower
        lower, upper = first * unit, (first * 5 * unit) - 1
    return lower, upper


def _join_ranges(text: str, found: list[Number]) -> list[Number]:
    joined: list[Number] = []
    for number in found:
        last = joined[-1] if joined else None
        merged = _merge(text, last, number) if last is not None else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(number)
    return joined


def _merge(text: str, first: Number, second: Number) -> Number | None:
    """The range that two neighbouring expressions make, if the words between them make one."""
    between = text[first.end : second.start]
    if first.is_range or len(between) > 18:
        return None
    if first.is_vague or second.is_vague:
        if first.is_vague and second.is_vague and _IF_NOT.fullmatch(between) and second.upper > first.upper:
            unit = _unit_of(text[first.start : first.end], text[second.start : second.end])
            lower = first.lower * unit if first.upper * unit <= second.upper else first.lower
            return Number(first.start, second.end, lower, second.upper, is_vague=True, is_word=True)
        return None
    is_and = (
        _AND.fullmatch(between) is not None
        and _BETWEEN.search(text[max(0, first.start - 12) : first.start]) is not None
    )
    if not is_and and _JOIN.fullmatch(between) is None:
        return None
    if between.strip() == "to" and _CHANGED.search(text[max(0, first.start - 40) : first.start]) is not None:
        return None
    lower, upper = first.lower, second.upper
    if _scales_of(text[first.start : first.end]) == [1.0]:
        lower *= next(
            s for s in _scales_of(text[second.start : second.end]) if s == 1 or (lower < s and lower * s < upper)
        )
    if lower >= upper:
        return None
    return replace(first, end=second.end, lower=lower, upper=upper, is_range=True)


def _unit_of(first: str, second: str) -> float:
    """What a vague word shares with the one behind it: the thousand of "tens, if not hundreds of thousands"."""
    unit = re.search(r"of\s+(\w+)s$", second.lower())
    return _SCALES[unit[1]] if unit is not None and " of" not in first.lower() else 1.0


def _scales_of(expression: str) -> list[float]:
    """The scales that the lower end of a range may share, the greatest first: "two to three hundred thousand"."""
    words = re.findall(r"[a-z]+", expression.lower())
    scales = [1.0]
    while words and words[-1] in _SCALES:
        scales.insert(0, scales[0] * _SCALES[words.pop()])
    if len(scales) == 1 and re.search(r"\d,000$", expression):
        scales.insert(0, 1000.0)
    return scales
