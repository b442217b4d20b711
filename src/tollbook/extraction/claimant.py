"""Who makes the claim: candidates from the sentence's statements and those carried over, told apart by their
features."""

import re
from dataclasses import dataclass, replace

from tollbook.extraction import names
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.statements import Statement, known_claimant
from tollbook.extraction.tokens import Sentence


@dataclass(frozen=True, slots=True)
class Source:
    """A claimant as the article names it: the words printed, the id and full name, and who passed the figure on."""

    text: str
    claimant_id: str
    name: str
    via: str | None


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave for the next: the last source, the last named person and institution, and the
    last claim's source."""

    last: Source | None = None
    sentence: int = -9
    claim_source: Source | None = None
    claim_sentence: int = -9
    named: tuple[Source, ...] = ()
    subject: Source | None = None
    subject_sentence: int = -9


_STRONG_VERBS = word_set("claim_verbs")
_SLUG = re.compile(r"[^a-z0-9]+")
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj)\.?\s+")
_LEAD = re.compile(r"^(?:the|a|an|another|other|its|their|his|her)\s+", re.IGNORECASE)


def source_of(statement: Statement, memory: Memory) -> Source:
    """Return the source that a statement names; a pronoun or a plain noun is resolved to the source it stands for."""
    if statement.is_pronoun or statement.is_generic:
        antecedent = _antecedent(statement, memory)
        if antecedent is not None:
            return Source(statement.text, antecedent.claimant_id, antecedent.name, statement.via or antecedent.via)
    full = _full_name(statement, memory)
    if full is not None:
        return Source(statement.text, full.claimant_id, full.name, statement.via)
    name = (
        names.claimants()[statement.known_id].name
        if statement.known_id
        else _TITLE.sub("", _LEAD.sub("", statement.text))
    )
    return Source(statement.text, statement.known_id or slug(name), name, statement.via)


def sources_of(sentence: Sentence, statements: list[Statement], memory: Memory) -> list[Source]:
    """Return the sources of a sentence's statements in their order; "it said" may take up a name before it."""
    sources: list[Source] = []
    for statement in statements:
        is_open = statement.text.lower() in {"it", "they"}
        subject = find_subject(sentence, statement.first) if is_open else None
        if is_open and subject is None and memory.sentence < memory.subject_sentence == sentence.index - 1:
            subject = memory.subject
        if subject is not None:
            sources.append(replace(subject, text=statement.text, via=statement.via))
        else:
            here = tuple(s for s, st in zip(sources, statements, strict=False) if not st.is_pronoun)
            last = here[-1] if here else memory.last
            sources.append(source_of(statement, replace(memory, last=last, named=(*memory.named, *here))))
    return sources


def find_subject(sentence: Sentence, before: int) -> Source | None:
    """Return the state or group that a sentence speaks of first, before the token ``before``, as a possible source.

    It is what "it said" stands for in "Freedonia last gave a figure in May, when it said".
    """
    for i, token in enumerate(sentence.tokens[:before]):
        is_subject = i == 0 or sentence.tags[i - 1] in "&,r" or sentence.tokens[i - 1].low in {"the", "when"}
        is_owner = sentence.tags[i + 1 : i + 2] == "'"
        if (
            token.name is not None
            and token.name.kind in {"country", "metonym", "group"}
            and is_subject
            and not is_owner
        ):
            known = known_claimant(token.text)
            name = names.claimants()[known].name if known else token.text
            return Source(token.text, known or slug(token.text), name, None)
    return None


def _full_name(statement: Statement, memory: Memory) -> Source | None:
    """The earlier source whose fuller name ends in this short one: "Mr Jones" after "Seth Jones, the lead author"."""
    words = _TITLE.sub("", statement.text).split()
    if statement.known_id is not None or not 1 <= len(words) <= 2 or not words[-1][:1].isupper():
        return None
    for source in reversed(memory.named):
        if len(source.name.split()) > len(words) and re.search(rf"\b{re.escape(words[-1])}\b", source.name):
            return source
    return None


def slug(name: str) -> str:
    """Return an id made of a name that the reference data do not know: lower case, words joined by hyphens."""
    return _SLUG.sub("-", _LEAD.sub("", name.lower().replace("’", "").replace("'", ""))).strip("-")[:80] or "unnamed"


def _antecedent(statement: Statement, memory: Memory) -> Source | None:
    """The earlier source that "it", "he" or "the ministry" stands for."""
    if statement.is_pronoun:
        wants_person = statement.text.lower() in {"he", "she", "i"}
        for source in reversed(memory.named):
            if looks_like_person(source.text) == wants_person:
                return source
        return memory.last
    words = set(_SLUG.sub(" ", statement.text.lower()).split()) - {"the", "a", "an", "its", "their"}
    for source in reversed(memory.named):
        if words & set(_SLUG.sub(" ", (source.text + " " + source.name).lower()).split()) & _HEADS:
            return source
    if words & _PUBLICATIONS and memory.last is not None:
        return memory.last
    return None


def looks_like_person(text: str) -> bool:
    """Whether a source's words name a person: a role or a personal name, and no noun of an institution at their end."""
    words = _SLUG.sub(" ", text.lower()).split()
    if not words:
        return False
    if set(words) & _PERSON_ROLES:
        return True
    return len(words) in {1, 2, 3} and text[:1].isupper() and not set(words) & _INSTITUTIONS and not text.isupper()


_PERSON_ROLES = word_set("person_roles")
_INSTITUTIONS = word_set("institutions")
_HEADS = word_set("source_heads")
_PUBLICATIONS = word_set("publications")


def claimant_candidates(
    sentence: Sentence,
    mention: Mention,
    statements: list[Statement],
    memory: Memory,
    in_quotation: bool,
) -> list[Candidate[Source | None]]:
    """Return the possible claimants of a figure, each with its features; ``None`` stands for the article's own
    voice."""
    number = mention.number
    candidates: list[Candidate[Source | None]] = []
    for statement, source in zip(statements, sources_of(sentence, statements, memory), strict=True):
        candidates.append(Candidate(source, tuple(_features(sentence, mention, statement, statements, in_quotation))))
    has_here = bool(statements)
    distance = sentence.index - memory.sentence
    if memory.last is not None and distance <= 6:
        features = [
            "carried",
            f"carried_{min(distance, 4)}",
            "carried_but_named_here" if has_here else "carried_none_here",
        ]
        if in_quotation:
            features.append("carried_in_quotation")
            features.append(f"carried_in_quotation_{'here' if has_here else 'none_here'}")
        if memory.claim_source is not None and memory.claim_source.claimant_id == memory.last.claimant_id:
            features.append("carried_made_last_claim")
        if sentence.lows and sentence.lows[0] in {
            "it",
            "they",
            "he",
            "she",
            "also",
            "another",
            "of",
            "among",
            "these",
            "those",
        }:
            features.append("carried_begins_with_reference")
        candidates.append(Candidate(memory.last, tuple(features)))
    near = sum(1 for s in statements if abs(s.verb_at - number) < 15)
    null = ["null", "null_none_here" if not has_here else "null_some_here", f"null_near_{min(near, 2)}"]
    if in_quotation:
        null.append("null_in_quotation")
    if memory.last is not None and distance <= 2:
        null.append("null_carry_possible")
    if memory.claim_source is not None and sentence.index - memory.claim_sentence <= 2:
        null.append("null_after_claim")
    if mention.rule in {"part", "coordination"}:
        null.append("null_part")
    return [*candidates, Candidate(None, tuple(null))]


def _features(
    sentence: Sentence, mention: Mention, statement: Statement, statements: list[Statement], in_quotation: bool
) -> list[str]:
    number = mention.number
    is_before = statement.verb_at < number
    low, high = (statement.last, number) if is_before else (number, statement.first)
    between = sentence.tags[low:high]
    features = ["here", f"form_{statement.form}", f"{statement.form}_{'before' if is_before else 'after'}"]
    features.append(f"distance_{'before' if is_before else 'after'}_{min(abs(statement.verb_at - number) // 6, 5)}")
    features.append(f"verb_{statement.verb}" if statement.verb in _STRONG_VERBS else "verb_other")
    if statement.is_pronoun:
        features.append("pronoun")
        features.append(f"pronoun_{statement.text.lower()}")
    if statement.is_generic:
        features.append("generic")
    if statement.known_id is not None:
        features.append("known")
        features.append(f"type_{names.claimants()[statement.known_id].claimant_type}")
    if in_quotation:
        features.append(f"in_quotation_{statement.form}")
    others = [s for s in statements if s is not statement]
    if any(
        (s.verb_at < number) == is_before
        and (statement.verb_at < s.verb_at < number or number < s.verb_at < statement.verb_at)
        for s in others
    ):
        features.append("other_nearer")
    if not others:
        features.append("only_one_here")
    if any(s.form == "citing" for s in others) and statement.form == "before_verb":
        features.append("but_cites_another")
    if statement.form == "before_verb" and is_before:
        rest = sentence.lows[statement.verb_at + 1 : statement.verb_at + 3]
        features.append(
            "verb_then_that"
            if "that" in rest
            else "verb_then_number"
            if number - statement.verb_at <= 3
            else "verb_then_other"
        )
    if statement.form == "before_verb" and not is_before:
        behind = sentence.tags[statement.verb_at + 1 :]
        features.append(
            "verb_ends_clause"
            if len(behind) <= 1 or behind[0] in "T,p;" or behind[:2] in {"bT", "wT"}
            else "verb_has_own_clause"
        )
    if statement.known_id is not None and others and names.claimants()[statement.known_id].claimant_type == "media":
        features.append(f"media_among_others_{statement.form}")
    commas = between.count(",")
    features.append(f"commas_{min(commas, 3)}_{'before' if is_before else 'after'}")
    if "&" in between:
        features.append(f"and_between_{'before' if is_before else 'after'}")
    if statement.verb_at >= len(sentence.tags) - 8 and not is_before:
        features.append("closes_sentence")
    if statement.first == 0:
        features.append("opens_sentence")
    if any(w in sentence.lows[max(0, statement.verb_at - 2) : statement.verb_at + 1] for w in ("who", "which")):
        features.append("in_relative_clause")
    return features
