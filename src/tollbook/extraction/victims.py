"""Whether the counted people are military or civilian, or the wording does not tell."""

from tollbook.claims import Measure, VictimType
from tollbook.extraction.features import cue_features, size_feature
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence

_TELLING_NOUNS = word_set("telling_nouns")


def victim_candidates(
    sentence: Sentence,
    mention: Mention,
    parent: VictimType | None,
    previous: VictimType | None,
    here: tuple[VictimType | None, ...] | None,
    measure: Measure,
    is_comparison: bool,
) -> list[Candidate[VictimType | None]]:
    """Return military, civilian and unknown, each with the features that speak for it.

    ``parent`` is the answer for the figure that this one is part of, ``previous`` for the one before it, ``here``
    for the last one
    in the same sentence (a tuple of one answer; ``None`` if there is none).
    """
    shared: list[str] = []
    head = sentence.tokens[mention.head] if mention.head is not None else None
    phrase = sentence.tags[mention.number + 1 : mention.end]
    if head is None or head.noun is None:
        kind = "name" if head is not None and head.name is not None else "elided" if head is None else "unknown"
        if head is not None and head.name is not None:
            kind = f"name_{head.name.kind}"
        shared.append(f"head_{kind}")
    else:
        shared.append(f"head_{head.noun.victim_type or 'neutral'}")
        if head.noun.victim_type is None:
            shared.append(f"head_word_{head.low}")
        if head.low in _TELLING_NOUNS:
            shared.append(f"head_word_{head.low}")
    if "C" in phrase:
        shared.append("phrase_civilian")
    if "M" in phrase:
        shared.append("phrase_military")
    words = {w for t in sentence.tokens[mention.number : mention.end] for w in t.low.split(" ")}
    if words & {"combat", "military", "battlefield", "enemy", "army", "armed", "troop", "frontline"}:
        shared.append("phrase_military_word")
    for word in ("civilian", "military", "combat", "enemy", "army", "armed"):
        if word in words:
            shared.append(f"phrase_word_{word}")
    shared.append(f"parent_{parent or 'unknown'}" if mention.parent is not None else "no_parent")
    if mention.head is None or (head is not None and head.noun is not None and head.noun.victim_type is None):
        shared.append(f"open_previous_{previous or 'unknown'}")
    if head is None and here is not None:
        shared.append(f"elided_here_{here[0] or 'unknown'}")
    shared.append(f"measure_{measure}")
    shared.append(f"rule_{mention.rule}")
    if is_comparison:
        shared.append("comparison")
    number = sentence.tokens[mention.number].number
    shared.append(size_feature(number.lower if number is not None else 0))
    shared.extend(cue_features("victim_type", sentence, mention))
    closed = head is not None and head.noun is not None and head.noun.victim_type is not None
    if not closed:
        shared.extend(f"open_{f}" for f in list(shared) if f.startswith(("measure", "near", "size")))
    answers: tuple[VictimType | None, ...] = (None, "military", "civilian")
    return [Candidate(a, tuple(f"{a or 'unknown'}|{f}" for f in shared)) for a in answers]
