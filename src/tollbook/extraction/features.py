"""Features that the judging steps share: cue words near a figure, its size, its verb, the dates around it."""

from functools import cache

from tollbook.extraction import lexicon
from tollbook.extraction.clauses import clause_of
from tollbook.extraction.lexicon import PhraseTable
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence

_NEAR = 8


@cache
def _cues(step: str) -> PhraseTable[str]:
    return PhraseTable(
        (str(w).lower(), str(w).lower()) for e in lexicon.read_entries("cues") if e["step"] == step for w in e["words"]
    )


def cue_features(step: str, sentence: Sentence, mention: Mention) -> list[str]:
    """Return the cue words of ``step`` in the figure's clause, and again as near if they stand within eight words
    of it."""
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    clause = clause_of(sentence, mention)
    features = []
    for i, cue in cue_words(step, sentence):
        if i in clause:
            features.append(f"cue_{cue}")
        if low - _NEAR <= i <= high + _NEAR:
            features.append(f"near_{cue}")
    return list(dict.fromkeys(features))


def cue_words(step: str, sentence: Sentence) -> list[tuple[int, str]]:
    """Return the cue words of ``step`` in the sentence, each with its token's index."""
    known = sentence.cues.get(step)
    if known is not None:
        return known
    words, owners = sentence.split_words()
    found = [(owners[at], cue.replace(" ", "_")) for at, _, cue in _cues(step).find(words)]
    sentence.cues[step] = found
    return found


def size_feature(value: float) -> str:
    """Return the order of magnitude of a figure as a feature: ``size_3`` for thousands."""
    magnitude = 0
    while value >= 10 and magnitude < 7:
        value /= 10
        magnitude += 1
    return f"size_{magnitude}"


_TENSES = (
    ("perfect", frozenset({"have", "has"})),
    ("past_perfect", frozenset({"had"})),
    ("past", frozenset({"were", "was"})),
    ("present", frozenset({"are", "is", "being"})),
    ("future", frozenset({"will", "would", "could", "may", "might"})),
)


def tense_of(sentence: Sentence, mention: Mention) -> str:
    """Return the tense in which the harm is told: ``perfect`` of "have been killed"; ``none`` without an auxiliary."""
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    words = set(sentence.lows[max(0, low - 4) : high + 1])
    return next((tense for tense, auxiliaries in _TENSES if words & auxiliaries), "none")


def verb_features(sentence: Sentence, mention: Mention) -> list[str]:
    """Return how the harm is told: rule, word of harm, tense ("have been killed", "were killed", "kills")."""
    harm = sentence.tokens[mention.harm]
    tense = tense_of(sentence, mention)
    return [
        f"rule_{mention.rule}",
        f"harm_{harm.tag}",
        f"measure_{mention.measure}",
        f"tense_{tense}" if tense != "none" else f"tense_none_{harm.tag}",
    ]
