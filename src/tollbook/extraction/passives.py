"""Counted people as the subject of their harm: "12 soldiers were killed", "12 of the dead", "12 were among the dead".

What may stand between the noun phrase and the word of harm is a regular expression over the letters of a tagged sentence (see
``tokens``).
"""

import re

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import NounPhrase
from tollbook.extraction.tokens import Sentence

# Attributes of place, time and kind, a participle with its own ("working in the town"), and people named after the counted.
_ATTRIBUTES = (
    r"(?:[po][aDLFwMCPUTo'&]{0,8}?|T|,?a[MCPD]{1,2}(?:&[MCP])?|-a?[MCP]|,?&a{0,2}(?:wo)?[DLFwU]{0,2}[MCPDw]|"
    r"(?:,[aDLFw]{0,3}[MCPw]){1,4},?&[aDLFwU]{0,3}[MCP]|,a?D[MCP]?|aU|p[^Nkgvijsr&,]{1,12}?(?=bb?k)|w[aDLFwMCPUTpo'b]{0,10}?(?=bb?[kp]))"
)

# Behind the noun phrase: attributes, an insertion, a relative pronoun, auxiliaries, then the word of harm.
_PASSIVE = re.compile(
    rf"\)?(?P<post>{_ATTRIBUTES}{{0,4}})"
    r"(?P<insertion>,[^,]{1,60}?,(?=[bqkijrs])|-[^-]{1,60}?-{1,2}|\([^)]{1,60}?\)|,?I[^,]{1,20}?(?=[bj])|,I[^,]{1,12},&[aDLFw]{0,3}[MCP](?=b)|,[awDLFMCPp']{1,4}(?:&[awDLFMCPp']{1,4})?(?=bb?k))?[MCP]?"
    r"(?P<relative>,a(?=b{0,2}k)|,?r(?:[aDwLPCMU]{1,4}(?=[sb]b)|[^kgvijN,]{2,14}?,?(?=b))?)?(?P<aux>[bqasI]{0,7}?)(?P<first>[wkj][wb]?&b?|wp?(?=j))?(?P<harm>[kij])"
)

# "Left seven dead and wounded 26": where another verb follows, the first word of harm counts.
_PASSIVE_FIRST = re.compile(_PASSIVE.pattern.replace("(?P<first>[wkj][wb]?&b?|wp?(?=j))?", "(?P<first>)"))

# "Twenty killed 30 injured": in headlines, the next figure is no object of the verb.
_ANOTHER_FOLLOWS = re.compile(r"(?:N[aDLFMCP]{0,3}|P)[kj](?![aDLF]{0,2}[MCP])")

# "Two soldiers advanced on the town and were killed".
_SHARED = re.compile(r"[^Nkgvij;]{1,24}?[,&]{1,2}a?(?P<aux>b)b{0,3}(?P<harm>[kij])(?![aDLF]{0,2}[NMCP])")
_OPENS_PASSIVE = frozenset({"are", "being", "had", "have", "later", "then", "was", "were"})

_AMONG = re.compile(rf"{_ATTRIBUTES}{{0,4}}(?:,[^,]{{1,40}},)?(?P<among>b{{1,3}}p)[aNPMC]{{0,4}}(?:rb{{0,3}})?(?P<harm>[kijh])")

_PARTICIPLE_ENDINGS = ("ing", "ed", "held", "caught", "born", "taken", "known", "found")

_BE = word_set("passive_auxiliaries")


def find_passive(sentence: Sentence, at: int, phrase: NounPhrase) -> int | None:
    """Return the word of harm (token index) that is said of the people whom the number at ``at`` counts, or ``None``."""
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


def find_among(sentence: Sentence, phrase: NounPhrase) -> int | None:
    """Return the word of harm (token index) for those among whom the counted people were, or ``None``."""
    if phrase.kind not in {"person", "unknown"}:
        return None
    match = _AMONG.match(sentence.tags, phrase.end)
    if match is None or sentence.lows[match.end("among") - 1] not in {"among", "amongst"}:
        return None
    return match.start("harm")


def _is_passive(sentence: Sentence, at: int, phrase: NounPhrase, match: re.Match[str]) -> bool:
    """Whether the words between say that the counted people came to harm, rather than did harm."""
    tags, tokens = sentence.tags, sentence.tokens
    harm = match.start("harm")
    auxiliaries = [tokens[i] for i in range(match.start("aux"), match.end("aux"))]
    if match["post"].startswith("w") and not tokens[match.start("post")].low.endswith(_PARTICIPLE_ENDINGS):
        return False
    after = tags[harm + 1 : harm + 3]
    if tokens[at].low == "one" and phrase.is_partitive and not auxiliaries:
        return False
    word = tokens[harm].harm
    if word is not None and word.measure == "captured" and phrase.head is not None and tags[phrase.head] == "C":
        return False
    if match["harm"] in "ij":
        if match["harm"] == "j" and after[:1] == "U":
            return False  # "3 missing trucks"
        if match["harm"] == "j" and match["first"] and after[:1] in set("MCPh"):
            return False  # "12 women mourned dead relatives"
        if match["post"] and tokens[harm - 1].low in {"the", "their", "its"} and "among" not in sentence.lows[at:harm]:
            return False  # "42 funerals for the dead"
        if phrase.kind == "unknown" and match["harm"] == "i" and not auxiliaries:
            return True
        return not (match["relative"] and any(t.low in {"not"} for t in auxiliaries))
    if any(t.low == "not" for t in auxiliaries):
        return False
    has_be = any(set(t.low.split()) & _BE for t in auxiliaries)
    if not has_be:
        has_object = re.match(r"[aDoLF]{0,2}[NMCP]|a|'", after) is not None and not _ANOTHER_FOLLOWS.match(tags, harm + 1)
        if tokens[harm].low == "lost" or tokens[harm].low in {"captured", "destroyed"}:
            # "12 brigades lost 500 men"; "250,000 troops lost" stands alone.
            return not has_object and phrase.kind == "person"
        if auxiliaries and any(t.low in {"have", "has", "had", "having"} for t in auxiliaries):
            return not has_object
        if match["relative"]:
            return tokens[harm - 1].low == "where" and harm == phrase.end + 1  # "12 people where killed": misspelt
        if phrase.kind == "none" and match["post"]:
            return False
        return not has_object
    return True
