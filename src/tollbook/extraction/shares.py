"""Read shares and changes in percent: 70 percent of those killed, one in three, a 31% increase."""

import re

from tollbook.claims import Measure
from tollbook.extraction.comparing import (
    CHANGED_FROM,
    NUMBER_WORDS,
    Comparison,
    Reader,
    harm_near,
    make_comparison,
    number_value,
    versus,
)
from tollbook.extraction.mentions import Mention, counted_before
from tollbook.extraction.tokens import Sentence

_PERCENT = re.compile(
    r"(?P<n>(?<=\bbetween\s)\d+(?:\.\d+)?\s+and\s+\d+(?:\.\d+)?|(?<!\d)\d+(?:[.,]\d+)?(?:\s?(?:-|–|to)\s?\d+(?:\.\d+)?)?|"
    + NUMBER_WORDS
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
    r"(?:(?P<up>increase[ds]?|rose|risen|rise|(?<!make\s)(?<!makes\s)(?<!made\s)(?<!making\s)up|grew|grown|jumped|surged|climbed)|(?P<down>decreased?|fell|fallen|dropped|declined|down))\W{1,4}(?:of\s+|by\s+|about\s+|nearly\s+|some\s+|almost\s+|more\s+than\s+|over\s+|around\s+)*[“\"(]*$",
    re.IGNORECASE,
)


_REFERS = re.compile(r"(?:this|that|it|the figure|the number|the toll|the total)\b", re.IGNORECASE)


_SHARE_OF = re.compile(
    r"^\s*(?:of\s+(?:(?:all|the|those|these|them|whom|its|their|total|overall|confirmed|Russian|Ukrainian|Palestinian|Israeli|Gaza’s|Gaza's|civilian|more\s+than|at\s+least|about|nearly|some|over|which|[A-Z][\w’'-]+|[\d,]+)\s+){0,6}(?:casualties|deaths|dead|killed|fatalities|losses|victims|wounded|injured|slain|people\s+killed|people\s+(?:\w+\s+){0,7}killed|children|women|injuries|toll|death\s+(?:toll|count)|\w+\s+killed|\w+\s+wounded)|of\s+(?:them|whom|those|which)\b|(?:were|are|being|was|is)\s+(?:women|children|civilians?|minors|women\s+and\s+children|young|combatants|fighters))",
    re.IGNORECASE,
)


def _percent(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    for match in _PERCENT.finditer(text, sentence.start, sentence.end):
        value = number_value(match["n"])
        if value is None:
            continue
        after, before = text[match.end() : sentence.end], text[max(sentence.start, match.start() - 60) : match.start()]
        change = _CHANGE_AFTER.match(after) or _CHANGE_BEFORE.search(before)
        if change is not None:
            harm = harm_near(sentence, match.start(), match.end(), mentions, earlier)
            refers_back = earlier is not None and _REFERS.match(text, sentence.start) is not None
            if harm is None or not (refers_back or _is_change_of_losses(text, sentence, match.start(), match.end())):
                continue
            sign = 1 if change["up"] else -1
            bounds = sorted((1 + sign * value[0] / 100, 1 + sign * value[1] / 100))
            made.append(
                make_comparison(
                    text,
                    sentence,
                    "multiple",
                    match.span(),
                    (round(bounds[0], 6), round(bounds[1], 6)),
                    harm,
                    versus(text, sentence, match.end(), CHANGED_FROM),
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
    if (
        of is not None
        and re.match(r"\s*of\s+(?:them|whom|which)\b", after)
        and not _counts_harmed(sentence, span[0], mentions)
    ):
        of = None
    in_apposition = (
        _counts_harmed(sentence, span[0], mentions)
        and re.search(r"[,–—(-]\s*(?:(?:about|nearly|almost|more than|over|around|roughly|at least|some)\s+)?$", before)
        and re.match(r"\s+of\s+(?:them|whom|which|those)|\s+(?:were|are)?\s*(?:women|children|civilians|minors)", after)
    )
    if of is None and not in_apposition:
        return []
    harm = harm_near(sentence, span[0], span[1], mentions)
    if harm is None:
        return []
    if not mentions and not re.search(
        r"casualt|death|dead|kill|fatalit|losses|victims|wounded|injured|toll|slain", (of.group() if of else "").lower()
    ):
        return []
    return [
        make_comparison(text, sentence, "share", span, (round(value[0], 6), round(value[1], 6)), harm, None, "share")
    ]


def _counts_harmed(sentence: Sentence, start: int, mentions: list[Mention]) -> bool:
    """Whether the last people counted before a share ("..., half of whom were children") came to harm."""
    people = counted_before(sentence, sum(t.end <= start for t in sentence.tokens))
    return bool(mentions) and (people is None or any(m.number == people for m in mentions))


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
        parts = number_value(words.split(maxsplit=1)[0]), number_value(words.rsplit(maxsplit=1)[-1])
        if parts[0] is None or parts[1] is None or not parts[1][0]:
            return None
        return 100 * parts[0][0] / parts[1][0]
    last = re.split(r"[ -]", words)[-1]
    first = re.split(r"[ -]", words)[0]
    if last == "fifths":
        return {"two": 40.0, "three": 60.0, "four": 80.0}.get(first)
    return _FRACTIONS.get(last)


# Each reader with the letters without which it finds nothing.
SHARE_READERS: tuple[tuple[Reader, tuple[str, ...]], ...] = (
    (_percent, ("%", "cent")),
    (_fraction, ("half", "third", "quarter", "fourth", "fifth", "tenth", " in ", " out ")),
)
