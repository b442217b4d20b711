"""Numbers that count no harmed people, whatever stands around them: ages, ranks, money, captives."""

import calendar
import re

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import is_singular
from tollbook.extraction.tokens import Sentence

_MONTHS = frozenset(name.lower() for name in calendar.month_name if name)
_UNITS_BEHIND = word_set("units_behind")
_BEFORE_PRONOUN = frozenset({"any", "each", "every", "loved", "no"})
_LABELS_BEFORE = word_set("labels_before")


def is_excluded(sentence: Sentence, at: int) -> bool:
    """Whether the number is one of money, percentage, age, rank, clock or the like, whatever stands around it."""
    token = sentence.tokens[at]
    before = sentence.lows[at - 1] if at else ""
    return (
        not _UNITS_BEHIND.isdisjoint(sentence.lows[at + 1 : at + 2])
        or (before in _LABELS_BEFORE and _is_labelled(sentence, at))
        or (before == "." and sentence.lows[at - 2 : at - 1] == ["no"] and token.text.isdecimal())
        or (token.low == "one" and before in _BEFORE_PRONOUN)
        or token.text.startswith("0")
        or _is_day(sentence, at)
        or _is_age(sentence, at)
        or _is_captivity(sentence, at)
    )


def _is_day(sentence: Sentence, at: int) -> bool:
    """Whether the number is a day that its date did not take in: "July 31assassination", "between June 12 and 17"."""
    token = sentence.tokens[at]
    is_day = token.text.isdecimal() and token.qualifier is None and len(token.text) < 3
    is_second = sentence.tags[at - 2 : at] == "T&" and sentence.lows[at - 3 : at - 2] == ["between"]
    return is_day and (is_second or sentence.lows[at - 1] in _MONTHS)


def _is_labelled(sentence: Sentence, at: int) -> bool:
    """Whether the word before the number names one of a series ("article 12"), rather than ends what stands before."""
    token = sentence.tokens[at]
    is_verb = sentence.lows[at - 1] == "number" and at > 1 and sentence.tags[at - 2] in "ht"  # "deaths number 3,000"
    begins = token.qualifier is not None or (token.text[:1].isupper() and not token.text.isupper())
    return not is_verb and not begins and token.number is not None and not token.number.is_vague


_TAKING_LIVES = word_set("taking_lives")
_ESCAPING = word_set("escaping")
_LIVES_GOING_ON = word_set("lives_going_on")


def is_of_lives_that_go_on(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the tokens from ``start`` to ``end``, which speak of lives, tell of none lost: saved, at risk, led."""
    around = (*sentence.lows[max(0, start - 4) : start], *sentence.lows[end : end + 6])
    clause = sentence.tags[end:].partition(",")[0]
    at_risk = "risk" in sentence.lows[end : end + len(clause)]
    near = " ".join(sentence.lows[max(0, start - 12) : end + 8]).split()
    is_taken = not _TAKING_LIVES.isdisjoint(near)
    return at_risk or not is_taken or any(low in _LIVES_GOING_ON for low in around)


def is_escape(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the tokens from ``start`` to ``end`` tell of harm that did not come: "eight escaped injury"."""
    return not _ESCAPING.isdisjoint(sentence.lows[start:end])


_CAPTIVITY = word_set("captivity")
_CAPTURING = word_set("capturing")


def _is_captivity(sentence: Sentence, at: int) -> bool:
    """Whether the number counts abducted, arrested or displaced people: "taking 240 others hostage"."""
    tokens, tags = sentence.tokens, sentence.tags
    for i in range(at + 1, min(at + 10, len(tokens))):
        if tokens[i].low in _CAPTIVITY:
            return not _harms_captives(sentence, at, i)
        if tags[i] in "kgvijhN,r(" or (tags[i] == "&" and not tokens[min(i + 1, len(tokens) - 1)].low.endswith("ly")):
            break
    return at > 0 and tokens[at - 1].low in _CAPTURING


def _harms_captives(sentence: Sentence, at: int, noun: int) -> bool:
    """Whether more befell the captives than captivity: "12 captives were killed", "killed three hostages"."""
    tags = sentence.tags
    behind = re.match("b{0,4}(?P<harm>[kij])", tags[noun + 1 :])
    verbs = [at - 1] if tags[at - 1 : at] in set("kgv") else []
    if behind is not None:
        verbs.append(noun + 1 + behind.start("harm"))
    words = [sentence.tokens[i].harm for i in verbs]
    return tags[noun] == "P" and any(w is not None and w.measure not in {"missing", "captured"} for w in words)


def _is_age(sentence: Sentence, at: int) -> bool:
    """Whether the number stands alone between marks behind a name: "Yana, 21," or "a girl (9)"."""
    tags, token = sentence.tags, sentence.tokens[at]
    if _is_of_ages(sentence, at):
        return True
    if (
        token.qualifier is not None
        or token.number is None
        or not (0 < token.number.lower < 110)
        or token.number.is_vague
    ):
        return False
    if tags[at - 1 : at + 2] == "(N)":
        return at > 1 and tags[at - 2] in "MCP" and is_singular(sentence.tokens[at - 2].low)
    if not at or tags[at - 1] not in ",(" or sentence.tokens[at - 1].text not in {",", "("}:
        return False
    behind = sentence.tokens[at + 1].text if at + 1 < len(tags) else "."
    two_back = sentence.tokens[at - 2] if at >= 2 else None
    is_alone = behind in {")", ",", ".", ";", "-", "–", "—"} and tags[at - 1] == "," and not token.text.startswith("+")
    return is_alone and two_back is not None and two_back.text[:1].isupper() and two_back.tag in "wLDFaMCP"


def _is_of_ages(sentence: Sentence, at: int) -> bool:
    """Whether "age" stands before the number: "at the age of 10", "between the ages of 10 and 16"."""
    first = at - 2 if sentence.tags[at - 2 : at] == "N&" else at
    return sentence.lows[first - 2 : first] in (["age", "of"], ["ages", "of"])
