"""Whether a figure is about an armed conflict at all, and whether its wording really counts harmed people."""

from dataclasses import dataclass

from tollbook.extraction import lexicon
from tollbook.extraction.context import Context
from tollbook.extraction.features import size_feature
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence

_TELLING = lexicon.word_set("telling_of_scope")
_HYPOTHETICAL = lexicon.word_set("hypothetical")
_FARTHEST_CAUSE = 14
_OTHER_CAUSE = frozenset({"cause_against_next", "cause_against_near"})


@dataclass(frozen=True, slots=True)
class ScopeWord:
    """A word of a sentence that speaks for (+) or against (-) an armed conflict: its token's index, and how much."""

    at: int
    word: str
    weight: int


def scope_words(sentence: Sentence) -> list[ScopeWord]:
    """Return the words of ``sentence`` that speak for or against an armed conflict, in their order."""
    words, owners = sentence.split_words()
    found: list[ScopeWord] = []
    behind = 0
    for at, n_words, weight in lexicon.scope_weights().find(words):
        if at >= behind:
            behind = at + n_words
            found.append(ScopeWord(owners[at], "_".join(words[at:behind]), weight))
    return found


def scope_candidates(
    sentence: Sentence,
    mention: Mention,
    context: Context,
    here: list[ScopeWord],
    around: list[ScopeWord],
    claim_type: str,
) -> list[Candidate[bool]]:
    """Return keep and leave for a mention, each with its features.

    ``here`` and ``around`` are the words for and against an armed conflict in this sentence, and in this and its
    neighbours.
    """
    cause = _cause(mention, here)
    features = [
        "bias",
        f"claim_type_{claim_type}",
        *_wording(sentence, mention),
        *cause,
        *_evidence_here(_points(here)),
    ]
    if _OTHER_CAUSE.isdisjoint(cause):
        # What the sentence itself names as the cause outweighs all that is told around it.
        features += _evidence_around(context, _points(here), _points(around))
    return [Candidate(True, tuple(features), "keep"), Candidate(False, ("leave",))]


def _points(words: list[ScopeWord]) -> tuple[int, int]:
    """How many points the words give for and against an armed conflict."""
    return sum(w.weight for w in words if w.weight > 0), -sum(w.weight for w in words if w.weight < 0)


def _evidence_here(here: tuple[int, int]) -> list[str]:
    """How much the sentence itself speaks of an armed conflict."""
    return [
        f"here_war_{_bucket(here[0])}",
        f"here_against_{_bucket(here[1])}",
        f"here_{_bucket(here[0])}_{_bucket(here[1])}",
        f"here_{_sign(here[0] - here[1])}",
    ]


def _evidence_around(context: Context, here: tuple[int, int], around: tuple[int, int]) -> list[str]:
    """How much the article and the sentences around speak of an armed conflict."""
    features = [
        f"around_war_{_bucket(around[0])}",
        f"around_against_{_bucket(around[1])}",
        f"around_{_sign(around[0] - around[1])}",
        f"article_war_{_density(context.conflict_weight)}",
        f"article_against_{_density(context.accident_weight)}",
        f"article_{_sign(round(4 * (context.conflict_weight - context.accident_weight)))}",
        "conflict_known" if context.conflict is not None else "conflict_unknown",
    ]
    if context.conflict_weight - context.accident_weight < 0 and here[0] <= here[1]:
        features.append("nothing_of_war")
    return features


def _cause(mention: Mention, here: list[ScopeWord]) -> list[str]:
    """The word for or against an armed conflict that stands nearest to the figure: "the earthquake killed 12"."""
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    near = [
        (max(low - w.at, w.at - high, 0), w) for w in here if w.at not in {mention.harm, mention.head} and w.weight != 0
    ]
    distance, word = min(near, key=lambda n: n[0], default=(_FARTHEST_CAUSE, None))
    if word is None or distance >= _FARTHEST_CAUSE:
        return ["cause_none"]
    side = "war" if word.weight > 0 else "against"
    reach = "next" if distance <= 2 else "near" if distance <= 5 else "far"
    return [f"cause_{side}", f"cause_{side}_{reach}", f"cause_{word.word}"]


def _wording(sentence: Sentence, mention: Mention) -> list[str]:
    """How the figure is worded: rule, word of harm, counted noun, number, modal verbs before it, telling words."""
    tokens = sentence.tokens
    number, harm = tokens[mention.number], tokens[mention.harm]
    head = tokens[mention.head] if mention.head is not None else None
    word = harm.low.replace(" ", "_")
    features = [
        f"rule_{mention.rule}",
        f"harm_{harm.tag}_{mention.measure}",
        f"harm_word_{word}",
        f"rule_{mention.rule}_head_{'none' if head is None else head.tag}",
        f"{mention.measure}_head_{'none' if head is None else head.tag}",
    ]
    if head is not None:
        features.append(f"head_{head.low.replace(' ', '_')}" if head.noun is not None else "head_other")
        if head.tag == "M":
            features.append("head_military")
    if number.low == "one":
        features += ["one", f"one_{mention.rule}"]
        if sentence.tags[mention.number + 1 : mention.number + 2] == "o":
            features.append("one_of")
    if number.number is not None:
        features.append(size_feature(number.number.lower))
        if number.number.is_vague:
            features.append("vague")
    before = {t.low for at in (mention.harm, mention.number) for t in tokens[max(0, at - 5) : at]}
    features += [f"before_{low}" for low in sorted(before & _HYPOTHETICAL)]
    features += [f"with_{low}" for low in sorted(_TELLING.intersection(sentence.lows))]
    return features


def _bucket(points: int) -> str:
    return "0" if points == 0 else "few" if points <= 3 else "some" if points <= 7 else "many"


def _density(weight: float) -> str:
    return "0" if weight < 0.3 else "low" if weight < 1.2 else "mid" if weight < 4 else "high"


def _sign(value: float) -> str:
    return "against" if value < 0 else "even" if value == 0 else "for" if value <= 6 else "strongly_for"
