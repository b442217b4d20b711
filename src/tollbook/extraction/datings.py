"""What a date is for in its sentence: since when a figure runs, when somebody spoke, the name of an event."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from tollbook.extraction.clauses import SAYING
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.tokens import Sentence

_PREPOSITIONS = word_set("date_prepositions")
_EVENTS = word_set("single_events") | word_set("plural_events") | word_set("campaigns")
_SUPERLATIVES = frozenset({"first", "greatest", "highest", "largest", "most", "worst"})
_COMPARING = frozenset({"compared", "than", "versus", "unlike"})
_PARTS = frozenset({"beginning", "close", "end", "half", "middle", "start"})
_PUBLISHING = frozenset({"published", "released"})


def settle_shifts(sentences: Iterable[Sentence]) -> None:
    """Fix the days that count from the day told before ("the next day", "that day"), in place."""
    told = None
    for sentence in sentences:
        for token in sentence.tokens:
            if token.date is None or token.date.kind != "day":
                continue
            if token.date.shift is not None and told is not None:
                day = told + timedelta(days=token.date.shift)
                token.date = replace(token.date, first=day, last=day)
            told = token.date.last or told


def preposition(sentence: Sentence, at: int) -> str:
    """Return the preposition of the date at ``at``, "bare" if it has none; "by the end of May" has "by"."""
    lows = sentence.lows
    for i in range(at - 1, max(-1, at - 6), -1):
        if lows[i] in _PREPOSITIONS and not (lows[i] == "of" and i and lows[i - 1] in _PARTS):
            return lows[i]
        if at - i > 2 and lows[at - 1] != "of":
            break
    return "bare"


def is_behind_since(sentence: Sentence, at: int) -> bool:
    """Return whether the date says since when a figure runs: "since May", "since the war in Gaza began in October".

    "The deadliest since an attack in May" tells of no beginning, "since May, when it said" of the figure's own day.
    """
    if is_taken_up(sentence, at):
        return False
    for i in range(at - 1, max(-1, at - 15), -1):
        if sentence.lows[i] == "since":
            return not any(low in _SUPERLATIVES or low.endswith("iest") for low in sentence.lows[max(0, i - 4) : i])
        if sentence.tags[i] in ",;(N":
            break
    return False


def is_day_of_saying(sentence: Sentence, at: int) -> bool:
    """Return whether the date tells when somebody spoke ("said last month", "said on Friday")."""
    if is_behind_since(sentence, at) or is_taken_up(sentence, at):
        return False
    return any(low in SAYING or low in _PUBLISHING for low in sentence.lows[max(0, at - 3) : at])


def names_event(sentence: Sentence, at: int) -> bool:
    """Return whether the date is the name of an event: "the October 7 attack", "Monday's strike"."""
    return any(low in _EVENTS for low in sentence.lows[at + 1 : at + 4])


def is_compared(sentence: Sentence, at: int) -> bool:
    """Return whether the date is that of another figure: "more than in 2023", "compared to 2024"."""
    return any(low in _COMPARING for low in sentence.lows[max(0, at - 3) : at])


def is_taken_up(sentence: Sentence, at: int) -> bool:
    """Return whether a clause goes on to tell what was so on that date: "since May, when it said that 20 had died"."""
    return sentence.tokens[at].date is not None and "when" in sentence.lows[at + 1 : at + 3]
