"""Whether the counted people are military or civilian, or the wording does not tell."""

import re

from tollbook.claims import Measure, VictimType
from tollbook.extraction.features import cue_features, size_feature
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence, Token

# "50 soldiers and civilians"
_BOTH = re.compile(r"[oaDLFw']{0,4}([MC])&[aDLFw']{0,4}([MC])")
# "20 dead rebels", "60 bodies of government fighters", "hundreds of IS militants"
_COUNTED = re.compile(r"[oaDLFwjh]{1,5}?[MC]")
# "18 of the dead were identified as rebels"
_PREDICATE = re.compile(r"(?:oa?[jPw]|I)?(?P<verb>b)[wba]{0,3}[MC]")
_COPULAS = frozenset({"are", "is", "was", "were"})
# "the number of soldiers killed", "the death toll for the guards"
_COUNT_FIRST = frozenset({"number_of", "toll"})
_NAMED_FIRST = re.compile(r"(?P<who>[MC])[^MC]{0,8}$")
_CIVIL_WORDS = word_set("civil_words")
_MILITARY_WORDS = word_set("military_words")
_TELLING_NOUNS = word_set("telling_nouns")


def victim_candidates(
    sentence: Sentence,
    mention: Mention,
    parent: VictimType | None,
    previous: VictimType | None,
    here: tuple[VictimType | None, ...] | None,
    measure: Measure,
) -> list[Candidate[VictimType | None]]:
    """Return military, civilian and unknown, each with the features that speak for it.

    ``parent`` is the answer for the figure that this one is part of, ``previous`` for the one before it, ``here``
    for the last one
    in the same sentence (a tuple of one answer; ``None`` if there is none).
    """
    shared: list[str] = []
    head = _head(sentence, mention)
    phrase = sentence.tags[mention.number + 1 : mention.end]
    words = {w for t in sentence.tokens[mention.number : mention.end] for w in t.low.split(" ")}
    is_civil = bool(words & _CIVIL_WORDS)
    if head is None:
        shared.append("head_elided")
    elif head.noun is None:
        shared.append(f"head_name_{head.name.kind}" if head.name is not None else "head_unknown")
    else:
        shared.append(f"head_{'civilian' if is_civil else head.noun.victim_type or 'neutral'}")
        if head.noun.victim_type is None or head.low in _TELLING_NOUNS:
            shared.append(f"head_word_{head.low}")
    if "C" in phrase or is_civil:
        shared.append("phrase_civilian")
    if "M" in phrase and not is_civil:
        shared.append("phrase_military")
    if words & _MILITARY_WORDS:
        shared.append("phrase_military_word")
    shared.append(f"parent_{parent or 'unknown'}" if mention.parent is not None else "no_parent")
    if head is None or (head.noun is not None and head.noun.victim_type is None):
        shared.append(f"open_previous_{previous or 'unknown'}")
    if head is None and here is not None:
        shared.append(f"elided_here_{here[0] or 'unknown'}")
    shared.append(f"measure_{measure}")
    shared.append(f"rule_{mention.rule}")
    number = sentence.tokens[mention.number].number
    shared.append(size_feature(number.lower if number is not None else 0))
    shared.extend(cue_features("victim_type", sentence, mention))
    both = _BOTH.match(sentence.tags, mention.number + 1)
    if both is not None and both[1] != both[2]:
        shared.append("both")
    closed = head is not None and head.noun is not None and head.noun.victim_type is not None
    if not closed:
        shared.extend(f"open_{f}" for f in list(shared) if f.startswith(("measure", "near", "size")))
    answers: tuple[VictimType | None, ...] = (None, "military", "civilian")
    features = tuple(shared)
    return [Candidate(a, features, a or "unknown") for a in answers]


def _head(sentence: Sentence, mention: Mention) -> Token | None:
    """The noun of those counted: the mention's own, else one nearby that can only be theirs."""
    head = sentence.tokens[mention.head] if mention.head is not None else None
    if head is not None and (head.noun is not None or head.name is not None):
        return head
    behind = _COUNTED.match(sentence.tags, mention.number + 1)
    if behind is not None:
        return sentence.tokens[behind.end() - 1]
    predicate = _PREDICATE.match(sentence.tags, mention.number + 1)
    if predicate is not None and head is None and sentence.lows[predicate.start("verb")] in _COPULAS:
        return sentence.tokens[predicate.end() - 1]
    if mention.rule in _COUNT_FIRST and mention.harm < mention.number:
        before = _NAMED_FIRST.search(sentence.tags[max(0, mention.harm - 5) : mention.number])
        if before is not None:
            return sentence.tokens[max(0, mention.harm - 5) + before.end("who") - 1]
    return head
