"""Find the numbers that count people who came to harm, by the grammar that joins number and word of harm.

The rules are regular expressions over the letters of a tagged sentence (see ``tokens``): active ("killed 12 soldiers"),
passive ("12 soldiers were killed"), nominal ("12 deaths"), summed up ("the toll rose to 12"), part of another figure
("including 2 children"), and joined by coordination.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from tollbook.claims import Measure
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.tokens import Sentence, Token


@dataclass(slots=True)
class Mention:
    """A number that counts harmed people: indices into the sentence's tokens.

    ``harm`` is the word of harm (or the one taken over from ``parent``), ``head`` the counted noun if there is one, ``end``
    the first token behind the counted noun phrase, ``rule`` the rule that joined them.
    """

    number: int
    harm: int
    measure: Measure
    rule: str
    head: int | None
    end: int
    is_subset: bool = False
    parent: "Mention | None" = None


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """What a number counts: index of its noun (``None`` if elided), the first token behind it, and its kind."""

    head: int | None
    end: int
    kind: str  # person, thing, harm, lives, unknown, none
    is_partitive: bool
    harm: int | None


_INSIDE = set("aDLFwMCPUhlk'")
_KNOWN = set("MCPUhl")

# Behind the noun phrase: attributes of place and time, an insertion, a relative pronoun, auxiliaries, then the word of harm.
_PASSIVE = re.compile(
    r"\)?(?P<post>(?:[po][aDLFwMCPUTo'&]{0,8}?|T|,?a[MCPD]{1,2}(?:&[MCP])?|-a?[MCP]|,?&a{0,2}[DLFwU]{0,2}[MCPD]|,a?D[MCP]?|aU|p[^Nkgvijsr&,]{1,12}?(?=bb?k)){0,4})"
    r"(?P<insertion>,[^,]{1,60}?,(?=[bqkijrs])|-[^-]{1,60}?-{1,2}|\([^)]{1,60}?\)|,?I[^,]{1,20}?(?=b))?[MCP]?"
    r"(?P<relative>,?r(?:[aDwLPCMU]{1,4}(?=[sb]b)|[^kgvijN,]{2,14}?,?(?=b))?)?(?P<aux>[bqasI]{0,7}?)(?P<first>[wkj]w?&b?)?(?P<harm>[kij])"
)
_ACTIVE = re.compile(r"(?P<harm>[kgv])(?P<between>p?[aDFLw]?[aDob]{0,2})$")
_JOINED = re.compile(r"(?P<harm>[kgv])(?P<between>[aDLFwMCPo']{1,8},?[&,])[aob]{0,2}$")
_AMONG = re.compile(r"(?:,[^,]{1,40},)?b{1,3}p[aNPMC]{0,4}(?P<harm>[kjh])")
_ALONG = re.compile(r"(?P<harm>[kij])[^N;]{0,9}&[ab]{0,2}$")
_OBJECT_RELATIVE = re.compile(r"r?a?[DLF]U?b{0,2}(?P<harm>k)(?![aDNMCPLF])")
_OF_THE_HARMED = re.compile(r"[oI]a{0,2}N?[MCP]?(?P<harm>[kjh]),[ab]{0,2}$")
_RECEIVED = re.compile(r"[bp]{0,3}w?[awDo]{0,3}(?P<harm>h)")
_OF = re.compile(r"(?P<harm>[hlgtk])(?:[bk&,]{0,3})o[aDwo]{0,3}$")
_TOLL = re.compile(r"(?P<harm>[th])(?P<between>[^Nthkgv;]{0,14})$")
_LABEL = re.compile(r"(?:^|,)[awDMCP]{0,3}(?P<harm>[kjhtgi])[awoMCPp]{0,3},{1,3}[abw]{0,1}$")
_SUBSET = re.compile(r"I[abo,]{0,3}$")
_COORDINATED = re.compile(r"(?:[aDLFMCPTpoU'bw]|NU){0,9}?(?:,[^,N]{1,10})?[,&(-]{1,2}[abopI]{0,3}$")
_LIST_AHEAD = re.compile(r"(?:[po][aDLFwMCPUTo']{1,5})?(?:,a{0,2}[DLFw]{0,2}[MCP])*(?:,|,?&|-)[ab]{0,2}$")
_RECEIVING = word_set("receiving")
_BE = word_set("passive_auxiliaries")
_RISING = word_set("rising")
_ALONGSIDE = word_set("alongside")
_CONNECTORS = word_set("toll_connectors")


def find_mentions(
    sentence: Sentence, last: Mention | None = None, last_sentence: Sentence | None = None
) -> list[Mention]:
    """Return the mentions of harmed people in ``sentence``, in the order of the text.

    ``last`` is the last mention before this sentence, in ``last_sentence``; "six of them were fighters" and "the agency put the
    number at 90" take their word of harm from it.
    """
    found: dict[int, Mention] = {}
    numbers = [i for i, t in enumerate(sentence.tokens) if t.number is not None and not _is_excluded(sentence, i)]
    phrases = {i: read_noun_phrase(sentence, i) for i in numbers}
    inside = {j for i, p in phrases.items() for j in range(i + 1, p.end)}
    numbers = [i for i in numbers if i not in inside]
    for i in numbers:
        mention = _link(sentence, i, phrases[i])
        if mention is not None:
            found[i] = mention
    for i in reversed(numbers):
        if i not in found:
            mention = _join_ahead(sentence, i, phrases[i], found)
            if mention is not None:
                found[i] = mention
    for i in numbers:
        if i not in found:
            mention = _inherit(sentence, i, phrases[i], found)
            if mention is not None:
                found[i] = mention
    has_harm = any(t.harm is not None for t in sentence.tokens)
    if last is not None and last_sentence is not None and not has_harm:
        found.update(_refer_back(sentence, numbers, phrases, last))
    for i in numbers:
        before = next((found[j] for j in sorted(found, reverse=True) if j < i), None)
        if i not in found and before is not None and phrases[i].kind == "none" and _gives_another_count(sentence, i):
            found[i] = Mention(i, before.harm, before.measure, "another_count", None, phrases[i].end)
    return [found[i] for i in sorted(found)]


def _is_excluded(sentence: Sentence, at: int) -> bool:
    """Whether the number is one of money, percentage, age, rank, clock or the like, whatever stands around it."""
    tokens, token = sentence.tokens, sentence.tokens[at]
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    before = tokens[at - 1].low if at else ""
    if (
        after
        in {
            "%",
            "percent",
            "per cent",
            "percentage",
            "times",
            "-",
            "year-old",
            "years-old",
            "°",
            "st",
            "nd",
            "rd",
            "th",
        }
        and after != "-"
    ):
        return True
    if before in {
        "$",
        "€",
        "£",
        "₽",
        "us$",
        "aged",
        "age",
        "no",
        "number",
        "chapter",
        "page",
        "article",
        "section",
        "resolution",
        "route",
        "level",
        "group",
        "phase",
        "figure",
        "channel",
        "protocol",
        "ages",
        "#",
        "no.",
    }:
        return not (before == "number" and False)
    if token.text.startswith("0") or (before == "of" and at > 1 and tokens[at - 2].low in {"age", "ages"}):
        return True
    return _is_age(sentence, at) or _is_captivity(sentence, at)


_CAPTIVITY = word_set("captivity")


def _is_captivity(sentence: Sentence, at: int) -> bool:
    """Whether the number counts abducted, arrested or displaced people: "taking 240 others hostage"."""
    tokens, tags = sentence.tokens, sentence.tags
    for i in range(at + 1, min(at + 10, len(tokens))):
        if tokens[i].low in _CAPTIVITY:
            return True
        if tags[i] in "kgvijhN,&r(":
            break
    return at > 0 and tokens[at - 1].low in {
        "abducting",
        "kidnapping",
        "displacing",
        "arresting",
        "detaining",
        "abducted",
        "kidnapped",
        "arrested",
    }


def _is_age(sentence: Sentence, at: int) -> bool:
    """Whether the number stands alone between marks behind a name: "Yana, 21," or "(28)"."""
    tags, token = sentence.tags, sentence.tokens[at]
    if (
        token.qualifier is not None
        or token.number is None
        or not (0 < token.number.lower < 110)
        or token.number.is_vague
    ):
        return False
    before, after = tags[at - 1 : at], tags[at + 1 : at + 2]
    marks = {"(", ","}
    closes = {")", ",", ".", ";"}
    if at and before == "," and sentence.tokens[at - 1].text in marks:
        next_text = sentence.tokens[at + 1].text if at + 1 < len(tags) else "."
        if next_text in closes and not token.text.startswith("+"):
            two_back = sentence.tokens[at - 2] if at >= 2 else None
            return two_back is not None and two_back.text[:1].isupper() and two_back.tag in "wLDFaMCP"
    return after == "" and False


def read_noun_phrase(sentence: Sentence, at: int) -> NounPhrase:
    """Return what the number at ``at`` counts, read forward from it ("12 Red Cross workers", "two of its soldiers")."""
    tags = sentence.tags
    i, is_partitive = at + 1, False
    if tags[i : i + 1] == "o" or (tags[i : i + 1] == "I" and sentence.tokens[i].low.startswith("of")):
        i, is_partitive = i + 1, True
    heads: list[int] = []
    harm: int | None = None
    first = i
    if tags[i : i + 2] in {"aU", "pU"} and sentence.tokens[i].low in {"a", "per", "each", "every"}:
        return NounPhrase(None, first, "none", is_partitive, None)  # "1,000 a day"
    while i < len(tags) and i - first < 8 and tags[i] in _INSIDE:
        tag = tags[i]
        if tag == "k":
            # "12 wounded soldiers", "one of those killed": inside; "12 soldiers killed": behind the noun, not inside.
            if heads or not (is_partitive or tags[i + 1 : i + 2] in {"M", "C", "P"}):
                break
            harm = i
        elif tag in _KNOWN:
            if heads and i != heads[-1] + 1:
                break
            heads.append(i)
        elif heads:
            break
        i += 1
        if (
            tags[i : i + 1] == "&"
            and i - first < 5
            and re.match(r"&[aDLFw]{0,2}[MCP]", tags[i:])
            and not (heads and tags[heads[-1]] in "CP")
        ):
            i += 1  # "70 regime and rebel fighters"
            heads.clear()
    if not heads:
        return _without_known_noun(sentence, at, first, i, is_partitive, harm)
    head = heads[-1]
    kind = {"U": "thing", "h": "harm", "l": "lives"}.get(tags[head], "person")
    end = head + 1
    if (
        tags[end : end + 1] == "o"
        and kind == "person"
        and sentence.tokens[head].low in {"members", "member", "pairs", "family"}
    ):
        while end < len(tags) and tags[end] in "oaDLFwMCPU'N":
            end += 1
    return NounPhrase(head, end, kind, is_partitive, harm)


def _without_known_noun(
    sentence: Sentence, at: int, first: int, end: int, is_partitive: bool, harm: int | None
) -> NounPhrase:
    tags = sentence.tags
    words = [i for i in range(first, end) if tags[i] in "wDLF" and sentence.tokens[i].text[:1].isalpha()]
    if not words:
        return NounPhrase(None, first if not is_partitive else end, "none", is_partitive, harm)
    nouns = [i for i in words if sentence.tokens[i].low.endswith(("s", "men", "people")) or tags[i] in "DF"]
    head = nouns[0] if nouns else words[0]
    kind = "unknown" if nouns else "none"
    return NounPhrase(head if nouns else None, (head + 1) if nouns else first, kind, is_partitive, harm)


def _link(sentence: Sentence, at: int, phrase: NounPhrase) -> Mention | None:
    """The mention that the number at ``at`` makes by itself, or ``None``."""
    tags, tokens = sentence.tags, sentence.tokens

    def made(harm: int, rule: str, is_subset: bool = False) -> Mention:
        word = tokens[harm].harm
        assert word is not None
        return Mention(at, harm, _measure(sentence, at, harm, phrase), rule, phrase.head, phrase.end, is_subset)

    is_subset = _SUBSET.search(tags, 0, at) is not None and bool(_SUBSET.search(tags[:at]))
    if phrase.kind == "thing":
        return None
    if phrase.kind == "harm" and phrase.head is not None:
        if _is_idiom(tokens, phrase.head):
            return None
        return made(phrase.head, "nominal", is_subset)
    if phrase.kind == "lives" and phrase.head is not None:
        return made(phrase.head, "lives")
    if phrase.harm is not None:
        if tokens[at].low == "one":
            return None
        return made(phrase.harm, "attribute", is_subset or _is_part_of(tokens[at], phrase))
    passive = _PASSIVE.match(tags, phrase.end)
    if passive is not None and _is_passive(sentence, at, phrase, passive):
        return made(passive.start("harm"), "passive", is_subset or _is_part_of(tokens[at], phrase))
    left = tags[:at]
    of = _OF.search(left)
    if of is not None and tokens[of.start("harm")].harm is not None and phrase.kind in {"person", "unknown", "none"}:
        word = tokens[of.start("harm")]
        if word.tag != "k":
            return made(of.start("harm"), "of", is_subset)
    active = _ACTIVE.search(left)
    if active is not None and _is_active(sentence, at, phrase, active):
        return made(active.start("harm"), "active", is_subset)
    among = _AMONG.match(tags, phrase.end)
    if (
        among is not None
        and phrase.kind in {"person", "unknown"}
        and tokens[among.start("harm") - 2 - (tags[among.start("harm") - 1] == "P")].low
        in {"among", "amongst"}
        | {t.low for t in tokens[phrase.end : among.start("harm")] if t.low in {"among", "amongst"}}
    ):
        return made(among.start("harm"), "among", True)
    received = _RECEIVED.match(tags, phrase.end)
    if (
        received is not None
        and phrase.kind in {"person", "none"}
        and tokens[received.start("harm")].low not in {"death", "deaths", "casualties", "losses"}
        and _RECEIVING & {t.low for t in tokens[phrase.end : received.start("harm")]}
    ):
        return made(received.start("harm"), "received", is_subset)
    along = _ALONG.search(left)
    if along is not None and phrase.kind == "person" and any(t.low in _ALONGSIDE for t in tokens[max(0, at - 3) : at]):
        return made(along.start("harm"), "joined")
    relative = _OBJECT_RELATIVE.match(tags, phrase.end)
    if relative is not None and phrase.kind == "person":
        return made(relative.start("harm"), "object_relative")
    joined = _JOINED.search(left)
    if joined is not None and phrase.kind == "person" and not is_subset:
        return made(joined.start("harm"), "joined")
    if is_subset:
        return None
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


def _measure(sentence: Sentence, at: int, harm: int, phrase: NounPhrase) -> Measure:
    word = sentence.tokens[harm].harm
    assert word is not None
    if word.measure == "losses" and word.tag in "kgv" and (phrase.kind == "lives" or _speaks_of_deaths(sentence, harm)):
        return "killed"
    return word.measure


def _speaks_of_deaths(sentence: Sentence, verb: int) -> bool:
    """Whether the sentence says before "lost" that it speaks of deaths: "When it comes to deaths, the army has lost 500 men"."""
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
    return tokens[head].low == "death" and following in {
        "threats",
        "threat",
        "sentence",
        "sentences",
        "row",
        "penalty",
        "penalties",
        "squads",
        "squad",
        "camp",
        "camps",
        "certificates",
        "toll",
    }


def _is_part_of(token: Token, phrase: NounPhrase) -> bool:
    """Whether "12 of the soldiers" names a part; "hundreds of soldiers" does not."""
    return phrase.is_partitive and token.number is not None and not token.number.is_vague


def _is_passive(sentence: Sentence, at: int, phrase: NounPhrase, match: re.Match[str]) -> bool:
    """Whether the words between say that the counted people came to harm, rather than did harm."""
    tags, tokens = sentence.tags, sentence.tokens
    harm = match.start("harm")
    auxiliaries = [tokens[i] for i in range(match.start("aux"), match.end("aux"))]
    after = tags[harm + 1 : harm + 3]
    if tokens[at].low == "one" and phrase.is_partitive and not auxiliaries:
        return False
    if (
        tokens[harm].harm is not None
        and tokens[harm].harm.measure == "captured"
        and phrase.head is not None
        and tags[phrase.head] == "C"
    ):
        return False
    if match["harm"] in "ij":
        if phrase.kind == "unknown" and match["harm"] == "i" and not auxiliaries:
            return True
        return not (match["relative"] and any(t.low in {"not"} for t in auxiliaries))
    if any(t.low == "not" for t in auxiliaries):
        return False
    has_be = any(set(t.low.split()) & _BE for t in auxiliaries)
    if not has_be:
        has_object = re.match(r"[aDoLF]{0,2}[NMCP]|a|'", after) is not None
        if tokens[harm].low == "lost" or tokens[harm].low in {"captured", "destroyed"}:
            # "12 brigades lost 500 men"; "250,000 troops lost" stands alone.
            return not has_object and phrase.kind == "person"
        if auxiliaries and any(t.low in {"have", "has", "had", "having"} for t in auxiliaries):
            return not has_object
        if match["relative"]:
            return False
        if phrase.kind == "none" and match["post"]:
            return False
        return not has_object
    return True


def _is_active(sentence: Sentence, at: int, phrase: NounPhrase, match: re.Match[str]) -> bool:
    tags, tokens = sentence.tags, sentence.tokens
    harm = match.start("harm")
    word = tokens[harm]
    between = match["between"]
    if "," in between and between != ",":
        return False
    if between.startswith(","):
        return False
    if (
        word.harm is not None
        and word.harm.measure == "captured"
        and (phrase.head is None or tags[phrase.head] in "Cw" or "hostages" in sentence.lows)
    ):
        return False
    if phrase.kind == "unknown":
        return (
            word.harm is not None
            and word.harm.measure != "captured"
            and (word.low not in {"lost", "losing", "lose", "loses", "destroyed", "claiming"})
        )
    if phrase.kind == "none":
        if word.low in {"destroyed", "claiming", "capture", "captured", "capturing", "execute", "executed"}:
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
        return follows not in {"w"} or tokens[at + 1].text in ".!?…" or tokens[at + 1].low in {"overnight", "others"}
    if word.low == "claiming":
        return phrase.kind == "lives"
    return True


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
    if tokens[at].low == "one" or (between[-1] == "of" and len(between) > 1 and between[-2] not in {"total", "toll"}):
        return False
    if between[-1] == "by" and set(between) & _RISING:
        return True
    return (
        between[-1] in _CONNECTORS
        or tokens[at].qualifier == "more_than"
        or (between[-1] in {"a", "the", "some"} and len(between) > 1 and between[-2] in _CONNECTORS)
    )


_COUNTING = word_set("counting")
_COUNTED = re.compile(r"(?P<harm>[kij])(?P<between>[^Nkgvij;]{0,22})$")


def _number_of(sentence: Sentence, at: int, phrase: NounPhrase) -> Mention | None:
    """ "The number of soldiers killed in the war has exceeded 40,000"."""
    if phrase.kind not in {"none", "person"}:
        return None
    tokens = sentence.tokens
    match = _COUNTED.search(sentence.tags[:at])
    if match is None:
        return None
    harm = match.start("harm")
    before = [t.low for t in tokens[max(0, harm - 10) : harm]]
    if not any(a in _COUNTING and b == "of" for a, b in pairwise(before)):
        return None
    between = [t.low for t in tokens[match.start("between") : at]]
    if not between or not (set(between) & _CONNECTORS or tokens[at].qualifier == "more_than"):
        return None
    word = tokens[harm].harm
    assert word is not None
    return Mention(at, harm, word.measure, "number_of", phrase.head, phrase.end)


def _inherit(sentence: Sentence, at: int, phrase: NounPhrase, found: dict[int, Mention]) -> Mention | None:
    """A part of a linked figure ("including two children") or a further one in a list ("killed 13 people and 25 soldiers")."""
    tags = sentence.tags
    if phrase.kind in {"thing"}:
        return None
    left = tags[:at]
    before = [found[i] for i in sorted(found) if i < at]
    follows = tags[phrase.end : phrase.end + 1]
    in_brackets = tags[at - 1 : at] == "(" and phrase.kind == "person" and bool(before)
    is_part = bool(_SUBSET.search(left)) or follows == "I" or tags[at + 1 : at + 2] == "I" or in_brackets
    harmed = _OF_THE_HARMED.search(left)
    victims = next((found[j] for j in sorted(found) if j < at and found[j].rule == "victims"), None)
    if victims is not None and harmed is None and (phrase.kind == "none" or tags[at - 1 : at] == "I") and before:
        return Mention(at, victims.harm, victims.measure, "part", phrase.head, phrase.end, True, victims)
    if harmed is not None and phrase.kind in {"none", "person"}:
        word = sentence.tokens[harmed.start("harm")].harm
        assert word is not None
        return Mention(at, harmed.start("harm"), word.measure, "part", phrase.head, phrase.end, True)
    if is_part:
        if phrase.kind not in {"person", "none", "unknown"} or (phrase.kind == "unknown" and not before):
            return None
        source = before[-1] if before else next((found[i] for i in sorted(found)), None)
        if source is not None:
            return Mention(at, source.harm, source.measure, "part", phrase.head, phrase.end, True, source)
        harm = _nearest_harm(sentence, at)
        if harm is not None and phrase.kind == "person" and not phrase.is_partitive:
            word = sentence.tokens[harm].harm
            assert word is not None
            return Mention(at, harm, word.measure, "part_of_unnumbered", phrase.head, phrase.end, True)
        return None
    if before:
        last = before[-1]
        between = tags[max(last.end, last.harm + 1 if last.number < last.harm < at else 0) : at]
        if (
            last.rule in {"active", "of", "toll", "coordination", "passive", "part", "nominal"}
            and _COORDINATED.fullmatch(between)
        ) or (_is_owned(tags, at, phrase) and len(between) < 12):
            follows_place = tags[at + 1 : at + 2] in {"p", "T"}
            is_parallel = (
                last.head is None or tags[last.end : last.end + 1] == "p" or last.rule in {"toll", "of", "nominal"}
            )
            ends = tags[at + 1 : at + 2] in {"", "w", ","} and last.rule == "toll"
            if (
                phrase.kind == "person"
                or (phrase.kind == "none" and ((follows_place and is_parallel) or ends))
                or _is_owned(tags, at, phrase)
            ):
                return Mention(
                    at, last.harm, last.measure, "coordination", phrase.head, phrase.end, last.is_subset, last
                )
    return None


def _is_owned(tags: str, at: int, phrase: NounPhrase) -> bool:
    """ "1.2 million casualties, double that of the neighbour's 600,000": a bare number that a name owns."""
    return phrase.kind == "none" and re.search(r"[LDFP]'$", tags[:at]) is not None


def _join_ahead(sentence: Sentence, at: int, phrase: NounPhrase, found: dict[int, Mention]) -> Mention | None:
    """An earlier member of a list whose verb comes at its end ("30 soldiers and 39 rebels had been killed")."""
    later = next((found[i] for i in sorted(found) if i > at), None)
    if (
        later is None
        or phrase.kind != "person"
        or later.rule not in {"passive", "coordination", "attribute"}
        or later.harm < later.number
    ):
        return None
    if _LIST_AHEAD.fullmatch(sentence.tags[phrase.end : later.number]) is None:
        return None
    return Mention(at, later.harm, later.measure, "coordination", phrase.head, phrase.end, False, None)


def _refer_back(
    sentence: Sentence, numbers: list[int], phrases: dict[int, NounPhrase], last: Mention
) -> dict[int, Mention]:
    """Figures that take up the last one of an earlier sentence: "Six of them were fighters", "They include three women"."""
    found: dict[int, Mention] = {}
    opening = " ".join(sentence.lows[:3])
    for i in numbers:
        phrase = phrases[i]
        is_of_them = sentence.tags[i + 1 : i + 2] == "I"
        is_included = opening.startswith(
            (
                "of that number",
                "of that figure",
                "they include",
                "these include",
                "the victims include",
                "of these",
                "of those",
                "of them",
            )
        )
        if phrase.kind in {"person", "none", "unknown"} and (
            is_of_them or (is_included and phrase.kind != "none") or (found and phrase.kind == "person")
        ):
            found[i] = Mention(i, i, last.measure, "refers_back", phrase.head, phrase.end, True)
        elif phrase.kind == "none" and _gives_another_count(sentence, i):
            found[i] = Mention(i, i, last.measure, "refers_back", phrase.head, phrase.end)
    return found


def _gives_another_count(sentence: Sentence, at: int) -> bool:
    return _ANOTHER_COUNT.search(" ".join(sentence.lows[max(0, at - 8) : at])) is not None


_ANOTHER_COUNT = re.compile(r"\b(?:number|figure|total|count|tally)\b.{0,40}\b(?:at|to|is|was|as)$")


def _nearest_harm(sentence: Sentence, at: int) -> int | None:
    """The word of harm that governs an insertion at ``at``: the last one before it, else the first one behind it."""
    behind = re.search(r"[kgvijh]", sentence.tags[at:])
    before = [i for i in range(at) if sentence.tags[i] in "kgvijht" and sentence.tokens[i].harm is not None]
    if before and at - before[-1] < 15:
        return before[-1]
    if behind is not None and behind.start() < 10:
        return at + behind.start()
    return None
