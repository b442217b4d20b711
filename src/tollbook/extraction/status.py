"""Whether a figure is stated, estimated, confirmed, projected or disputed."""

from tollbook.claims import Qualifier, Status
from tollbook.extraction.context import Context
from tollbook.extraction.features import cue_features, verb_features
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence

_PROJECTING = word_set("projecting")
_MODALS = word_set("modals")
_DOUBTING = word_set("doubting")
_DOUBTING_TITLE = (
    "fact check",
    "false",
    "fake",
    "misleading",
    "hoax",
    "debunk",
    "no evidence",
    "no, ",
    "did ",
    "disinformation",
)


def status_candidates(
    sentence: Sentence,
    mention: Mention,
    context: Context,
    qualifier: Qualifier,
    claim_type: str,
    previous: Status | None,
) -> list[Candidate[Status]]:
    """Return the five statuses, each with the features that speak for it."""
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    shared = [
        "bias",
        f"qualifier_{qualifier}",
        f"claim_type_{claim_type}",
        *cue_features("status", sentence, mention),
        *verb_features(sentence, mention),
    ]
    title = context.title.lower()
    if any(word in title for word in _DOUBTING_TITLE):
        shared.append("doubting_title")
        if sentence.tokens[mention.number].low in title:
            shared.append("value_in_doubting_title")
    if sentence.text.rstrip().endswith("?"):
        shared.append("question")
    before = {t.low for t in sentence.tokens[max(0, mention.harm - 6) : mention.harm]} | {
        t.low for t in sentence.tokens[max(0, mention.number - 6) : mention.number]
    }
    shared.extend(
        f"before_{w}"
        for w in (
            "projecting",
            "forecast",
            "predicted",
            "pace",
            "will",
            "would",
            "could",
            "may",
            "might",
            "projected",
            "reach",
            "expected",
            "estimated",
        )
        if w in before
    )
    if sentence.tokens[mention.number - 1 if mention.number else 0].low == "estimated":
        shared.append("estimated_number")
    lows = [w for t in sentence.tokens[max(0, low - 14) : high + 3] for w in t.low.split(" ")]
    if set(lows) & _PROJECTING:
        shared.append("projection_near")
    if set(lows) & _MODALS:
        shared.append("modal_near")
    if set(lows) & _DOUBTING:
        shared.append("doubt_near")
    if context.is_doubting:
        shared.append("verdict_doubting")
        if sentence.tokens[mention.number].low in title:
            shared.append("value_under_verdict")
    if mention.parent is not None:
        shared.append(f"parent_{previous}")
    answers: tuple[Status, ...] = ("stated", "estimated", "confirmed", "projected", "disputed")
    return [Candidate(a, tuple(f"{a}|{f}" for f in shared)) for a in answers]
