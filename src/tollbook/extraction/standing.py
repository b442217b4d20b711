"""How a figure stands in its sentence: in which clause, and what lies between it and a verb of saying."""

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence

_OPENERS = word_set("figure_clause_openers")
_FAR = 8
_RELATIVES = frozenset({"which", "who", "whom", "where"})
_AUXILIARIES = frozenset({"has", "have", "had", "was", "were", "is", "are", "left", "also"})


def opener_before(sentence: Sentence, mention: Mention, floor: int) -> str:
    """What opens the clause in which a figure stands, looked for back to the token ``floor``.

    The word itself ("after"), "relative" for "which" and for a "that" with its verb right behind it, "that" before a
    clause of its own, "participle" for ", killing 12", "none" where nothing opens one; "_apart" is added if a comma
    or "and" stands between the opening word and the figure.
    """
    first = min(mention.number, mention.harm)
    if sentence.tags[mention.harm] == "g" and first == mention.harm and first > floor:
        return "participle"
    for i in range(first - 1, floor - 1, -1):
        low = sentence.lows[i]
        if low not in _OPENERS or (low == "as" and sentence.lows[i + 1] == "of"):
            continue
        if low in _RELATIVES or (low == "that" and _is_relative(sentence, i)):
            low = "relative"
        is_apart = first - i > _FAR or any(t in ",&" for t in sentence.tags[i + 1 : first])
        return f"{low}_apart" if is_apart else low
    return "none"


def _is_relative(sentence: Sentence, at: int) -> bool:
    """Whether the "that" at ``at`` stands for the noun before it: "the strike that killed 12"."""
    return sentence.tags[at + 1 : at + 2] == "k" or sentence.lows[at + 1 : at + 2] in ([a] for a in _AUXILIARIES)
