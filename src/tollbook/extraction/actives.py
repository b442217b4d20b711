"""Counted people as the object of a verb of harm: "killed 12 soldiers", "killed a guard and 12 soldiers"."""

import re

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention, NounPhrase, make_mention
from tollbook.extraction.tokens import Sentence

_ACTIVE = re.compile(r"(?P<harm>[kgv])(?P<between>p?[aDFLw]?[aDob]{0,2}|&w[ab]?)$")

# "Lost 12 tanks and 300 men": things stand first in the list.
_BEHIND_THINGS = re.compile(r"(?P<harm>[kgv])(?:p?[ab]{0,2}N[aDw]{0,3}U{1,2},?[&,])+[aob]{0,2}$")

# "Killed a guard, his wife and 12 soldiers", "claimed the lives of a guard and 12 soldiers".
_JOINED = re.compile(
    r"(?P<harm>[kgv]|l(?=o))(?:(?:[aDLFwMCPo']|U(?=[MCP])){1,8},){0,2}?(?:[aDLFwMCPo']|U(?=[MCP])){1,8},?[&,][ab]{0,2}$"
)

# "Was killed in the town along with his wife and 12 soldiers".
_ALONG = re.compile(r"(?P<harm>[kgvij])[^Nkgvij;]{0,20}(?:&|,b(?=b))(?:[aDLFw']{0,3}[MCP]w{0,3},?[&,]){0,3}[ab]{0,2}$")

# "12 soldiers whom the rebels captured".
_OBJECT_RELATIVE = re.compile(r"r?(?:a?[DLF]U?|a[MUw])b{0,2}(?P<harm>k)(?![aDNMCPLF])")

_ALONGSIDE = word_set("alongside")
_SOFTENING = word_set("softening")
_OPEN_VERBS = frozenset({"claiming", "destroyed", "lose", "loses", "losing", "lost"})
_RARELY_BARE = frozenset({"claiming", "destroyed", "execute", "executed"})


def read_active(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "Killed at least 12 soldiers"."""
    match = _ACTIVE.search(sentence.tags[:at])
    if match is None or not _is_active(sentence, at, phrase, match):
        return None
    return make_mention(sentence, at, phrase, match.start("harm"), "active", is_subset)


def read_object_relative(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "12 soldiers the rebels had captured"."""
    match = _OBJECT_RELATIVE.match(sentence.tags, phrase.end) if phrase.kind == "person" else None
    return make_mention(sentence, at, phrase, match.start("harm"), "object_relative") if match is not None else None


def read_joined(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "Killed a guard and 12 soldiers", "lost 12 tanks and 300 men"."""
    if phrase.kind != "person":
        return None
    left = sentence.tags[:at]
    joined = _JOINED.search(left)
    if joined is not None and _may_be_things(sentence, joined.start("harm"), phrase):
        joined = None
    match = joined or _BEHIND_THINGS.search(left)
    return make_mention(sentence, at, phrase, match.start("harm"), "joined") if match is not None else None


def read_alongside(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "Was killed, along with 12 soldiers", "was killed, as were 12 soldiers"."""
    match = _ALONG.search(sentence.tags[:at]) if phrase.kind == "person" else None
    if match is None:
        return None
    before = sentence.lows[max(match.start("harm") + 1, at - 8) : at]
    is_as_were = before[-2:-1] == ["as"] and before[-1] in {"did", "was", "were"}
    if not is_as_were and _ALONGSIDE.isdisjoint(before):
        return None
    return make_mention(sentence, at, phrase, match.start("harm"), "joined")


def _is_active(sentence: Sentence, at: int, phrase: NounPhrase, match: re.Match[str]) -> bool:
    """Whether the number is what the verb before it says, and counts people rather than things."""
    lows, verb = sentence.lows, match.start("harm")
    word = sentence.tokens[verb].harm
    if word is None or (match["between"][:1] == "p" and lows[match.start("between")] not in _SOFTENING):
        return False  # "killed by 12 gunmen"
    if word.measure == "captured" and _is_no_prisoner(sentence, verb, phrase):
        return False
    if _may_be_things(sentence, verb, phrase):
        return False
    if phrase.kind == "unknown":
        return word.measure != "captured" and lows[verb] not in _OPEN_VERBS
    if phrase.kind == "none":
        return _is_bare_object(sentence, at, verb)
    return lows[verb] != "claiming" or phrase.kind == "lives"


def _is_no_prisoner(sentence: Sentence, verb: int, phrase: NounPhrase) -> bool:
    """Whether those captured are civilians or hostages, or may be villages."""
    if phrase.head is None:
        return _is_first(sentence.tags, verb)
    return sentence.tags[phrase.head] in "Cw" or "hostages" in sentence.lows


def _is_bare_object(sentence: Sentence, at: int, verb: int) -> bool:
    """Whether a number without a noun ("killed 12", "lost 500 in a day") counts people."""
    token, low = sentence.tokens[at], sentence.lows[verb]
    if low in _RARELY_BARE and sentence.lows[at - 1] != "the":
        return False
    follows = sentence.tags[at + 1 : at + 2]
    following = sentence.tokens[at + 1].text if follows else ""
    if low in {"lose", "loses", "losing", "lost"}:
        is_large = token.number is not None and token.number.lower >= 10
        return is_large and follows not in {"w", "U"} and not (follows == "," and following in "-–—")
    return follows != "w" or not following[:1].islower() or following in {"overnight", "others"}


def _may_be_things(sentence: Sentence, verb: int, phrase: NounPhrase) -> bool:
    """Whether "captured two others" may speak of villages, since no people were counted before in the same row."""
    word = sentence.tokens[verb].harm
    is_vague = phrase.head is not None and sentence.lows[phrase.head] in {"other", "others"}
    return is_vague and word is not None and word.measure in {"losses", "captured"} and _is_first(sentence.tags, verb)


def _is_first(tags: str, verb: int) -> bool:
    """Whether no verb of harm with its number stands before, in a list with this one ("killed 25, captured 24")."""
    return re.search(r"[kgv](?:N[aDLFwMCP]{0,4},?&?[ab]{0,2}|&)$", tags[:verb]) is None
