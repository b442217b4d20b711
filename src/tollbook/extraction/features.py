"""Features that the judging steps share: cue words near a figure, its size, its verb, the dates around it."""

import re
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
    """Return the cue words of ``step`` in the sentence, told apart by whether they stand near the figure, before or
    behind."""
    words: list[str] = []
    owner: list[int] = []
    for i, token in enumerate(sentence.tokens):
        for word in token.low.split(" "):
            words.append(word)
            owner.append(i)
    table = _cues(step)
    features = []
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    clause = clause_of(sentence, mention)
    for at in range(len(words)):
        found = table.match(words, at)
        if found is None:
            continue
        i = owner[at]
        cue = found[1].replace(" ", "_")
        distance = low - i if i < low else i - high if i > high else 0
        if i in clause:
            features.append(f"cue_{cue}")
        if distance <= _NEAR:
            features.append(f"near_{cue}")
    return list(dict.fromkeys(features))


def size_feature(value: float) -> str:
    """Return the order of magnitude of a figure as a feature: ``size_3`` for thousands."""
    magnitude = 0
    while value >= 10 and magnitude < 7:
        value /= 10
        magnitude += 1
    return f"size_{magnitude}"


_PERFECT = re.compile(r"\b(?:have|has|'ve)\b")


def verb_features(sentence: Sentence, mention: Mention) -> list[str]:
    """Return how the harm is told: rule, word of harm, tense ("have been killed", "were killed", "kills")."""
    tokens = sentence.tokens
    harm = tokens[mention.harm]
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    between = {t.low for t in tokens[max(0, low - 4) : high + 1]}
    features = [f"rule_{mention.rule}", f"harm_{harm.tag}", f"measure_{mention.measure}"]
    if between & {"have", "has"}:
        features.append("tense_perfect")
    elif "had" in between:
        features.append("tense_past_perfect")
    elif between & {"were", "was"}:
        features.append("tense_past")
    elif between & {"are", "is", "being"}:
        features.append("tense_present")
    elif between & {"will", "would", "could", "may", "might"}:
        features.append("tense_future")
    else:
        features.append(f"tense_none_{harm.tag}")
    return features
