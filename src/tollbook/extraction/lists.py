"""Members of a list that share one word of harm: "13 villagers and 25 soldiers", "57 by soldiers and 11 by rebels"."""

import re

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.linking import SUBSET
from tollbook.extraction.mentions import Mention, NounPhrase
from tollbook.extraction.tokens import Sentence

# Attributes, people without a number ("his brother's wife"), or an insertion, then the conjunction.
_COORDINATED = re.compile(
    r"(?:[aDLFMCPTpoU'bw]|NU){0,9}?(?:,?[,&]a?[DLFwaCPo']{0,6}[MCPw]){0,5}(?:,[^,N]{1,10})?[,&(-]{1,2}[abopI]{0,3}$"
)

# From an earlier member to a later one: attributes, an insertion, people without a number, then the conjunction.
_LIST_AHEAD = re.compile(
    r"(?:[po][aDLFwMCPUTo']{1,5}|T)?(?:,I[^,;]{1,12}(?=,)|-[^-]{1,30}-|\([^)]{1,30}\))?"
    r"(?:(?:,|,?&)[aDLFw]{0,3}[MCPDF])*(?:,|,?&|-)[ab]{0,2}"
)

# "30 regime and 39 rebel fighters".
_ELIDED_NOUN = re.compile(r"[aDLFw]{1,2}&")

# "Killed 12 people, and 30 residents were rescued", "... 30 residents fled": members of no list.
_OWN_VERB = re.compile(r"(?:p[aDLFwU]{1,3})?(?P<aux>b)b{0,2}[ws]|b{0,3}(?P<verb>w)")

# "Of those killed, five were soldiers and two were medics".
_TELLS_TOO = re.compile(r"b{1,3}[aDLF]{0,2}[MCPDF][^Nkgvijsr]{0,6}[,&][ab]{0,2}(?=Nb{1,3}[aDLF]{0,2}[MCPDF])")

_CONJUNCTION = re.compile(r"[,&-][abI]{0,3}$")
_BREAK = re.compile(r"[^Nkgvijh]{0,12}[-,(][ab]{0,3}")
_FINITE = frozenset({"are", "had", "has", "have", "having", "was", "were"})
_IRREGULAR = word_set("irregular_verbs")
_HOW_BADLY = word_set("how_badly")
_ELIDING = word_set("eliding_prepositions")


def join_ahead(sentence: Sentence, at: int, phrase: NounPhrase, found: dict[int, Mention]) -> Mention | None:
    """An earlier member of a list whose verb comes at its end ("30 soldiers and 39 rebels had been killed")."""
    later = next((found[i] for i in sorted(found) if i > at), None)
    if (
        later is None
        or not (phrase.kind == "person" or _ELIDED_NOUN.fullmatch(sentence.tags, at + 1, later.number))
        or later.rule not in {"passive", "coordination", "among", "nominal"}
        or later.harm < later.number
        or SUBSET.search(sentence.tags[:at]) is not None
    ):
        return None
    if phrase.kind == "person" and _LIST_AHEAD.fullmatch(sentence.tags, phrase.end, later.number) is None:
        return None
    return Mention(at, later.harm, later.measure, "coordination", phrase.head, phrase.end, later.rule == "among", None)


def go_on(sentence: Sentence, at: int, phrase: NounPhrase, last: Mention) -> Mention | None:
    """A later member of a list, behind the ``last`` one: "13 villagers and 25 soldiers", "12 in the north and 3 in"."""
    behind = max(last.end, last.harm + 1 if last.number < last.harm < at else 0)
    has_own_verb = sentence.tags[phrase.end : phrase.end + 1] in set("kij") or _has_own_verb(sentence, phrase)
    if has_own_verb and last.rule != "of":
        return None
    is_broken_down = phrase.kind == "none" and _is_broken_down(sentence, at, behind)
    if not (is_broken_down or _is_member(sentence, at, phrase, last, behind)):
        return None
    is_subset = last.is_subset or is_broken_down
    return Mention(at, last.harm, last.measure, "coordination", phrase.head, phrase.end, is_subset, last)


def _is_member(sentence: Sentence, at: int, phrase: NounPhrase, last: Mention, behind: int) -> bool:
    """Whether the words from ``behind`` the last member to the number, and those after it, make it one more."""
    tags, lows = sentence.tags, sentence.lows
    if phrase.kind == "person":
        is_beside = (
            last.is_subset and last.head is not None and behind == at
        )  # "including 12 women 30 men": scraped text often lost its commas
        return is_beside or _COORDINATED.fullmatch(tags[behind:at]) is not None
    if lows[at - 1] == "to" and lows[last.number - 1] == "from":
        return True  # "increased from 170 before the strike to 600"
    if phrase.kind != "none":
        return False
    return (
        (_is_owned(tags, at) and at - behind < 12)
        or (last.is_subset and _TELLS_TOO.match(tags, behind) is not None)
        or _is_elided(sentence, at, last, behind)
    )


def _has_own_verb(sentence: Sentence, phrase: NounPhrase) -> bool:
    """Whether the counted people do or suffer something else than the harm told of before."""
    match = _OWN_VERB.match(sentence.tags, phrase.end)
    if match is None:
        return False
    if match["aux"] is not None:
        return sentence.lows[match.start("aux")] in _FINITE
    verb = sentence.lows[match.start("verb")]
    return phrase.kind == "person" and verb != "according" and (verb.endswith(("ed", "ing")) or verb in _IRREGULAR)


def _is_elided(sentence: Sentence, at: int, last: Mention, behind: int) -> bool:
    """Whether a bare number takes its noun and verb from the last member: "12 died in the north and 3 in the south"."""
    tags, lows = sentence.tags, sentence.lows
    follows = tags[at + 1 : at + 2]
    if _COORDINATED.fullmatch(tags[behind:at]) is not None:
        is_parallel = last.head is None or tags[behind : behind + 1] == "p" or last.rule in {"toll", "of", "nominal"}
        ends = last.rule == "toll" and follows in {"", "w", ","}
        if ends or (is_parallel and follows in {"p", "T"}) or not _HOW_BADLY.isdisjoint(lows[at + 1 : at + 2]):
            return True
    between = tags[behind:at]
    return (
        lows[behind] in _ELIDING
        and not _ELIDING.isdisjoint(lows[at + 1 : at + 2])
        and _CONJUNCTION.search(between) is not None
        and re.search("[kgvijh]", between) is None
    )


def _is_broken_down(sentence: Sentence, at: int, behind: int) -> bool:
    """Whether a bare number tells of one place, day or doer behind a break: "36 were killed – 21 in the north"."""
    is_told_where = not _ELIDING.isdisjoint(sentence.lows[at + 1 : at + 2])
    breaks = sentence.lows[at - 1] != "," and _BREAK.fullmatch(sentence.tags, behind, at) is not None
    return is_told_where and breaks


def _is_owned(tags: str, at: int) -> bool:
    """ "1.2 million casualties, double that of the neighbour's 600,000": a bare number that a name owns."""
    return re.search(r"[LDFP]'$", tags[:at]) is not None
