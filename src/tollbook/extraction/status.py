"""Whether a figure is stated, estimated, confirmed, projected or disputed."""

import re
from functools import cache

from tollbook.claims import Qualifier, Status
from tollbook.extraction.context import Context
from tollbook.extraction.features import cue_features, verb_features
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.numbers import find_numbers
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence

_PROJECTING = word_set("projecting")
_MODALS = word_set("modals")
_DOUBTING = word_set("doubting")
_DOUBTING_TITLE = re.compile(
    r"fact check|false|fake|misleading|hoax|debunk|no evidence|no, |did |disinformation", re.IGNORECASE
)
_WHAT = r"(?:claim|report|figure|number|allegation|suggestion|assertion|account)s?"
_DENIALS = (
    r"(?:den(?:y|ied|ies|ying)|disput(?:es?|ed|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing))"
)
# "pushing back against claims that the raid killed 12"
_DENIED_BEFORE = re.compile(
    rf"\b(?:{_DENIALS}|push(?:ed|ing) back (?:on|against)) (?:\w+ ){{0,2}}{_WHAT}\b(?: by [^,]{{1,50}})? that\b",
    re.IGNORECASE,
)
# "..., a claim that the army denied"; "... . An official denied this claim."
_DENIED_BEHIND = re.compile(
    rf"\b(?:a|an) {_WHAT} (?:that |which )?[\w’' ]{{1,40}}\b{_DENIALS}\b"
    rf"|\b{_DENIALS} (?:this|that|the) {_WHAT}(?=[.,;])",
    re.IGNORECASE,
)
_WINDOW = 8
_ANSWERS: tuple[Status, ...] = ("stated", "estimated", "confirmed", "projected", "disputed")
# Too rare for every word nearby to tell anything of them.
_RARE = frozenset({"projected", "disputed"})


def status_candidates(
    sentence: Sentence,
    mention: Mention,
    context: Context,
    qualifier: Qualifier,
    claim_type: str,
    behind: str,
) -> list[Candidate[Status]]:
    """Return the five statuses, each with the features that speak for it; ``behind`` is how the text goes on."""
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    shared = [
        "bias",
        f"qualifier_{qualifier}",
        f"claim_type_{claim_type}",
        *cue_features("status", sentence, mention),
        *(f for f in verb_features(sentence, mention) if f.startswith("tense")),
        *_outlook(sentence, low, high),
    ]
    if context.is_doubting or _DOUBTING_TITLE.search(context.title):
        shared.append("doubting_title")
        number = sentence.tokens[mention.number].number
        if number is not None and (number.lower, number.upper) in _numbers_of(context.title):
            shared.append("value_in_doubting_title")
    near = {w for low_word in sentence.lows[max(0, low - 14) : high + 3] for w in low_word.split(" ")}
    if near & _DOUBTING:
        shared.append("doubt_near")
    at = sentence.tokens[mention.number].start - sentence.start
    if _DENIED_BEFORE.search(sentence.text, 0, at) or _DENIED_BEHIND.search(sentence.text + behind, at):
        shared.append("denied")
    features, of_clause = tuple(shared), tuple(f for f in shared if not f.startswith("near_"))
    return [Candidate(a, of_clause if a in _RARE else features, a) for a in _ANSWERS]


def _outlook(sentence: Sentence, low: int, high: int) -> list[str]:
    """Whether the figure is of what is to come: "will reach", "could kill", but not "may have killed"."""
    features = []
    words = [w for low_word in sentence.lows[max(0, low - _WINDOW) : high + 1] for w in low_word.split(" ")]
    modals = [i for i, w in enumerate(words) if w in _MODALS]
    if modals:
        features.append("modal_perfect" if "have" in words[modals[-1] + 1 : modals[-1] + 4] else "modal_future")
    if set(words) & _PROJECTING:
        features.append("projection_near")
    return features


@cache
def _numbers_of(title: str) -> frozenset[tuple[float, float]]:
    return frozenset((n.lower, n.upper) for n in find_numbers(title, 0, len(title)))
