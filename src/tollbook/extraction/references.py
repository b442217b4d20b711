"""Numbers without a word of harm of their own: parts of a figure, and references back to an earlier one."""

import re

from tollbook.extraction.linking import SUBSET
from tollbook.extraction.lists import go_on
from tollbook.extraction.mentions import Mention, NounPhrase
from tollbook.extraction.tokens import Sentence

_OF_THE_HARMED = re.compile(r"[oI]a{0,2}N?[MCP]?(?P<harm>[kjh]),[ab]{0,2}$")


_AMONG_THE_HARMED = re.compile(r"(?P<among>p)a{0,2}N?[MCP]?(?P<harm>[kjh])b{1,2}a?$")


_TELLS_WHO = re.compile(r"b{1,3}[aDLF]{0,2}[MCP]")


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
    harmed = _OF_THE_HARMED.search(left) or _among_the_harmed(sentence, left)
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
    return go_on(sentence, at, phrase, before[-1]) if before else None


def _among_the_harmed(sentence: Sentence, left: str) -> re.Match[str] | None:
    """ "Among the 30 dead were 12 children": the words up to the number at the end of ``left``."""
    match = _AMONG_THE_HARMED.search(left)
    return match if match is not None and sentence.tokens[match.start("among")].low in {"among", "amongst"} else None


def refer_back(
    sentence: Sentence, numbers: list[int], phrases: dict[int, NounPhrase], last: Mention
) -> dict[int, Mention]:
    """Figures that take up the last one of an earlier sentence: "Six of them were fighters", "They include three
    women"."""
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
                "among them",
                "among these",
            )
        )
        if phrase.kind in {"person", "none", "unknown"} and (
            is_of_them
            or (is_included and (phrase.kind != "none" or _TELLS_WHO.match(sentence.tags, phrase.end)))
            or (found and phrase.kind == "person")
        ):
            found[i] = Mention(i, i, last.measure, "refers_back", phrase.head, phrase.end, True)
        elif phrase.kind == "none" and gives_another_count(sentence, i):
            found[i] = Mention(i, i, last.measure, "refers_back", phrase.head, phrase.end)
    return found


def gives_another_count(sentence: Sentence, at: int) -> bool:
    """Return whether the words before the number give another count of the same people ("the total is 90")."""
    return _ANOTHER_COUNT.search(" ".join(sentence.lows[max(0, at - 8) : at])) is not None


_ANOTHER_COUNT = re.compile(
    r"\b(?:number|figure|total|count|tally)\b.{0,40}\b(?:at|to|is|was|as|climbed|risen|rose|passed|reached|surpassed|exceeded|hit)$"
)


def _nearest_harm(sentence: Sentence, at: int) -> int | None:
    """The word of harm that governs an insertion at ``at``: the last one before it, else the first one behind it."""
    behind = re.search(r"[kgvijh]", sentence.tags[at:])
    before = [i for i in range(at) if sentence.tags[i] in "kgvijht" and sentence.tokens[i].harm is not None]
    if before and at - before[-1] < 15:
        return before[-1]
    if behind is not None and behind.start() < 10:
        return at + behind.start()
    return None
