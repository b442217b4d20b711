"""Find the figures that compare: ratios of one side's losses to another's, multiples and shares."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tollbook.claims import ClaimType, Measure, Qualifier
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence, Token


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


_Reader = Callable[[str, Sentence, list[Mention], Measure | None], list["Comparison"]]
_NUM = r"(?:(?<!\d)\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)"


_FOR_EVERY = re.compile(
    rf"(?P<n>{_NUM}(?:\s?(?:-|–|to|or)\s?{_NUM}(?:-and-a-half)?)?)\s+(?P<who>(?:[\w’'-]+\s+){{0,5}}?)(?P<every>(?:for|to)\s+(?:every|each)\s+(?:single\s+)?(?:(?P<one>one|1|{_NUM})\b|(?P<other>[\w’'-]+(?:\s+(?:soldiers?|troops?|casualt\w+|fighters?|deaths?|servicem[ae]n|civilians?))?)))",
    re.IGNORECASE,
)


_TO_ONE = re.compile(rf"\b(?P<n>{_NUM}(?:\.\d+)?)(?:\s?:\s?|[ -]to[ -])(?P<m>1|one)\b(?![:\d])", re.IGNORECASE)


_TIMES = re.compile(
    rf"\b(?P<n>{_NUM}(?:\.\d+)?(?:\s?(?:-|–|to|or)\s?{_NUM})?)\s+times\b(?P<tail>\s+(?:as\s+(?:many|high|much|large|great)(?:\s+as)?|more|higher|greater|larger|the|that|those|bigger|fewer|less|what|its|their|Russian|Ukrainian))",
    re.IGNORECASE,
)


_TWICE = re.compile(
    r"\b(?P<w>twice|double|triple|quadruple|treble|half\s+as\s+many|half\s+of)\b(?P<tail>\s+(?:as\s+(?:many|high|much|large)(?:\s+as)?|that|those|the\s+(?:number|figure|total|losses|casualties|toll|rate|amount)|its|their|what|Ukraine|Russia))",
    re.IGNORECASE,
)


_DOUBLED = re.compile(r"\b(?P<w>doubled|tripled|quadrupled)\b", re.IGNORECASE)


_PERCENT = re.compile(
    r"(?P<n>(?<=\bbetween\s)\d+(?:\.\d+)?\s+and\s+\d+(?:\.\d+)?|(?<!\d)\d+(?:[.,]\d+)?(?:\s?(?:-|–|to)\s?\d+(?:\.\d+)?)?|"
    + _NUM
    + r"(?:-\w+)?)\s?(?:%|percent|per\s+cent)",
    re.IGNORECASE,
)


_FRACTION = re.compile(
    r"\b(?P<w>half|(?:a|one)[ -]third|two[ -]thirds|(?:a|one)[ -]quarter|three[ -]quarters|three[ -]fourths|(?:a|one)[ -]fifth|two[ -]fifths|three[ -]fifths|four[ -]fifths|(?:a|one)[ -]tenth|nine[ -]tenths|(?:one|two|three|four|five|six|seven|eight|nine)\s+in\s+(?:every\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)|(?:one|two|three|four|five|six|seven|eight|nine|\d)\s+out\s+of\s+(?:every\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|\d+))\b",
    re.IGNORECASE,
)


_FRACTIONS = {
    "half": 50.0,
    "third": 100 / 3,
    "thirds": 200 / 3,
    "quarter": 25.0,
    "quarters": 75.0,
    "fourths": 75.0,
    "fifth": 20.0,
    "tenth": 10.0,
    "tenths": 90.0,
}


_CHANGE_AFTER = re.compile(
    r"\s*\)?\s*(?:(?P<up>increase|rise|jump|surge|higher|more|up|growth|spike|above)|(?P<down>decrease|drop|fall|decline|reduction|lower|fewer|less|down))\b",
    re.IGNORECASE,
)


_CHANGE_BEFORE = re.compile(
    r"(?:(?P<up>increase[ds]?|rose|risen|rise|up|grew|grown|jumped|surged|climbed)|(?P<down>decreased?|fell|fallen|dropped|declined|down))\W{1,4}(?:of\s+|by\s+|about\s+|nearly\s+|some\s+|almost\s+|more\s+than\s+|over\s+|around\s+)*[“\"(]*$",
    re.IGNORECASE,
)


_VERSUS = re.compile(
    r"^\W*+(?:(?:\w+\s+){0,3}?(?:than|compared\s+(?:to|with)|that\s+of|those\s+of|as\s+many\s+as|as|of|from|over|on|in)\s+)?(?:in\s+|during\s+|the\s+same\s+period\s+(?:of|in)\s+)?(?!(?:ha[ds]|have|was|were|are|is|will|would|may|died|probably|since|in|people|soldiers|civilians)\b)(?P<v>[^,.;()–—]{2,70})",
    re.IGNORECASE,
)


# What a change is measured against; "in" and "of" tell what changed ("a rise in deaths from 2024").
_CHANGED_FROM = re.compile(
    r"^\W*(?:[\w’'-]+\s+){0,6}?(?:than|compared\s+(?:to|with)|from|over|since|on(?=\s+(?:last|the)\b))\s+(?:in\s+|during\s+|the\s+same\s+period\s+(?:of|in)\s+)?(?P<v>[^,.;()–—]{2,70})",
    re.IGNORECASE,
)


_REFERS = re.compile(r"(?:this|that|it|the figure|the number|the toll|the total)\b", re.IGNORECASE)


_SHARE_OF = re.compile(
    r"^\s*(?:of\s+(?:(?:all|the|those|these|them|whom|its|their|total|overall|confirmed|Russian|Ukrainian|Palestinian|Israeli|Gaza’s|Gaza's|civilian|more\s+than|at\s+least|about|nearly|some|over|which|[A-Z][\w’'-]+|[\d,]+)\s+){0,6}(?:casualties|deaths|dead|killed|fatalities|losses|victims|wounded|injured|slain|people\s+killed|people\s+(?:\w+\s+){0,7}killed|children|women|injuries|toll|death\s+(?:toll|count)|\w+\s+killed|\w+\s+wounded)|of\s+(?:them|whom|those|which)\b|(?:were|are|being|was|is)\s+(?:women|children|civilians?|minors|women\s+and\s+children|young|combatants|fighters))",
    re.IGNORECASE,
)


def find_comparisons(
    text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None
) -> list[Comparison]:
    """Return the ratios, multiples and shares of losses in ``sentence``.

    ``earlier`` is the measure of the last figure before this sentence, which a sentence without a word of harm of
    its own
    ("a 31% increase compared to 2024") may refer to.
    """
    found: list[Comparison] = []
    low = sentence.text.lower()
    for reader, marks in _READERS:
        if not any(mark in low for mark in marks):
            continue
        for comparison in reader(text, sentence, mentions, earlier):
            if not any(c.start < comparison.end and comparison.start < c.end for c in found):
                found.append(comparison)
    return sorted(found, key=lambda c: c.start)


def _harm_near(
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


def _number_value(words: str) -> tuple[float, float] | None:
    """Lower and upper of a number in figures or words, or of a range of two."""
    from tollbook.extraction.numbers import find_numbers

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


def _made(
    text: str,
    sentence: Sentence,
    kind: ClaimType,
    span: tuple[int, int],
    bounds: tuple[float, float],
    harm: tuple[int, Measure],
    versus: str | None,
    rule: str,
) -> Comparison:
    lower, upper, qualifier = _with_bounds(_bound(sentence, span[0], text), *bounds)
    return Comparison(
        kind, span[0], span[1], lower, upper, qualifier, harm[0], harm[1], versus, rule, _token_at(sentence, span[0])
    )


def _for_every(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    for match in _FOR_EVERY.finditer(text, sentence.start, sentence.end):
        harm = _harm_near(sentence, match.start(), match.end(), mentions)
        value = _number_value(match["n"])
        if harm is None or value is None:
            continue
        other = _number_value(match["one"]) if match["one"] else (1.0, 1.0)
        divisor = other[0] if other and other[0] else 1.0
        made.append(
            _made(
                text,
                sentence,
                "ratio",
                match.span(),
                (value[0] / divisor, value[1] / divisor),
                harm,
                text[match.end() : sentence.end][:60].strip(' .”"') or match["every"],
                "for_every",
            )
        )
    return made


def _to_one(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    for match in _TO_ONE.finditer(text, sentence.start, sentence.end):
        around = text[max(sentence.start, match.start() - 80) : min(sentence.end, match.end() + 80)].lower()
        harm = _harm_near(sentence, match.start(), match.end(), mentions)
        value = _number_value(match["n"])
        if harm is None or value is None or not re.search(r"ratio|loss|casualt|kill|exchange|death", around):
            continue
        made.append(_made(text, sentence, "ratio", match.span(), value, harm, None, "to_one"))
    return made


def _versus(text: str, sentence: Sentence, end: int, form: re.Pattern[str] = _VERSUS) -> str | None:
    match = form.match(text[end : sentence.end])
    return match["v"].strip() if match is not None else None


def _times(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    for match in _TIMES.finditer(text, sentence.start, sentence.end):
        harm = _harm_near(sentence, match.start(), match.end(), mentions)
        value = _number_value(match["n"])
        if harm is None or value is None or not _is_about_losses(text, sentence, match.start(), match.end()):
            continue
        end = match.start("tail")
        made.append(
            _made(
                text,
                sentence,
                _kind(text, sentence, match.end()),
                (match.start(), end),
                value,
                harm,
                _versus(text, sentence, match.end()),
                "times",
            )
        )
    return made


def _twice(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    values = {"twice": 2.0, "double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0}
    for match in _TWICE.finditer(text, sentence.start, sentence.end):
        harm = _harm_near(sentence, match.start(), match.end(), mentions)
        value = values.get(match["w"].lower())
        if harm is None or value is None or not _is_about_losses(text, sentence, match.start(), match.end()):
            continue
        end = (
            match.end()
            if match["tail"].strip().lower() in {"as many", "as high", "as much", "as large"}
            else match.end("w")
        )
        made.append(
            _made(
                text,
                sentence,
                _kind(text, sentence, match.end()),
                (match.start(), end),
                (value, value),
                harm,
                _versus(text, sentence, match.end()),
                "twice",
            )
        )
    return made


def _doubled(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    values = {"doubled": 2.0, "tripled": 3.0, "quadrupled": 4.0}
    for match in _DOUBLED.finditer(text, sentence.start, sentence.end):
        harm = _harm_near(sentence, match.start(), match.end(), mentions)
        subject = text[max(sentence.start, match.start() - 70) : match.start()].lower()
        if harm is not None and re.search(
            r"deaths|casualties|fatalities|killings|toll|losses|number of (?:\w+ ){0,3}(?:killed|dead|wounded|injured)",
            subject,
        ):
            value = values[match["w"].lower()]
            made.append(
                _made(
                    text,
                    sentence,
                    "multiple",
                    match.span(),
                    (value, value),
                    harm,
                    _versus(text, sentence, match.end(), _CHANGED_FROM),
                    "doubled",
                )
            )
    return made


def _kind(text: str, sentence: Sentence, end: int) -> ClaimType:
    """A comparison with another party's losses is a ratio; with another figure, time or war, a multiple."""
    following = [t for t in sentence.tokens if t.start >= end][:7]
    names = [t for t in following if t.name is not None and t.name.kind in {"country", "metonym", "demonym", "group"}]
    if names and not any(t.low in {"war", "wars", "campaign", "offensive", "in", "during"} for t in following):
        return "ratio"
    return "multiple"


def _is_about_losses(text: str, sentence: Sentence, start: int, end: int) -> bool:
    around = text[max(sentence.start, start - 90) : min(sentence.end, end + 60)].lower()
    return re.search(r"kill|casualt|death|dead|loss|lost|fatalit|died|wounded|injur|toll", around) is not None


def _percent(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    for match in _PERCENT.finditer(text, sentence.start, sentence.end):
        value = _number_value(match["n"])
        if value is None:
            continue
        after, before = text[match.end() : sentence.end], text[max(sentence.start, match.start() - 60) : match.start()]
        change = _CHANGE_AFTER.match(after) or _CHANGE_BEFORE.search(before)
        if change is not None:
            harm = _harm_near(sentence, match.start(), match.end(), mentions, earlier)
            refers_back = earlier is not None and _REFERS.match(text, sentence.start) is not None
            if harm is None or not (refers_back or _is_change_of_losses(text, sentence, match.start(), match.end())):
                continue
            sign = 1 if change["up"] else -1
            bounds = sorted((1 + sign * value[0] / 100, 1 + sign * value[1] / 100))
            made.append(
                _made(
                    text,
                    sentence,
                    "multiple",
                    match.span(),
                    (round(bounds[0], 6), round(bounds[1], 6)),
                    harm,
                    _versus(text, sentence, match.end(), _CHANGED_FROM),
                    "change",
                )
            )
            continue
        made.extend(_share(text, sentence, mentions, match.span(), value))
    return made


def _is_change_of_losses(text: str, sentence: Sentence, start: int, end: int) -> bool:
    around = text[max(sentence.start, start - 100) : min(sentence.end, end + 50)].lower()
    return re.search(r"casualt|death|killed|fatalit|losses|toll|injured|wounded", around) is not None


def _share(
    text: str, sentence: Sentence, mentions: list[Mention], span: tuple[int, int], value: tuple[float, float]
) -> list[Comparison]:
    after, before = text[span[1] : sentence.end], text[sentence.start : span[0]]
    of = _SHARE_OF.match(after)
    in_apposition = (
        bool(mentions)
        and re.search(r"[,–—(-]\s*(?:(?:about|nearly|almost|more than|over|around|roughly|at least|some)\s+)?$", before)
        and re.match(r"\s+of\s+(?:them|whom|which|those)|\s+(?:were|are)?\s*(?:women|children|civilians|minors)", after)
    )
    if of is None and not in_apposition:
        return []
    harm = _harm_near(sentence, span[0], span[1], mentions)
    if harm is None:
        return []
    if not mentions and not re.search(
        r"casualt|death|dead|kill|fatalit|losses|victims|wounded|injured|toll|slain", (of.group() if of else "").lower()
    ):
        return []
    return [_made(text, sentence, "share", span, (round(value[0], 6), round(value[1], 6)), harm, None, "share")]


def _fraction(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    for match in _FRACTION.finditer(text, sentence.start, sentence.end):
        words = match["w"].lower()
        value = _fraction_value(words)
        if value is not None:
            made.extend(_share(text, sentence, mentions, match.span(), (value, value)))
    return made


def _fraction_value(words: str) -> float | None:
    if " in " in words or " out of " in words:
        parts = _number_value(words.split(maxsplit=1)[0]), _number_value(words.rsplit(maxsplit=1)[-1])
        if parts[0] is None or parts[1] is None or not parts[1][0]:
            return None
        return 100 * parts[0][0] / parts[1][0]
    last = re.split(r"[ -]", words)[-1]
    first = re.split(r"[ -]", words)[0]
    if last == "fifths":
        return {"two": 40.0, "three": 60.0, "four": 80.0}.get(first)
    return _FRACTIONS.get(last)


# Each reader with the letters without which it finds nothing.
_READERS: tuple[tuple[_Reader, tuple[str, ...]], ...] = (
    (_for_every, ("every", "each")),
    (_to_one, (":", " to ", "-to-")),
    (_times, ("times",)),
    (_twice, ("twice", "double", "triple", "quadruple", "treble")),
    (_doubled, ("doubled", "tripled", "quadrupled")),
    (_percent, ("%", "cent")),
    (_fraction, ("half", "third", "quarter", "fourth", "fifth", "tenth", " in ", " out ")),
)


def covers(token: Token, comparisons: list[Comparison]) -> bool:
    """Whether the token's number is part of a comparison, and so no count of its own."""
    return any(c.start < token.end and token.start < c.end for c in comparisons)
