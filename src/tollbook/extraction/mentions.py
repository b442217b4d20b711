"""What a number counts: the noun phrase behind it, and the mention that it makes together with a word of harm."""

import re
from dataclasses import dataclass

from tollbook.claims import Measure
from tollbook.extraction.tokens import Sentence


@dataclass(slots=True)
class Mention:
    """A number that counts harmed people: indices into the sentence's tokens.

    ``harm`` is the word of harm (or the one taken over from ``parent``), ``head`` the counted noun if there is one,
    ``end``
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


# "... were children", "... were Syrian", behind an insertion.
TELLS_WHO = re.compile(r"(?:,[^,N]{1,20},|-[^-N]{1,20}-)?b{1,3}[aDLF]{0,2}[MCPDF]")


_DETERMINERS = frozenset({"a", "an", "her", "his", "its", "our", "that", "the", "their", "these", "this", "those"})


# "Members of the army and police".
_MEMBERS_OF = re.compile(r"o[oaDLFwMCPU'N]*(?:&[aDLFwU]{1,3})?")


# Behind "12 of them", a word that is not known belongs to what follows.
_INSIDE_PRONOUN = set("aDLFMCPk")


_KNOWN = set("MCPUhl")


def make_mention(
    sentence: Sentence, at: int, phrase: NounPhrase, harm: int, rule: str, is_subset: bool = False
) -> Mention:
    """Return the mention that the number at ``at``, with its noun phrase, makes with the word of harm at ``harm``."""
    return Mention(at, harm, _measure(sentence, harm, phrase), rule, phrase.head, phrase.end, is_subset)


def _measure(sentence: Sentence, harm: int, phrase: NounPhrase) -> Measure:
    word = sentence.tokens[harm].harm
    assert word is not None, "a mention needs a word of harm"
    if word.measure == "losses" and word.tag in "kgv" and (phrase.kind == "lives" or _speaks_of_deaths(sentence, harm)):
        return "killed"
    return word.measure


def names_part(sentence: Sentence, at: int, phrase: NounPhrase) -> bool:
    """Whether "12 of the soldiers" names a part of others; "hundreds of soldiers" does not."""
    number = sentence.tokens[at].number
    return phrase.is_partitive and number is not None and not number.is_vague


def _speaks_of_deaths(sentence: Sentence, verb: int) -> bool:
    """Whether the sentence says before "lost" that it speaks of deaths: "When it comes to deaths, the army has lost
    500 men"."""
    for i in range(verb - 1, max(-1, verb - 12), -1):
        if sentence.tags[i] == "N":
            return False
        if sentence.tokens[i].low in {"deaths", "fatalities", "killed", "dead"}:
            return True
    return False


# People who are named by their nation or force alone: "12 wounded Syrians", "three Lebanese".
_NAMED_PEOPLE = re.compile(r"[ab]{0,3}[DLF]{0,2}[DF]")


def read_noun_phrase(sentence: Sentence, at: int) -> NounPhrase:
    """Return what the number at ``at`` counts, read forward from it ("12 Red Cross workers", "two of its soldiers")."""
    tags = sentence.tags
    i, is_partitive = at + 1, False
    if tags[i : i + 1] == "o" or (tags[i : i + 1] == "I" and sentence.tokens[i].low.startswith("of")):
        i, is_partitive = i + 1, True
    elif tags[i : i + 2] == "ao" and sentence.lows[i] in {"more", "additional"}:
        i, is_partitive = i + 2, True  # "two more of its fighters"
    heads: list[int] = []
    harm: int | None = None
    first = i
    if tags[i : i + 2] in {"aU", "pU"} and sentence.tokens[i].low in {"a", "per", "each", "every"}:
        return NounPhrase(None, first, "none", is_partitive, None)  # "1,000 a day"
    inside = _INSIDE_PRONOUN if tags[at + 1 : at + 2] == "I" else _INSIDE
    while i < len(tags) and i - first < 8 and tags[i] in inside and not _begins_anew(sentence, i):
        tag = tags[i]
        if tag == "k":
            # "12 wounded soldiers", "one of those killed": inside; "12 soldiers killed": behind the noun, not inside.
            if heads or tags[i - 1] in "DF" or not (is_partitive or tags[i + 1 : i + 2] in {"M", "C", "P"}):
                break
            harm = i
        elif tag in _KNOWN and not _is_modifier(sentence, at, i):
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
            and not (heads and (tags[heads[-1]] in "CPhl" or not is_singular(sentence.lows[heads[-1]])))
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
        of = _MEMBERS_OF.match(tags, end)
        end = of.end() if of is not None else end
    return NounPhrase(head, end, kind, is_partitive, harm)


def _begins_anew(sentence: Sentence, at: int) -> bool:
    """Whether a sentence begins here without a full stop before, as scraped headlines and captions run on."""
    token, before = sentence.tokens[at], sentence.tokens[at - 1]
    return token.low in _DETERMINERS and token.text[:1].isupper() and not before.text.isupper()


def is_singular(noun: str) -> bool:
    """Whether a noun for people names one of them."""
    return not noun.endswith(("s", "men", "people", "children", "personnel", "crew", "staff", "infantry"))


def _is_modifier(sentence: Sentence, number: int, at: int) -> bool:
    """Whether a noun for a person only tells the kind of what is counted: "12 terrorist infrastructure sites"."""
    if sentence.tags[at] not in "MCP" or sentence.lows[number] == "one" or not is_singular(sentence.lows[at]):
        return False
    behind = at + 1
    while sentence.tags[behind : behind + 1] == "w" and not is_plural_word(sentence, behind):
        behind += 1
    return is_plural_word(sentence, behind) or (behind > at + 1 and sentence.tags[behind : behind + 1] == "U")


def _without_known_noun(
    sentence: Sentence, at: int, first: int, end: int, is_partitive: bool, harm: int | None
) -> NounPhrase:
    tags = sentence.tags
    words = [i for i in range(first, end) if tags[i] in "wDLF" and sentence.tokens[i].text[:1].isalpha()]
    if not words and sentence.lows[first : first + 1] in (["who"], ["whose"]):
        return NounPhrase(None, first, "person", is_partitive, harm)  # "including two who had fled"
    if not words:
        return NounPhrase(None, first if not is_partitive else end, "none", is_partitive, harm)
    people = _NAMED_PEOPLE.match(tags, first)
    if people is not None and people.end() <= end and not is_plural_word(sentence, people.end()):
        return NounPhrase(people.end() - 1, people.end(), "person", is_partitive, harm)  # "three Lebanese"
    nouns = [i for i in words if is_plural_word(sentence, i) or tags[i] in "DF"]
    head = nouns[0] if nouns else words[0]
    kind = "unknown" if nouns else "none"
    return NounPhrase(head if nouns else None, (head + 1) if nouns else first, kind, is_partitive, harm)


def is_plural_word(sentence: Sentence, at: int) -> bool:
    """Whether the token is a plural that no list knows: it may count anything."""
    return at < len(sentence.tokens) and sentence.tags[at] == "w" and sentence.lows[at].endswith(("s", "men", "people"))


def counted_before(sentence: Sentence, at: int) -> int | None:
    """Return the last number before ``at`` that counts people, harmed or not: whom "12 of them" speaks of."""
    numbers = (i for i in range(at - 1, -1, -1) if sentence.tokens[i].number is not None)
    return next((i for i in numbers if read_noun_phrase(sentence, i).kind == "person"), None)
