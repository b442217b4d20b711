"""Numbers that sum up: "the toll rose to 12", "Killed: 12", "the number of soldiers killed has exceeded 40,000"."""

import re

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention, NounPhrase, is_plural_word, make_mention
from tollbook.extraction.tokens import Sentence

_TOLL = re.compile(r"(?P<harm>[th])(?P<between>[^Nthkgv;]{0,14}(?:pN[MCPT]?b?)?)$")
_DEAD = re.compile(r"a(?P<harm>[jk])b{1,2}$")
_LABEL = re.compile(r"(?:^|,)[awDMCP]{0,3}(?P<harm>[kjhtgi])[awoMCPp]{0,3}[,-]{1,3}[abw]{0,1}$")
_COUNTED = re.compile(r"(?P<harm>[kij])(?P<between>[^Nkgvij;]{0,22})$")
_TO_THE_NUMBER = re.compile(r"aw(?:o[aDLFw]{0,3}[MCP])?b?(?P<harm>[kij])")

_COUNTING = word_set("counting")
_CONNECTORS = word_set("toll_connectors")
_RISING = word_set("rising")


def read_toll(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "The death toll rose to 12"."""
    match = _TOLL.search(sentence.tags[:at])
    if match is None or not _is_toll(sentence, at, match):
        return None
    return make_mention(sentence, at, phrase, match.start("harm"), "toll")


def read_label(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "Killed: 12"."""
    match = _LABEL.search(sentence.tags[:at]) if phrase.kind in {"none", "person"} else None
    if match is None or not _is_label(sentence, at, match):
        return None
    return make_mention(sentence, at, phrase, match.start("harm"), "label")


def read_dead(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "The dead were 12 villagers"."""
    match = _DEAD.search(sentence.tags[:at]) if phrase.kind == "person" else None
    if match is None or sentence.lows[match.start()] != "the":
        return None
    return make_mention(sentence, at, phrase, match.start("harm"), "told", True)


def read_victims(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "The 12 victims": who they were is told elsewhere."""
    if phrase.head is None or sentence.lows[phrase.head] != "victims":
        return None
    return Mention(at, phrase.head, "killed", "victims", phrase.head, phrase.end)


def read_number_of(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "The number of soldiers killed in the war has exceeded 40,000", "brought to 49 the number killed"."""
    if phrase.kind not in {"none", "person"}:
        return None
    tokens = sentence.tokens
    ahead = _TO_THE_NUMBER.match(sentence.tags, at + 1)
    if ahead is not None and tokens[at + 2].low in _COUNTING and tokens[at - 1].low in {"at", "to"}:
        return make_mention(sentence, at, phrase, ahead.start("harm"), "number_of")
    match = _COUNTED.search(sentence.tags[:at])
    if match is None or not _counts_people(sentence, match.start("harm")):
        return None
    between = {t.low for t in tokens[match.start("between") : at]}
    if not between or (between.isdisjoint(_CONNECTORS) and tokens[at].qualifier != "more_than"):
        return None
    return make_mention(sentence, at, phrase, match.start("harm"), "number_of")


def _counts_people(sentence: Sentence, harm: int) -> bool:
    """Whether "the number of ..." stands before the word of harm, and speaks of people: not of captured farms."""
    lows, tags = sentence.lows, sentence.tags
    ofs = [i for i in range(max(1, harm - 9), harm) if lows[i] == "of" and lows[i - 1] in _COUNTING]
    if not ofs or "U" in tags[harm + 1 : harm + 3] or is_plural_word(sentence, harm + 1):
        return False
    counted = set(tags[ofs[-1] : harm])
    return "U" not in counted or not counted.isdisjoint("MCP")


def _is_label(sentence: Sentence, at: int, match: re.Match[str]) -> bool:
    """Whether a mark stands between the word and its number: "Killed: 12"."""
    marks = sentence.tokens[match.start("harm") + 1 : at]
    return any(t.text in {":", "-", "–", "—", "‒", "|"} for t in marks)


def _is_toll(sentence: Sentence, at: int, match: re.Match[str]) -> bool:
    """Whether the words between a toll and a number make the number its value: "the toll rose to 12"."""
    tokens = sentence.tokens
    between = [t.low for t in tokens[match.start("between") : at]]
    if tokens[match.start("harm")].low in {"bodies", "death"}:
        return False
    if not between:
        return tokens[at].qualifier in {"more_than", "nearly"}
    if tokens[at].low == "one" or (between[-1] == "of" and len(between) > 1 and between[-2] not in _COUNTING):
        return False
    if between[-1] == "by" and set(between) & _RISING:
        return True
    return (
        between[-1] in _CONNECTORS
        or tokens[at].qualifier in {"more_than", "nearly"}
        or (between[-1] in {"a", "the", "some"} and len(between) > 1 and between[-2] in _CONNECTORS)
    )
