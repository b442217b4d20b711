"""References back to an earlier figure: "Six of them were fighters", "The total has risen to 90"."""

import re

from tollbook.extraction.mentions import TELLS_WHO, Mention, NounPhrase
from tollbook.extraction.tokens import Sentence

# "Of that number, 12", "They include 12": what opens a sentence that tells of parts.
_OPENS_WITH_PARTS = re.compile(
    r"(?:of (?:that|this) (?:number|figure|total|toll)|they include|these include|the victims include|(?:of|among) (?:these|those|them))\b"
)

# A number of the same people as before: "the figure was later revised to"; not "the number of farms rose to".
_ANOTHER_COUNT = re.compile(
    r"\b(?:number|figure|total|count|tally)\b(?! of\b).{0,40}\b(?:at|to|is|was|as|climbed|risen|rose|passed|reach|reached|surpassed|exceeded|hit)$"
)


def refer_back(
    sentence: Sentence, numbers: list[int], phrases: dict[int, NounPhrase], last: Mention, last_sentence: Sentence
) -> dict[int, Mention]:
    """Return the figures that take up ``last``, of an earlier sentence, by token index."""
    found: dict[int, Mention] = {}
    opens_with_parts = _OPENS_WITH_PARTS.match(" ".join(sentence.lows[:4])) is not None
    for i in numbers:
        phrase = phrases[i]
        tells_who = TELLS_WHO.match(sentence.tags, phrase.end) is not None
        is_counted = phrase.kind in {"person", "unknown"}
        is_part = (
            (_is_of_them(sentence, i, phrase) and (tells_who or _stands_apart(sentence, i, phrase)))
            or (tells_who and _is_of_the_same(sentence, phrase, last, last_sentence))
            or (opens_with_parts and (is_counted or tells_who))
            or (found and (phrase.kind == "person" or tells_who))
        )
        if phrase.kind in {"person", "none", "unknown"} and is_part:
            found[i] = Mention(i, i, last.measure, "refers_back", phrase.head, phrase.end, True)
        elif phrase.kind == "none" and gives_another_count(sentence, i):
            found[i] = Mention(i, i, last.measure, "refers_back", phrase.head, phrase.end)
    return found


def _is_of_them(sentence: Sentence, at: int, phrase: NounPhrase) -> bool:
    return sentence.tags[at + 1 : at + 2] == "I" and phrase.head is None


def _stands_apart(sentence: Sentence, at: int, phrase: NounPhrase) -> bool:
    """Whether the number ends its sentence behind a comma: "I have the list, 52 of them."."""
    return sentence.tags[at - 1 : at] in {",", "-"} and sentence.lows[phrase.end : phrase.end + 1] in ([], ["."])


def _is_of_the_same(sentence: Sentence, phrase: NounPhrase, last: Mention, last_sentence: Sentence) -> bool:
    """Whether the number is one of the very people counted last: "37 reporters ... Four of the reporters were women"."""
    return (
        phrase.is_partitive
        and phrase.head is not None
        and last.head is not None
        and sentence.lows[phrase.head] == last_sentence.lows[last.head]
    )


def gives_another_count(sentence: Sentence, at: int) -> bool:
    """Return whether the words before the number give another count of the same people ("the total is 90")."""
    return _ANOTHER_COUNT.search(" ".join(sentence.lows[max(0, at - 8) : at])) is not None
