"""Counted people as the subject of their harm: "12 soldiers were killed", "12 of the dead", "12 were among the dead".

What may stand between the noun phrase and the word of harm is a regular expression over the letters of a tagged
sentence (see ``tokens``).
"""

import re

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention, NounPhrase, is_plural_word, make_mention, names_part
from tollbook.extraction.tokens import Sentence

# Behind the noun phrase: attributes of place, time and kind, a participle with its own ("working in the town"), people
# named after the counted.
_ATTRIBUTES = (
    r"(?:[po][aDLFwMCPUTo'&]{0,8}?|T|,?a[MCPD]{1,2}(?:&[MCP])?|-a?[MCP]|,?&a{0,2}(?:wo)?[DLFwU]{0,2}[MCPDw]|"
    r"(?:,[aDLFw]{0,3}[MCPw]){1,4},?&[aDLFwU]{0,3}[MCPw]|,a?D[MCP]?|aU|p[^Nkgvijsr&,]{1,12}?(?=bb?k)|"
    r"w[aDLFwMCPUTpo'b]{0,10}?(?=bb?[kp]))"
)
# Then an insertion between commas, dashes or brackets: parts, names, a title.
_INSERTION = (
    r"(?P<insertion>,[^,]{1,60}?,(?=[bqkijrs])|-[^-]{1,60}?-{1,2}|\([^)]{1,60}?\)|,?I[^,]{1,20}?(?=[bj])|"
    r",I[^,]{1,12},&[aDLFw]{0,3}[MCP](?=b)|,[awDLFMCPp']{1,4}(?:&[awDLFMCPp']{1,4})?(?=bb?k)|,(?=i))?[MCP]?"
)
# Then a relative pronoun, auxiliaries, other verbs, and the word of harm.
_RELATIVE = r"(?P<relative>,a(?=b{0,2}k)|,?r(?:[aDwLPCMU]{1,4}(?=[sb]b)|[^kgvijN,]{2,14}?,?(?=b))?)?"
_OTHER_VERBS = r"(?P<first>(?:[wkj][wb]?,?){1,3}?&b?|wp?(?=j))?"
_UP_TO_VERB = rf"\)?(?P<post>{_ATTRIBUTES}{{0,4}}){_INSERTION}{_RELATIVE}(?P<aux>[bqasI]{{0,7}}?)"
_PASSIVE = re.compile(rf"{_UP_TO_VERB}{_OTHER_VERBS}(?P<harm>[kij])")
# "Left seven dead and wounded 26": where another verb follows, the first word of harm counts.
_PASSIVE_FIRST = re.compile(rf"{_UP_TO_VERB}(?P<first>)(?P<harm>[kij])")

# "Twenty killed 30 injured": in headlines, the next figure is no object of the verb.
_ANOTHER_FOLLOWS = re.compile(r"(?:N[aDLFMCP]{0,3}|P)[kj](?![aDLF]{0,2}[MCP])")

# "Two soldiers advanced on the town and were killed".
_SHARED = re.compile(r"[^Nkgvij;]{1,24}?[,&]{1,2}a?(?P<aux>b)b{0,3}(?P<harm>[kij])(?![aDLF]{0,2}[NMCP])")
_OPENS_PASSIVE = frozenset({"are", "being", "had", "have", "later", "then", "was", "were"})

_AMONG = re.compile(
    rf"{_ATTRIBUTES}{{0,4}}(?:,[^,]{{1,40}},)?(?P<among>b{{1,3}}p)[aNPMC]{{0,4}}(?:rb{{0,3}})?(?P<harm>[kijh])"
)

_PARTICIPLE_ENDINGS = ("ing", "ed", "held", "caught", "born", "taken", "known", "found")

_AT_RISK = frozenset({"danger", "risk"})
_RECEIVED = re.compile(r"(?:,?a[MCPD]{1,2}(?:&[MCP])?,?)?[bp]{0,3}w?(?P<from>p)?[aCwDo]{0,3}(?P<harm>[hv])")

_RECEIVING = word_set("receiving")
_TAKING = word_set("taking")
_NEGATING = frozenset({"not", "should"})
_HAVE = frozenset({"had", "has", "have", "having"})
_BE = word_set("passive_auxiliaries")


def read_passive(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "12 soldiers from the town were killed", "12 soldiers dead"."""
    harm = _find_passive(sentence, at, phrase)
    if harm is None:
        return None
    return make_mention(sentence, at, phrase, harm, "passive", is_subset or names_part(sentence, at, phrase))


def _find_passive(sentence: Sentence, at: int, phrase: NounPhrase) -> int | None:
    """The word of harm (token index) that is said of the people whom the number at ``at`` counts."""
    tags = sentence.tags
    is_inserted = phrase.head is None and tags[at - 1 : at] == "-" == tags[phrase.end : phrase.end + 1]  # "– 14 – died"
    for pattern in (_PASSIVE, _PASSIVE_FIRST):
        match = pattern.match(tags, phrase.end + is_inserted)
        if match is not None and _is_passive(sentence, at, phrase, match):
            return match.start("harm")
    shared = _SHARED.match(tags, phrase.end) if phrase.kind == "person" else None
    if shared is not None and sentence.lows[shared.start("aux")] in _OPENS_PASSIVE:
        return shared.start("harm")
    return None


def read_among(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "12 children were among the dead"."""
    match = _AMONG.match(sentence.tags, phrase.end) if phrase.kind in {"person", "unknown"} else None
    if match is None or sentence.lows[match.end("among") - 1] not in {"among", "amongst"}:
        return None
    return make_mention(sentence, at, phrase, match.start("harm"), "among", True)


def read_received(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "12 soldiers suffered severe injuries", "12 villagers have been treated for injuries"."""
    match = _RECEIVED.match(sentence.tags, phrase.end) if phrase.kind in {"person", "none"} else None
    if match is None or (match["from"] is not None and sentence.lows[match.start("from")] not in {"for", "from"}):
        return None
    harm = match.start("harm")
    is_wound = sentence.tags[harm] == "h" or sentence.lows[harm] == "wounds"
    is_own = sentence.lows[harm] not in {"casualties", "death", "deaths", "losses"}
    if not (is_wound and is_own) or _RECEIVING.isdisjoint(sentence.lows[phrase.end : harm]):
        return None
    return make_mention(sentence, at, phrase, harm, "received", is_subset)


def read_taken_prisoner(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "Took 12 soldiers prisoner", "taken dozens as prisoners"."""
    lows = sentence.lows
    if _TAKING.isdisjoint(lows[max(0, at - 3) : at]):
        return None
    behind = phrase.end + (lows[phrase.end : phrase.end + 1] == ["as"])
    nouns = [i for i in (behind, phrase.head) if i is not None and lows[i : i + 1] in (["prisoner"], ["prisoners"])]
    return Mention(at, nouns[0], "captured", "taken_prisoner", phrase.head, phrase.end) if nouns else None


def _is_passive(sentence: Sentence, at: int, phrase: NounPhrase, match: re.Match[str]) -> bool:
    """Whether the words between say that the counted people came to harm, rather than did harm."""
    tokens = sentence.tokens
    if match["post"].startswith("w") and not tokens[match.start("post")].low.endswith(_PARTICIPLE_ENDINGS):
        return False
    if tokens[at].low == "one" and phrase.is_partitive and not match["aux"]:
        return False
    word = tokens[match.start("harm")].harm
    if (
        word is not None
        and word.measure == "captured"
        and phrase.head is not None
        and sentence.tags[phrase.head] == "C"
    ):
        return False
    auxiliaries = sentence.lows[match.start("aux") : match.end("aux")]
    if match["harm"] in "ij":
        return _tells_state(sentence, at, phrase, match, auxiliaries)
    return _is_suffered(sentence, at, phrase, match, auxiliaries)


def _tells_state(sentence: Sentence, at: int, phrase: NounPhrase, match: re.Match[str], auxiliaries: list[str]) -> bool:
    """Whether an adjective or intransitive verb ("dead", "died") is said of the counted."""
    tags, harm = sentence.tags, match.start("harm")
    after = tags[harm + 1 : harm + 2]
    is_adjective = match["harm"] == "j"
    if is_adjective and (after == "U" or (after in set("MCPh") and (match["first"] or tags[harm - 1] == "o"))):
        return False  # "3 missing trucks", "12 women mourned dead relatives", "400 friends of missing people"
    if match["post"] and sentence.lows[harm - 1] in {"the", "their", "its"} and "among" not in sentence.lows[at:harm]:
        return False  # "42 funerals for the dead"
    if phrase.kind == "unknown" and match["harm"] == "i" and not auxiliaries:
        return True
    return not (match["relative"] and "not" in auxiliaries)


def _is_suffered(sentence: Sentence, at: int, phrase: NounPhrase, match: re.Match[str], auxiliaries: list[str]) -> bool:
    """Whether a participle ("killed") is said of the counted, and is not what they did themselves."""
    tags, lows, harm = sentence.tags, sentence.lows, match.start("harm")
    if (
        not _NEGATING.isdisjoint(auxiliaries)
        or not _AT_RISK.isdisjoint(lows[at:harm])
        or _has_own_subject(sentence, match)
    ):
        return False
    if any(set(low.split()) & _BE for low in auxiliaries):
        return lows[harm] != "destroyed" or phrase.kind == "person"
    if _has_object(sentence, harm):
        return False
    if lows[harm] in {"lost", "captured", "destroyed"}:
        return phrase.kind == "person" and _HAVE.isdisjoint(auxiliaries)  # "250,000 troops lost"
    if not _HAVE.isdisjoint(auxiliaries):
        return tags[harm + 1 : harm + 2] != "w" or not sentence.tokens[harm + 1].text.isalpha()
    if match["relative"]:
        return lows[harm - 1] == "where" and harm == phrase.end + 1  # "12 people where killed": misspelt
    return not (
        phrase.kind == "none" and (match["post"] or is_plural_word(sentence, harm + 1))
    )  # "4 destroyed tunnels"


def _has_object(sentence: Sentence, verb: int) -> bool:
    """Whether other people come to harm through the verb: "killed the guards", but not "killed that year"."""
    after = sentence.tags[verb + 1 : verb + 3]
    if re.match(r"[aDoLF]{0,2}[NMCP]|a|'", after) is None or _ANOTHER_FOLLOWS.match(sentence.tags, verb + 1):
        return False
    near = sentence.tokens[verb + 1 : verb + 4]
    is_time = any(t.tag == "T" or (t.noun is not None and t.noun.kind == "time") for t in near)
    return not (is_time and sentence.lows[verb + 1] in {"each", "every", "that", "the", "this"})


def _has_own_subject(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a relative clause of place tells of somebody else: "with 12 others to a town where he was killed"."""
    relative = match["relative"] or ""
    first = match.start("relative") + relative.startswith(",")
    return len(relative.strip(",")) > 1 and sentence.lows[first] == "where"
