"""The part of a sentence that tells of one figure's event."""

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence

SAYING = word_set("saying")
_SUBORDINATORS = word_set("subordinators")


def clause_of(sentence: Sentence, mention: Mention) -> range:
    """The part of the sentence that tells of this figure's event: from one subordinating word to the next.

    A relative clause ("an attack on the town that killed 12") takes in what stands before its pronoun.
    """
    first, last = min(mention.number, mention.harm), max(mention.number, mention.harm)
    cuts = [i for i, t in enumerate(sentence.tokens) if t.low in _SUBORDINATORS or t.text == ";"]
    low = 0
    for i in reversed(cuts):
        if i >= first or sentence.tokens[i].low == "during":
            continue
        is_relative = sentence.tokens[i].low in {"which", "that", "who", "where"}
        if is_relative and not any(t.low in SAYING for t in sentence.tokens[max(0, i - 2) : i]):
            continue
        low = i
        break
    high = next((i for i in cuts if i > last and sentence.tokens[i].low not in {"during", "as"}), len(sentence.tokens))
    return range(low, high)
