"""The grammar that joins a number with its word of harm within a clause.

The rules are regular expressions over the letters of a tagged sentence (see ``tokens``): active ("killed 12 soldiers"),
passive ("12 soldiers were killed"), nominal ("12 deaths"), and summed up ("the toll rose to 12").
"""

import re
from itertools import pairwise

from tollbook.claims import Measure
from tollbook.extraction.exclusions import is_escape, is_of_lives_that_go_on
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention, NounPhrase, is_plural_word
from tollbook.extraction.passives import find_among, find_passive
from tollbook.extraction.tokens import Sentence, Token

_ACTIVE = re.compile(r"(?P<harm>[kgv])(?P<between>p?[aDFLw]?[aDob]{0,2}|&w[ab]?)$")


# "Lost 12 tanks and 300 men": things stand first in the list.
_BEHIND_THINGS = re.compile(r"(?P<harm>[kgv])(?:p?[ab]{0,2}N[aDw]{0,3}U{1,2},?[&,])+[aob]{0,2}$")


_JOINED = re.compile(r"(?P<harm>[kgv]|l(?=o))(?P<between>(?:(?:[aDLFwMCPo']|U(?=[MCP])){1,8},){0,2}?(?:[aDLFwMCPo']|U(?=[MCP])){1,8},?[&,])[ab]{0,2}$")


_ALONG = re.compile(r"(?P<harm>[kgvij])[^Nkgvij;]{0,20}(?:&|,b(?=b))(?:[aDLFw']{0,3}[MCP]w{0,3},?[&,]){0,3}[ab]{0,2}$")


_OBJECT_RELATIVE = re.compile(r"r?(?:a?[DLF]U?|a[MUw])b{0,2}(?P<harm>k)(?![aDNMCPLF])")


_RECEIVED = re.compile(r"(?:,?a[MCPD]{1,2}(?:&[MCP])?,?)?[bp]{0,3}w?(?P<from>p)?[aCwDo]{0,3}(?P<harm>[hv])")


_POSSESSED = re.compile(r"'[ab]{0,2}(?P<harm>h)")


_OF = re.compile(r"(?P<harm>[hlgtkv])(?:[bk&,]{0,3}|p?Tw?|p[aD]{0,2}[LDFw]{1,3})o[aDwo]{0,3}$")


_TOLL = re.compile(r"(?P<harm>[th])(?P<between>[^Nthkgv;]{0,14}(?:pN[MCPT]?b?)?)$")


# "The dead were 12 villagers".
_THE_DEAD_WERE = re.compile(r"a(?P<harm>[jk])b{1,2}$")


_LABEL = re.compile(r"(?:^|,)[awDMCP]{0,3}(?P<harm>[kjhtgi])[awoMCPp]{0,3}[,-]{1,3}[abw]{0,1}$")


SUBSET = re.compile(r"I(?:(?:[aDLFw']{0,4}[MCP],?[,&]){1,6})?[abo,]{0,3}$")


_COUNTING = word_set("counting")
_TAKING = word_set("taking")
_UNKNOWN = frozenset({"uncertain", "unclear", "unknown"})
_VERBAL_NOUNS = word_set("verbal_nouns")
_RECEIVING = word_set("receiving")


_RISING = word_set("rising")


_ALONGSIDE = word_set("alongside")
_DEATH_COMPOUNDS = word_set("death_compounds")


_CONNECTORS = word_set("toll_connectors")


_SOFTENING = word_set("softening")


def link(sentence: Sentence, at: int, phrase: NounPhrase) -> Mention | None:
    """The mention that the number at ``at`` makes by itself, or ``None``."""
    tags, tokens = sentence.tags, sentence.tokens

    def made(harm: int, rule: str, is_subset: bool = False) -> Mention:
        word = tokens[harm].harm
        assert word is not None
        return Mention(at, harm, _measure(sentence, at, harm, phrase), rule, phrase.head, phrase.end, is_subset)

    is_subset = SUBSET.search(tags, 0, at) is not None and bool(SUBSET.search(tags[:at]))
    if phrase.kind == "thing" or (tokens[at].low == "one" and tokens[at].qualifier == "more_than"):
        return None
    if phrase.kind == "harm" and phrase.head is not None:
        if _is_idiom(tokens, phrase.head) or is_escape(sentence, at, phrase.head):
            return None
        return made(phrase.head, "nominal", is_subset)
    if phrase.kind == "lives" and phrase.head is not None:
        if is_of_lives_that_go_on(sentence, at, phrase.end):
            return None
        return made(phrase.head, "lives")
    if phrase.harm is not None:
        if tokens[at].low == "one":
            return None
        return made(phrase.harm, "attribute", is_subset or _is_part_of(tokens[at], phrase))
    prisoner = _taken_prisoner(sentence, at, phrase)
    if prisoner is not None:
        return Mention(at, prisoner, "captured", "taken_prisoner", phrase.head, phrase.end)
    passive = find_passive(sentence, at, phrase)
    if passive is not None:
        return made(passive, "passive", is_subset or _is_part_of(tokens[at], phrase))
    left = tags[:at]
    of = _OF.search(left)
    if of is not None and tokens[of.start("harm")].harm is not None and phrase.kind in {"person", "unknown", "none"}:
        word = tokens[of.start("harm")]
        if word.low in {"loss", "losses", "at the cost"} and phrase.kind == "unknown":
            return None  # "the loss of 20 works"
        if word.low == "fate" and _UNKNOWN.isdisjoint(sentence.lows):
            return None
        if word.tag == "l" and is_of_lives_that_go_on(sentence, of.start("harm"), phrase.end):
            return None
        if word.tag not in "kv" or word.low in _VERBAL_NOUNS:
            return made(of.start("harm"), "of", is_subset)
    possessed = _POSSESSED.match(tags, phrase.end)
    if possessed is not None and phrase.kind == "person":
        return made(possessed.start("harm"), "of", is_subset)
    active = _ACTIVE.search(left)
    if active is not None and _is_active(sentence, at, phrase, active):
        return made(active.start("harm"), "active", is_subset)
    among = find_among(sentence, phrase)
    if among is not None:
        return made(among, "among", True)
    received = _RECEIVED.match(tags, phrase.end)
    if (
        received is not None
        and phrase.kind in {"person", "none"}
        and tokens[received.start("harm")].low not in {"death", "deaths", "casualties", "losses"}
        and (received["from"] is None or tokens[received.start("from")].low in {"for", "from"})
        and (received["harm"] == "h" or tokens[received.start("harm")].low == "wounds")
        and _RECEIVING & {t.low for t in tokens[phrase.end : received.start("harm")]}
    ):
        return made(received.start("harm"), "received", is_subset)
    along = _ALONG.search(left)
    if along is not None and phrase.kind == "person" and _is_alongside(sentence, along.start("harm"), at):
        return made(along.start("harm"), "joined")
    relative = _OBJECT_RELATIVE.match(tags, phrase.end)
    if relative is not None and phrase.kind == "person":
        return made(relative.start("harm"), "object_relative")
    joined = _JOINED.search(left)
    if joined is not None and phrase.kind == "person" and not is_subset and not _may_be_things(sentence, joined, phrase):
        return made(joined.start("harm"), "joined")
    behind_things = _BEHIND_THINGS.search(left)
    if behind_things is not None and phrase.kind == "person" and not is_subset:
        return made(behind_things.start("harm"), "joined")
    if is_subset:
        return None
    told = _THE_DEAD_WERE.search(left)
    if told is not None and phrase.kind == "person" and tokens[told.start()].low == "the":
        return made(told.start("harm"), "told", True)
    label = _LABEL.search(left)
    if label is not None and phrase.kind in {"none", "person"} and _is_label(sentence, at, label):
        return made(label.start("harm"), "label")
    toll = _TOLL.search(left)
    if toll is not None and phrase.kind in {"none", "person", "unknown"} and _is_toll(sentence, toll, at):
        return made(toll.start("harm"), "toll")
    numbered = _number_of(sentence, at, phrase)
    if numbered is None and phrase.head is not None and tokens[phrase.head].low == "victims":
        return Mention(at, phrase.head, "killed", "victims", phrase.head, phrase.end)
    return numbered


def _taken_prisoner(sentence: Sentence, at: int, phrase: NounPhrase) -> int | None:
    """The word that says that the counted were taken prisoner: "took 12 soldiers prisoner", "taken dozens as prisoners"."""
    behind = phrase.end + (sentence.lows[phrase.end : phrase.end + 1] == ["as"])
    noun = behind if phrase.head is None else max(phrase.head, behind if behind < len(sentence.lows) else 0)
    is_taken = not _TAKING.isdisjoint(sentence.lows[max(0, at - 3) : at])
    return noun if is_taken and sentence.lows[noun : noun + 1] in (["prisoner"], ["prisoners"]) else None


def _is_alongside(sentence: Sentence, harm: int, at: int) -> bool:
    """Whether the words before the number add people to those harmed: "as well as 12", "as were 12"."""
    before = sentence.lows[max(harm + 1, at - 8) : at]
    return not _ALONGSIDE.isdisjoint(before) or (before[-2:-1] == ["as"] and before[-1] in {"was", "were", "did"})


def _measure(sentence: Sentence, at: int, harm: int, phrase: NounPhrase) -> Measure:
    word = sentence.tokens[harm].harm
    assert word is not None
    if word.measure == "losses" and word.tag in "kgv" and (phrase.kind == "lives" or _speaks_of_deaths(sentence, harm)):
        return "killed"
    return word.measure


def _speaks_of_deaths(sentence: Sentence, verb: int) -> bool:
    """Whether the sentence says before "lost" that it speaks of deaths: "When it comes to deaths, the army has lost
    500 men"."""
    for i in range(verb - 1, max(-1, verb - 12), -1):
        if sentence.tags[i] == "N":
            return False
        if sentence.tokens[i].low in {"deaths", "fatalities", "killed", "dead"}:
            return True
    return False


def _is_idiom(tokens: list[Token], head: int) -> bool:
    following = tokens[head + 1].low if head + 1 < len(tokens) else ""
    if tokens[head].low in {"loss", "deceased", "loss of life"}:
        return tokens[head].low != "deceased"
    return tokens[head].low == "death" and following in _DEATH_COMPOUNDS


def _is_part_of(token: Token, phrase: NounPhrase) -> bool:
    """Whether "12 of the soldiers" names a part; "hundreds of soldiers" does not."""
    return phrase.is_partitive and token.number is not None and not token.number.is_vague


def _is_active(sentence: Sentence, at: int, phrase: NounPhrase, match: re.Match[str]) -> bool:
    tags, tokens = sentence.tags, sentence.tokens
    harm = match.start("harm")
    word = tokens[harm]
    between = match["between"]
    if between.startswith("p") and tokens[match.start("between")].low not in _SOFTENING:
        return False  # "killed by 12 gunmen"
    if "," in between and between != ",":
        return False
    if between.startswith(","):
        return False
    if (
        word.harm is not None
        and word.harm.measure == "captured"
        and (_is_first(tags, harm) if phrase.head is None else tags[phrase.head] in "Cw" or "hostages" in sentence.lows)
    ):
        return False
    if _may_be_things(sentence, match, phrase):
        return False
    if phrase.kind == "unknown":
        return (
            word.harm is not None
            and word.harm.measure != "captured"
            and (word.low not in {"lost", "losing", "lose", "loses", "destroyed", "claiming"})
        )
    if phrase.kind == "none":
        if word.low in {"destroyed", "claiming", "execute", "executed"} and tokens[at - 1].low != "the":
            return False
        follows = tags[at + 1 : at + 2]
        if word.low in {"lost", "lose", "losing", "loses"}:
            number = tokens[at].number
            return (
                number is not None
                and number.lower >= 10
                and follows not in {"w", "U"}
                and not (follows == "," and tokens[at + 1].text in "-–—")
            )
        return follows not in {"w"} or not tokens[at + 1].text[:1].islower() or tokens[at + 1].low in {"overnight", "others"}
    if word.low == "claiming":
        return phrase.kind == "lives"
    return True


def _may_be_things(sentence: Sentence, match: re.Match[str], phrase: NounPhrase) -> bool:
    """Whether "captured two others" may speak of villages, since no people were counted before in the same row."""
    word = sentence.tokens[match.start("harm")].harm
    is_vague = phrase.head is not None and sentence.lows[phrase.head] in {"other", "others"}
    is_open = word is not None and word.measure in {"losses", "captured"}
    return is_vague and is_open and _is_first(sentence.tags, match.start("harm"))


def _is_first(tags: str, verb: int) -> bool:
    """Whether no verb of harm with its number stands before, in a list with this one ("killed 25, captured 24")."""
    return re.search(r"[kgv](?:N[aDLFwMCP]{0,4},?&?[ab]{0,2}|&)$", tags[:verb]) is None


def _is_label(sentence: Sentence, at: int, match: re.Match[str]) -> bool:
    marks = sentence.tokens[match.start("harm") + 1 : at]
    return any(t.text in {":", "-", "–", "—", "‒", "|"} for t in marks)


def _is_toll(sentence: Sentence, match: re.Match[str], at: int) -> bool:
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


_COUNTED = re.compile(r"(?P<harm>[kij])(?P<between>[^Nkgvij;]{0,22})$")


# "Brought to 49 the number of villagers killed".
_TO_THE_NUMBER = re.compile(r"aw(?:o[aDLFw]{0,3}[MCP])?b?(?P<harm>[kij])")


def _number_of(sentence: Sentence, at: int, phrase: NounPhrase) -> Mention | None:
    """ "The number of soldiers killed in the war has exceeded 40,000"."""
    if phrase.kind not in {"none", "person"}:
        return None
    tokens = sentence.tokens
    ahead = _TO_THE_NUMBER.match(sentence.tags, at + 1)
    if ahead is not None and tokens[at + 2].low in _COUNTING and tokens[at - 1].low in {"at", "to"}:
        word = tokens[ahead.start("harm")].harm
        assert word is not None
        return Mention(at, ahead.start("harm"), word.measure, "number_of", phrase.head, phrase.end)
    match = _COUNTED.search(sentence.tags[:at])
    if match is None:
        return None
    harm = match.start("harm")
    before = [t.low for t in tokens[max(0, harm - 10) : harm]]
    if not any(a in _COUNTING and b == "of" for a, b in pairwise(before)):
        return None
    if "U" in sentence.tags[harm + 1 : harm + 3] or is_plural_word(sentence, harm + 1):
        return None  # "the number of captured farms"
    counted = sentence.tags[max(i for i in range(harm) if tokens[i].low == "of") : harm]
    if "U" in counted and not set(counted) & set("MCP"):
        return None  # "the number of churches destroyed"
    between = [t.low for t in tokens[match.start("between") : at]]
    if not between or not (set(between) & _CONNECTORS or tokens[at].qualifier == "more_than"):
        return None
    word = tokens[harm].harm
    assert word is not None
    return Mention(at, harm, word.measure, "number_of", phrase.head, phrase.end)
