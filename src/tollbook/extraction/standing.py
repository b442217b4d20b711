"""How a figure stands in its sentence: in which clause, and what lies between it and a verb of saying."""

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence

_OPENERS = word_set("figure_clause_openers")
_RELATIVES = frozenset({"which", "who", "whom", "where"})


def opener_before(sentence: Sentence, mention: Mention, floor: int) -> str:
    """What opens the clause in which a figure stands, looked for back to the token ``floor``.

    The word itself ("after", "which"), "relative" for a "that" behind a noun, "that" for one behind a verb of saying,
    "participle" for ", killing 12", "none" where nothing opens one.
    """
    tokens = sentence.tokens
    first = min(mention.number, mention.harm)
    if tokens[mention.harm].tag == "g" and first == mention.harm and first > floor:
        return "participle"
    for i in range(first - 1, floor - 1, -1):
        low = tokens[i].low
        if low in _OPENERS:
            apart = "_apart" if any(t in ",&" for t in sentence.tags[i + 1 : first]) else ""
            if low == "that":
                return ("relative" if i + 1 <= first and tokens[i - 1].tag == "U" and sentence.tags[i + 1 : i + 2] in {"k", "b"} else "that") + apart
            return ("relative" if low in _RELATIVES else low) + apart
    return "none"
