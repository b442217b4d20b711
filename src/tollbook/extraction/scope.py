"""Whether a figure is about an armed conflict at all, and whether its wording really counts harmed people."""

from functools import cache

from tollbook.extraction import lexicon
from tollbook.extraction.context import Context
from tollbook.extraction.features import size_feature
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence


@cache
def _weights() -> dict[str, int]:
    return {" ".join(words): weight for words, weight in lexicon.scope_weights().items()}


def sentence_scope(sentence: Sentence) -> tuple[int, int]:
    """Return how many points the sentence's words give for and against an armed conflict."""
    words = [w for t in sentence.tokens for w in t.low.split(" ")]
    table = lexicon.scope_weights()
    war = against = 0
    for at in range(len(words)):
        found = table.match(words, at)
        if found is not None:
            if found[1] > 0:
                war += found[1]
            else:
                against -= found[1]
    return war, against


def scope_candidates(
    sentence: Sentence,
    mention: Mention,
    context: Context,
    here: tuple[int, int],
    around: tuple[int, int],
    claim_type: str,
) -> list[Candidate[bool]]:
    """Return keep and leave for a mention, each with its features.

    ``here`` and ``around`` are the points for and against an armed conflict in this sentence and its neighbours.
    """
    tokens = sentence.tokens
    number = tokens[mention.number]
    harm = tokens[mention.harm]
    head = tokens[mention.head] if mention.head is not None else None
    shared = [
        "bias",
        f"rule_{mention.rule}",
        f"harm_{harm.tag}_{mention.measure}",
        f"harm_word_{harm.low.replace(' ', '_')}",
        f"rule_{mention.rule}_head_{'none' if head is None else head.tag}",
        f"claim_type_{claim_type}",
        f"here_war_{_bucket(here[0])}",
        f"here_against_{_bucket(here[1])}",
        f"here_{_bucket(here[0])}_{_bucket(here[1])}",
        f"around_war_{_bucket(around[0])}",
        f"around_against_{_bucket(around[1])}",
        f"around_{_sign(around[0] - around[1])}",
        f"here_{_sign(here[0] - here[1])}",
        f"article_war_{_density(context.conflict_weight)}",
        f"article_against_{_density(context.accident_weight)}",
        f"article_{_sign(round(4 * (context.conflict_weight - context.accident_weight)))}",
        "conflict_known" if context.conflict is not None else "conflict_unknown",
    ]
    if context.conflict_weight - context.accident_weight < 0 and here[0] <= here[1]:
        shared.append("nothing_of_war")
    if head is not None:
        shared.append(f"head_{head.low.replace(' ', '_')}" if head.noun is not None else "head_other")
        if head.tag == "M":
            shared.append("head_military")
    if number.low == "one":
        shared.append("one")
        shared.append(f"one_{mention.rule}")
        if tokens[mention.number + 1].tag == "o" if mention.number + 1 < len(tokens) else False:
            shared.append("one_of")
    if number.number is not None:
        shared.append(size_feature(number.number.lower))
        if number.number.is_vague:
            shared.append("vague")
    before = {t.low for t in tokens[max(0, mention.harm - 5) : mention.harm]} | {
        t.low for t in tokens[max(0, mention.number - 5) : mention.number]
    }
    for word in ("if", "could", "would", "might", "may", "not", "no", "until", "unless", "can", "should", "want", "to"):
        if word in before:
            shared.append(f"before_{word}")
    lows = set(sentence.lows)
    for word in (
        "hostages",
        "hostage",
        "patients",
        "protests",
        "protesters",
        "famine",
        "hunger",
        "prison",
        "police",
        "suspect",
        "migrants",
        "pilots",
        "crash",
        "crashed",
    ):
        if word in lows:
            shared.append(f"with_{word}")
    return [Candidate(True, tuple(f"keep|{f}" for f in shared)), Candidate(False, ("leave",))]


def _bucket(points: int) -> str:
    return "0" if points == 0 else "few" if points <= 3 else "some" if points <= 7 else "many"


def _density(weight: float) -> str:
    return "0" if weight < 0.3 else "low" if weight < 1.2 else "mid" if weight < 4 else "high"


def _sign(value: float) -> str:
    return "against" if value < 0 else "even" if value == 0 else "for" if value <= 6 else "strongly_for"
