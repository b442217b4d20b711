"""The source that stands with a verb of saying: before it, behind it after a quotation, or as a passive's subject."""

import re
from typing import NamedTuple

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.source_spans import (
    clause_subject,
    is_name,
    is_source_word,
    source_before,
    source_behind,
    speaker_within,
    who_counted,
)
from tollbook.extraction.tokens import Sentence


class Spoken(NamedTuple):
    """A source by its token range, with the form and the verb that make it one, and who was told (a token range)."""

    span: tuple[int, int]
    form: str
    verb: str
    verb_at: int
    told: tuple[int, int] | None = None


_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_QUOTE_MARKS = "”\"'’»"
_QUOTES = re.compile(r"[\"“”]|(?<!\w)['‘]|['’](?!\w)")
_NEAR_QUOTE = 40
_TELLING = word_set("telling")
_PASSIVE_TELLING = word_set("passive_telling")
_DETERMINING = word_set("determiners_of_nouns")
_NOUN_OR_VERB = word_set("noun_or_verb")
_PARTICIPLES = word_set("saying_participles")
_INVERTING = word_set("inverting_verbs")
_RELEASING = word_set("releasing")
_UTTERANCES = word_set("utterances")
_RELEASED = word_set("counting_nouns") | _UTTERANCES


def read_saying(sentence: Sentence, at: int) -> Spoken | None:
    """Return the source of the verb of saying at ``at``, or ``None`` if it is no verb of saying here."""
    tokens = sentence.tokens
    low = tokens[at].low.split(" ")[-1]
    if _is_noun(sentence, at, low):
        counted = who_counted(sentence, at, at + 1)
        return Spoken(counted, "according", low, at) if counted is not None else None
    if _says_nothing(sentence, at, low):
        return None
    if low in _PARTICIPLES and at == 0:
        comma = next((i for i, t in enumerate(tokens) if t.text == "," and i > 2), None)
        ahead = source_behind(sentence, comma + 1) if comma is not None else None
        return Spoken(ahead, "before_verb", low, at) if ahead is not None else None
    right = _behind(sentence, at) if low in _INVERTING else None
    if right is not None and (_is_whole_speaker(sentence, right) or _is_behind_quotation(sentence, at)):
        return Spoken(right, "after_verb", low, at)
    left = _before(sentence, at)
    is_elided = low in _PARTICIPLES or (at and tokens[at - 1].low in {"and", "but"})
    if is_elided and (left is None or tokens[left[1] - 1].low in _UTTERANCES):
        opening = clause_subject(sentence, at)
        left = opening if opening is not None and speaker_within(sentence, opening) == opening else left
    if left is not None:
        return Spoken(left, "before_verb", low, at, _told(sentence, at))
    if right is not None and _ends_clause(sentence, at, right):
        return Spoken(right, "after_verb", low, at)
    return None


def _before(sentence: Sentence, at: int) -> tuple[int, int] | None:
    span = source_before(sentence, at)
    return speaker_within(sentence, span) if span is not None else None


def _behind(sentence: Sentence, at: int) -> tuple[int, int] | None:
    span = source_behind(sentence, at + 1) if at + 1 < len(sentence.tokens) else None
    return span if span is not None and span[0] == at + 1 and speaker_within(sentence, span) == span else None


def read_passive(sentence: Sentence, at: int) -> Spoken | None:
    """Return the source of "the agency was quoted by an outlet as saying", ``at`` being "quoted"."""
    if not at or sentence.lows[at - 1] not in _BEING or "saying" not in sentence.lows[at + 1 : at + 12]:
        return None
    saying = sentence.lows.index("saying", at)
    left = _before(sentence, at - 1)
    if left is None:
        return None
    by = next((i for i in range(at + 1, saying) if sentence.lows[i] == "by"), None)
    return Spoken(left, "before_verb", "saying", saying, source_behind(sentence, by + 1) if by is not None else None)


def read_recorded(sentence: Sentence, at: int) -> Spoken | None:
    """Return the source of "12 people were reported killed by the ministry", ``at`` being "reported"."""
    tags, lows = sentence.tags, sentence.lows
    if lows[at] not in _PASSIVE_TELLING or tags[at + 1 : at + 2] not in {"k", "j"} or lows[at + 2 : at + 3] != ["by"]:
        return None
    span = source_behind(sentence, at + 3)
    if span is None or not any(is_source_word(t) for t in sentence.tokens[slice(*span)]):
        return None
    return Spoken(span, "according", lows[at], at)


def is_voiced(sentence: Sentence, at: int) -> bool:
    """Return whether a quotation or a "that" goes with the verb at ``at``, which alone tells of no statement."""
    verb = sentence.tokens[at]
    if "that" in sentence.lows[at + 1 : at + 4] or _QUOTES.search(sentence.text, verb.end - sentence.start):
        return True
    before = [m.end() for m in _QUOTES.finditer(sentence.text, 0, verb.start - sentence.start)]
    return bool(before) and verb.start - sentence.start - before[-1] < _NEAR_QUOTE


def _is_noun(sentence: Sentence, at: int, low: str) -> bool:
    """Whether the word is a noun here: "an estimate", "reports of", "the show, ..."."""
    if low not in _NOUN_OR_VERB:
        return False
    if at and low != "put" and sentence.lows[at - 1] in _DETERMINING:
        return True
    if at == 0 and sentence.tags[1:2] in {"o", "p"}:
        return True
    return at == 0 and who_counted(sentence, 0, 1) is not None


def _says_nothing(sentence: Sentence, at: int, low: str) -> bool:
    tokens = sentence.tokens
    if at + 1 < len(tokens) and (tokens[at + 1].low == "responsibility" or _claims_lives(sentence, at)):
        return True
    if at and (sentence.tags[at - 1] == "'" or (low == "told" and tokens[at - 1].low == "all")):
        return True  # "the army's repeated raids"
    if low == "reported" and sentence.tags[at + 1 : at + 2] in {"k", "j"}:
        return True  # "the people reported killed"
    if at and tokens[at].text == "Said" and at + 1 < len(tokens) and tokens[at + 1].text[:1].islower():
        return True  # a name: "the village of Sheikh Said was hit"
    if at and low in _RELEASING and tokens[at - 1].low in _RELEASED:
        return True  # "in a statement released on Friday"
    before = {w for token in tokens[max(0, at - 2) : at] for w in token.low.split(" ")}
    return low in _PASSIVE_TELLING and bool(before & _BEING)


def _claims_lives(sentence: Sentence, at: int) -> bool:
    """Whether the verb tells of lives taken ("claiming 12 lives"), and so of no statement."""
    if not sentence.lows[at].startswith("claim"):
        return False
    return (
        re.match(r"N?[apo]{0,3}N?l", sentence.tags[at + 1 :]) is not None or "martyrs" in sentence.lows[at + 2 : at + 3]
    )


def _is_whole_speaker(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether a definite source ends the sentence behind the verb: "they were killed in hospitals said the mayor"."""
    tokens = sentence.tokens
    if tokens[span[0]].low != "the" or not is_source_word(tokens[span[1] - 1]):
        return False
    behind = [t.low for t in tokens[span[1] :]]
    return behind in ([], ["."]) or behind[0] in {"which", "who"}


def _is_behind_quotation(sentence: Sentence, at: int) -> bool:
    return sentence.text[: sentence.tokens[at].start - sentence.start].rstrip().endswith(tuple(_QUOTE_MARKS))


def _ends_clause(sentence: Sentence, at: int, right: tuple[int, int]) -> bool:
    """Whether the verb stands behind a quotation or clause ("...", said X), not before its own clause."""
    text = sentence.text[: sentence.tokens[at].start - sentence.start].rstrip()
    if not text or text[-1] in ",!?" + _QUOTE_MARKS:
        return True
    return right[1] >= len(sentence.tokens) or sentence.tokens[right[1]].text in ".,"


def _told(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Whom the source told: an outlet, which passed the figure on."""
    tokens = sentence.tokens
    if tokens[at].low not in _TELLING:
        return None
    last = at + 1
    while (
        last < len(tokens)
        and last - at < 7
        and (is_name(tokens[last]) or tokens[last].low in {"the", "news", "agency", "'s"})
    ):
        last += 1
    named = [i for i in range(at + 1, last) if is_name(tokens[i])]
    return (at + 1, named[-1] + 1) if named else None
