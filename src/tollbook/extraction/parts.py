"""Numbers without a word of harm of their own that are part of a figure: "including two children", "of the 30 dead, 12"."""

import re

from tollbook.extraction.linking import SUBSET
from tollbook.extraction.lists import go_on
from tollbook.extraction.mentions import Mention, NounPhrase
from tollbook.extraction.tokens import Sentence

_OF_THE_HARMED = re.compile(r"(?P<of>[oIp])a{0,2}N?[MCP]?(?P<harm>[kjh])[^N,;kgvijs]{0,8},[ab]{0,2}$")


_AMONG_THE_HARMED = re.compile(r"(?P<among>p)a{0,2}N?[MCP]?(?P<harm>[kjh])[^N,;kgvijs]{0,14}b[ba]?$")


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
        found[part] = Mention(part, whole.harm, whole.measure, whole.rule, whole.head, phrase.end, True)
        del found[at]
    else:
        found[part] = Mention(part, whole.harm, whole.measure, "part", whole.head, phrase.end, True, whole)


def _is_part_of(sentence: Sentence, part: int, whole: int) -> bool:
    between = _OF_NUMBERED.fullmatch(sentence.tags[part + 1 : whole])
    return between is not None and sentence.lows[part + 1] in {"of", "out"} and sentence.lows[part] != "one"


def inherit(sentence: Sentence, at: int, phrase: NounPhrase, found: dict[int, Mention]) -> Mention | None:
    """A part of a linked figure ("including two children") or a further one in a list ("killed 13 people and 25
    soldiers")."""
    tags = sentence.tags
    if phrase.kind in {"thing"}:
        return None
    left = tags[:at]
    before = [found[i] for i in sorted(found) if i < at]
    follows = tags[phrase.end : phrase.end + 1]
    in_brackets = tags[at - 1 : at] == "(" and phrase.kind == "person" and bool(before)
    is_part = bool(SUBSET.search(left)) or follows == "I" or tags[at + 1 : at + 2] == "I" or in_brackets
    harmed = _of_the_harmed(sentence, left) or _among_the_harmed(sentence, left)
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
        victims_at = next((i for i in range(at - 1, max(-1, at - 8), -1) if sentence.lows[i] == "victims"), None)
        if victims_at is not None and phrase.kind == "person":
            return Mention(at, victims_at, "killed", "part_of_unnumbered", phrase.head, phrase.end, True)
        harm = nearest_harm(sentence, at)
        if harm is not None and phrase.kind == "person" and not phrase.is_partitive:
            word = sentence.tokens[harm].harm
            assert word is not None
            return Mention(at, harm, word.measure, "part_of_unnumbered", phrase.head, phrase.end, True)
        return None
    return go_on(sentence, at, phrase, before[-1]) if before else None


def _of_the_harmed(sentence: Sentence, left: str) -> re.Match[str] | None:
    """ "Of those killed in the raid, 12": the words up to the number at the end of ``left``."""
    match = _OF_THE_HARMED.search(left)
    is_part = match is not None and (match["of"] != "p" or sentence.lows[match.start("of")] in {"among", "amongst"})
    return match if is_part else None


def _among_the_harmed(sentence: Sentence, left: str) -> re.Match[str] | None:
    """ "Among the 30 dead were 12 children": the words up to the number at the end of ``left``."""
    match = _AMONG_THE_HARMED.search(left)
    return match if match is not None and sentence.tokens[match.start("among")].low in {"among", "amongst"} else None


def nearest_harm(sentence: Sentence, at: int) -> int | None:
    """Return the word of harm that governs an insertion at ``at``: the last one before it, else the first one behind it."""
    behind = re.search(r"[kgvijh]", sentence.tags[at:])
    before = [i for i in range(at) if sentence.tags[i] in "kgvijht" and sentence.tokens[i].harm is not None]
    if before and at - before[-1] < 15:
        return before[-1]
    if behind is not None and behind.start() < 10:
        return at + behind.start()
    return None
