"""Whether a figure is per unit of time ("35,000 a month"), and what brings it to that unit."""

import re
from dataclasses import dataclass

from tollbook.claims import Unit
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence


@dataclass(frozen=True, slots=True)
class Rate:
    """The unit of time that a figure is per, and the factor that brings it to that unit."""

    per_unit: Unit
    factor: float
    rule: str


_UNITS: dict[str, Unit] = {
    "day": "day",
    "daily": "day",
    "week": "week",
    "weekly": "week",
    "month": "month",
    "monthly": "month",
    "year": "year",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
    "night": "day",
}


_PER = re.compile(
    r"\b(?:(?:per|each|every)\s+(?:single\s+)?(day|week|month|year)\b|(?<!\bin\s)\ban?\s+(day|week|month|year)\b(?!-|\s+(?:earlier|later|after|before|ago|of|old|long|since|when|that|which|in|to))|"
    # "400 casualties daily": the adverb ends its phrase, the adjective ("weekly protests") does not.
    r"(daily|weekly|monthly|annually|yearly)\b(?=\s*(?:[^\w\s-]|$)|\s+(?:in|on|by|from|during|since|and|as|at|across|along|over|near|with|due)\b))",
    re.IGNORECASE,
)


_AVERAGED = re.compile(
    r"\b(daily|weekly|monthly|annual|yearly)\s+(?:[\w’'-]+\s+){0,4}?(?:average|casualt\w+|count|dead|deaths?|fatalit\w+|injuries|injured|killed|killings?|loss|losses|number|rate|toll|wounded)\b[^.;\d]{0,45}$|"
    r"\b(?:per|each|every)\s+(day|week|month|year)\b[^.;\d]{0,25}$",
    re.IGNORECASE,
)


_EVERY = re.compile(
    r"\bevery\s+(?:(\d+|two|three|four|five|six|ten|fifteen|twenty|thirty)\s+)?(minutes?|hours?|days?)\b", re.IGNORECASE
)


_MINUTES = {"minute": 1.0, "hour": 60.0, "day": 1440.0}


_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30}


def read_rate(text: str, sentence: Sentence, mention: Mention, next_start: int) -> Rate | None:
    """Return the unit of time that the mention's figure is per ("35,000 a month", "a daily toll of 1,000"), or
    ``None``.

    ``next_start`` is where the next figure of the sentence begins; what stands behind that belongs to it.
    """
    number = sentence.tokens[mention.number]
    tokens = sentence.tokens
    later = [
        t.start
        for i, t in enumerate(tokens)
        if i > mention.number and t.number is not None and tokens[i - 1].low != "every"
    ]
    behind = text[number.end : min(next_start, *later[:1], number.end + 110, sentence.end)]
    every = _EVERY.search(behind)
    if every is not None and (every[1] or every[2].lower().rstrip("s") != "day"):
        count = int(every[1]) if every[1] and every[1].isdigit() else _WORDS.get((every[1] or "").lower(), 1)
        return Rate("day", 1440.0 / (count * _MINUTES[every[2].lower().rstrip("s")]), "every")
    harm = sentence.tokens[mention.harm]
    reach = max(harm.end - number.end, 0) + 40
    per = _PER.search(behind[: min(len(behind), reach + 25)])
    if per is not None:
        return Rate(_UNITS[next(g for g in per.groups() if g).lower()], 1.0, "per")
    before = text[max(sentence.start, number.start - 90) : number.start]
    averaged = _AVERAGED.search(before)
    if (
        averaged is not None
        and not averaged[1]
        and any(t.number is not None for t in sentence.tokens[: mention.number])
    ):
        averaged = None  # "35,000 a month, with 400,000 in the year": the month belongs to the figure before
    if averaged is not None and mention.rule in {"toll", "of", "nominal", "active", "number_of"}:
        return Rate(_UNITS[next(g for g in averaged.groups() if g).lower()], 1.0, "averaged")
    if averaged is not None and averaged.start() > len(before) - 45 and "casualt" in before[averaged.start() :].lower():
        return Rate(_UNITS[next(g for g in averaged.groups() if g).lower()], 1.0, "averaged")
    return None
