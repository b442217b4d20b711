"""The part of a sentence that tells of one figure's event."""

from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence

SAYING = word_set("saying")
_SUBORDINATORS = word_set("subordinators")


def clause_of(sentence: Sentence, mention: Mention) -> range:
    """Return the token range of the sentence that tells of this figure's event.

    It runs from one subordinating word to the next. A relative clause ("an attack on the town that killed 12")
    takes in what
    stands before its pronoun; a subordinate clause that opens the sentence ends at its comma.
    """
    first, last = min(mention.number, mention.harm), max(mention.number, mention.harm)
    known = sentence.clauses.get((first, last))
    if known is not None:
        return known
    cuts = [i for i, t in enumerate(sentence.tokens) if t.low in _SUBORDINATORS or t.text == ";"]
    low, high = _opening_clause(sentence, first, last)
    for i in reversed(cuts):
        if i >= first or i <= low or sentence.tokens[i].low == "during":
            continue
        is_relative = sentence.tokens[i].low in {"which", "that", "who", "where"}
        if is_relative and not any(t.low in SAYING for t in sentence.tokens[max(0, i - 2) : i]):
            continue
        low = i
        break
    ends = [i for i in cuts if i > last and sentence.tokens[i].low not in {"during", "as"}]
    consequence = _consequence(sentence, last)
    found = range(low, min([high, *ends[:1], *consequence]))
    sentence.clauses[first, last] = found
    return found


def _opening_clause(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Where the figure's part of a sentence like "After the attack on the town, the army struck back" begins and
    ends."""
    tokens = sentence.tokens
    if not tokens or tokens[0].low not in _SUBORDINATORS | {"amid", "despite"}:
        return 0, len(tokens)
    commas = [i for i, t in enumerate(tokens) if t.text == ","]
    before = [i for i in commas if i < first]
    if before:
        return before[0] + 1, len(tokens)
    return 0, next((i for i in commas if i > last), len(tokens))


def _consequence(sentence: Sentence, last: int) -> list[int]:
    """Where another event begins that followed from this one: ", prompting the army to"."""
    tokens = sentence.tokens
    return [
        i
        for i in range(last + 1, len(tokens) - 1)
        if tokens[i].text == "," and tokens[i + 1].low.endswith("ing") and tokens[i + 1].tag in "ws"
    ][:1]
