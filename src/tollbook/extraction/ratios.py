"""Read ratios and multiples: five for every one, 3:1, twice as many as, doubled."""

import re

from tollbook.claims import ClaimType, Measure
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
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence

_FOR_EVERY = re.compile(
    rf"(?P<n>{NUMBER_WORDS}(?:\s?(?:-|–|to|or)\s?{NUMBER_WORDS}(?:-and-a-half)?)?)\s+(?P<who>(?:[\w’'-]+\s+){{0,5}}?)(?P<every>(?:for|to)\s+(?:every|each)\s+(?:single\s+)?(?:(?P<one>one|1|{NUMBER_WORDS})\b|(?P<other>[\w’'-]+(?:\s+(?:soldiers?|troops?|casualt\w+|fighters?|deaths?|servicem[ae]n|civilians?))?)))",
    re.IGNORECASE,
)


_TO_ONE = re.compile(
    rf"\b(?P<n>{NUMBER_WORDS}(?:\.\d+)?)(?:\s?:\s?|[ -]to[ -])(?P<m>1|one)\b(?![:\d]|[.,]\d)", re.IGNORECASE
)


_TIMES = re.compile(
    rf"\b(?P<n>{NUMBER_WORDS}(?:\.\d+)?(?:\s?(?:-|–|to|or)\s?{NUMBER_WORDS})?)\s+times\b(?P<tail>\s+(?:as\s+(?:many|high|much|large|great)(?:\s+as)?|more|higher|greater|larger|the|that|those|bigger|fewer|less|what|its|their|Russian|Ukrainian))",
    re.IGNORECASE,
)


_TWICE = re.compile(
    r"\b(?P<w>twice|double|triple|quadruple|treble|half\s+as\s+many|half\s+of)\b(?P<tail>\s+(?:as\s+(?:many|high|much|large)(?:\s+as)?|that|those|the\s+(?:number|figure|total|losses|casualties|toll|rate|amount)|its|their|what|Ukraine|Russia))",
    re.IGNORECASE,
)


_DOUBLED = re.compile(r"\b(?P<w>doubled|tripled|quadrupled)\b", re.IGNORECASE)


def _for_every(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    for match in _FOR_EVERY.finditer(text, sentence.start, sentence.end):
        harm = harm_near(sentence, match.start(), match.end(), mentions)
        value = number_value(match["n"])
        if harm is None or value is None:
            continue
        other = number_value(match["one"]) if match["one"] else (1.0, 1.0)
        divisor = other[0] if other and other[0] else 1.0
        made.append(
            make_comparison(
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
        harm = harm_near(sentence, match.start(), match.end(), mentions)
        value = number_value(match["n"])
        if harm is None or value is None or not re.search(r"ratio|loss|casualt|kill|exchange|death", around):
            continue
        made.append(make_comparison(text, sentence, "ratio", match.span(), value, harm, None, "to_one"))
    return made


def _times(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    for match in _TIMES.finditer(text, sentence.start, sentence.end):
        harm = harm_near(sentence, match.start(), match.end(), mentions)
        value = number_value(match["n"])
        if harm is None or value is None or not _is_about_losses(text, sentence, match.start(), match.end()):
            continue
        end = match.start("tail")
        made.append(
            make_comparison(
                text,
                sentence,
                _kind(text, sentence, match.end()),
                (match.start(), end),
                value,
                harm,
                versus(text, sentence, match.end()),
                "times",
            )
        )
    return made


def _twice(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    values = {"twice": 2.0, "double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0}
    for match in _TWICE.finditer(text, sentence.start, sentence.end):
        harm = harm_near(sentence, match.start(), match.end(), mentions)
        value = values.get(match["w"].lower())
        if harm is None or value is None or not _is_about_losses(text, sentence, match.start(), match.end()):
            continue
        end = (
            match.end()
            if match["tail"].strip().lower() in {"as many", "as high", "as much", "as large"}
            else match.end("w")
        )
        made.append(
            make_comparison(
                text,
                sentence,
                _kind(text, sentence, match.end()),
                (match.start(), end),
                (value, value),
                harm,
                versus(text, sentence, match.end()),
                "twice",
            )
        )
    return made


def _doubled(text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None) -> list[Comparison]:
    made = []
    values = {"doubled": 2.0, "tripled": 3.0, "quadrupled": 4.0}
    for match in _DOUBLED.finditer(text, sentence.start, sentence.end):
        harm = harm_near(sentence, match.start(), match.end(), mentions)
        subject = text[max(sentence.start, match.start() - 70) : match.start()].lower()
        if harm is not None and re.search(
            r"deaths|casualties|fatalities|killings|toll|losses|number of (?:\w+ ){0,3}(?:killed|dead|wounded|injured)",
            subject,
        ):
            value = values[match["w"].lower()]
            made.append(
                make_comparison(
                    text,
                    sentence,
                    "multiple",
                    match.span(),
                    (value, value),
                    harm,
                    versus(text, sentence, match.end(), CHANGED_FROM),
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


# Each reader with the letters without which it finds nothing.
RATIO_READERS: tuple[tuple[Reader, tuple[str, ...]], ...] = (
    (_for_every, ("every", "each")),
    (_to_one, (":", " to ", "-to-")),
    (_times, ("times",)),
    (_twice, ("twice", "double", "triple", "quadruple", "treble")),
    (_doubled, ("doubled", "tripled", "quadrupled")),
)
