"""Numbers without a word of harm of their own that are part of a figure: "including 2 girls", "of the 30 dead, 12"."""

import re

from tollbook.extraction.linking import SUBSET
from tollbook.extraction.lists import go_on
from tollbook.extraction.mentions import TELLS_WHO, Mention, NounPhrase, counted_before, is_plural_word
from tollbook.extraction.tokens import Sentence

_OF_THE_HARMED = re.compile(r"(?P<of>[oIp])a{0,2}N?[MCP]?(?P<harm>[kjh])[^N,;kgvijs]{0,8},[ab]{0,2}$")


_AMONG_THE_HARMED = re.compile(r"(?P<among>p)a{0,2}N?[MCP]?(?P<harm>[kjh])[^N,;kgvijs]{0,14}b[ba]?$")


_VERB = re.compile(r"b{0,3}[ws]")

# "10 of the 12 villagers", "3 out of 40".
_OF_NUMBERED = re.compile(r"(?:p?oa{0,2}|p)")


def divide(sentence: Sentence, at: int, phrases: dict[int, NounPhrase], found: dict[int, Mention]) -> None:
    """Read "10 of the 12 villagers": what is said of them is said of the 10, unless the 12 came to harm themselves."""
    whole = found.get(at)
    part = max((i for i in phrases if i < at), default=None)
    if whole is None or part is None or part in found or not _is_part_of(sentence, part, at):
        return
    phrase = phrases[part]
    if whole.rule in {"passive", "received"} and "b" in sentence.tags[whole.end : whole.harm]:
        found[part] = Mention(part, whole.harm, whole.measure, whole.rule, whole.head, whole.end, True)
        del found[at]
    else:
        found[part] = Mention(part, whole.harm, whole.measure, "part", whole.head, phrase.end, True, whole)


def _is_part_of(sentence: Sentence, part: int, whole: int) -> bool:
    between = _OF_NUMBERED.fullmatch(sentence.tags[part + 1 : whole])
    return between is not None and sentence.lows[part + 1] in {"of", "out"} and sentence.lows[part] != "one"


def inherit(sentence: Sentence, at: int, phrases: dict[int, NounPhrase], found: dict[int, Mention]) -> Mention | None:
    """A part of a linked figure ("including two children") or a further one in a list ("killed 13 people and 25
    soldiers")."""
    phrase = phrases[at]
    if phrase.kind == "thing":
        return None
    before = [found[i] for i in sorted(found) if i < at]
    harmed = _of_the_harmed(sentence, at) or _among_the_harmed(sentence, at)
    victims = next((m for m in before if m.rule == "victims"), None)
    if victims is not None and harmed is None and (phrase.kind == "none" or sentence.tags[at - 1 : at] == "I"):
        return Mention(at, victims.harm, victims.measure, "part", phrase.head, phrase.end, True, victims)
    if harmed is not None and phrase.kind in {"none", "person"}:
        return _part_of(sentence, at, phrase, harmed.start("harm"), "part")
    if _is_part(sentence, at, phrases, found, bool(before)):
        return _part(sentence, at, phrase, found, before)
    return go_on(sentence, at, phrase, before[-1]) if before else None


def _is_part(
    sentence: Sentence, at: int, phrases: dict[int, NounPhrase], found: dict[int, Mention], follows_figure: bool
) -> bool:
    """Whether the words around the number make it a part: "including 12", "12 of them", "(12 children)"."""
    tags, phrase = sentence.tags, phrases[at]
    if tags[at + 1 : at + 2] == "I":
        return phrase.head is not None or _is_of_them(sentence, at, found)
    if SUBSET.search(tags[:at]):
        return sentence.lows[at + 1 : at + 2] != ["where"]  # "attacks, including one where"
    if tags[at - 1 : at] == "(" and phrase.kind == "person" and follows_figure:
        return True
    return tags[phrase.end : phrase.end + 1] == "I" and sentence.lows[phrase.end] not in {"include", "included"}


def _is_of_them(sentence: Sentence, at: int, found: dict[int, Mention]) -> bool:
    """Whether "12 of them" speaks of people who came to harm, and of no other deed or fate of theirs."""
    people = counted_before(sentence, at)
    if (people is not None and people not in found) or sentence.lows[at + 1] in {"include", "included"}:
        return False  # "2.5 million fled, a million of them to the north"
    verb = _VERB.match(sentence.tags, at + 2)
    if verb is None or sentence.tags[at - 1 : at] in set(",-(") or TELLS_WHO.match(sentence.tags, at + 2):
        return True
    word = sentence.tokens[verb.end() - 1].text
    is_verb = word[:1].islower() and not word.endswith("ing") and not is_plural_word(sentence, verb.end() - 1)
    return not is_verb


def _part(
    sentence: Sentence, at: int, phrase: NounPhrase, found: dict[int, Mention], before: list[Mention]
) -> Mention | None:
    if phrase.kind not in {"person", "none", "unknown"} or (phrase.kind == "unknown" and not before):
        return None
    source = before[-1] if before else next((found[i] for i in sorted(found)), None)
    if source is not None:
        return Mention(at, source.harm, source.measure, "part", phrase.head, phrase.end, True, source)
    if phrase.kind != "person":
        return None
    victims = next((i for i in range(at - 1, max(-1, at - 8), -1) if sentence.lows[i] == "victims"), None)
    if victims is not None:
        return Mention(at, victims, "killed", "part_of_unnumbered", phrase.head, phrase.end, True)
    harm = nearest_harm(sentence, at)
    if harm is None or phrase.is_partitive:
        return None
    return _part_of(sentence, at, phrase, harm, "part_of_unnumbered")


def _part_of(sentence: Sentence, at: int, phrase: NounPhrase, harm: int, rule: str) -> Mention | None:
    word = sentence.tokens[harm].harm
    return Mention(at, harm, word.measure, rule, phrase.head, phrase.end, True) if word is not None else None


def _of_the_harmed(sentence: Sentence, at: int) -> re.Match[str] | None:
    """ "Of those killed in the raid, 12": the words up to the number at ``at``."""
    match = _OF_THE_HARMED.search(sentence.tags[:at])
    is_part = match is not None and (match["of"] != "p" or sentence.lows[match.start("of")] in {"among", "amongst"})
    return match if is_part else None


def _among_the_harmed(sentence: Sentence, at: int) -> re.Match[str] | None:
    """ "Among the 30 dead were 12 children": the words up to the number at ``at``."""
    match = _AMONG_THE_HARMED.search(sentence.tags[:at])
    return match if match is not None and sentence.tokens[match.start("among")].low in {"among", "amongst"} else None


def nearest_harm(sentence: Sentence, at: int) -> int | None:
    """Return the word of harm that governs an insertion at ``at``: the last before it, else the first behind it."""
    behind = re.search(r"[kgvijh]", sentence.tags[at:])
    before = [i for i in range(at) if sentence.tags[i] in "kgvijht" and sentence.tokens[i].harm is not None]
    if before and at - before[-1] < 15:
        return before[-1]
    if behind is not None and behind.start() < 10:
        return at + behind.start()
    return None
