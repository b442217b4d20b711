"""The event that a figure's clause tells of: an attack, several attacks, a campaign; a new one or one named before."""

from typing import Literal, NamedTuple

from tollbook.extraction.clauses import clause_of
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence

_SINGLE = word_set("single_events")
_PLURAL = word_set("plural_events")
_CAMPAIGN = word_set("campaigns")
_POINTING = frozenset({"the", "that", "this", "those", "these", "its", "their", "his", "both"})
_NEW = frozenset({"a", "an", "another", "one", "separate", "second", "third", "new", "any", "each", "every"})


class Event(NamedTuple):
    """An event noun: its word, whether it names one event, several or a stretch of fighting, and how it is taken up."""

    word: str
    kind: Literal["single", "plural", "campaign"]
    form: Literal["known", "new", "named", "bare"]


def event_of(sentence: Sentence, mention: Mention) -> Event | None:
    """Return the event noun of the figure's clause that stands nearest to its number and word of harm."""
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    found = [i for i in clause_of(sentence, mention) if _kind(sentence.lows[i]) is not None]
    nearest = min(found, key=lambda i: min(abs(i - low), abs(i - high)), default=None)
    if nearest is None:
        return None
    kind = _kind(sentence.lows[nearest])
    assert kind is not None
    return Event(sentence.lows[nearest], kind, _form(sentence, nearest))


def _kind(word: str) -> Literal["single", "plural", "campaign"] | None:
    if word in _CAMPAIGN:
        return "campaign"
    return "single" if word in _SINGLE else "plural" if word in _PLURAL else None


def _form(sentence: Sentence, at: int) -> Literal["known", "new", "named", "bare"]:
    """Whether the noun points back ("the strike"), brings up something new ("a strike") or has a name ("Monday's")."""
    for i in range(at - 1, max(-1, at - 6), -1):
        token = sentence.tokens[i]
        if token.low in _POINTING:
            return "known"
        if token.low in _NEW:
            return "new"
        if token.tag == "'" or token.date is not None:
            return "named"
        if token.tag in ",pobsv;" or token.number is not None:
            break
    return "bare"
