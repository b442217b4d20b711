"""The sources that statements name, each resolved to a claimant, and what earlier sentences leave of them."""

import re
from dataclasses import dataclass, replace

from tollbook.extraction import names
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.source_spans import PRONOUNS, is_name, is_source_word
from tollbook.extraction.statements import Statement, known_claimant
from tollbook.extraction.tokens import Sentence, Token


@dataclass(frozen=True, slots=True)
class Source:
    """A claimant as the article names it: the words printed, the id and full name, and who passed the figure on."""

    text: str
    claimant_id: str
    name: str
    via: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is a pronoun for which no source was found."""
        return self.text.lower() in PRONOUNS


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave for the next: the last source, the sources named, and the last claim's source."""

    last: Source | None = None
    sentence: int = -9
    claim_source: Source | None = None
    claim_sentence: int = -9
    named: tuple[Source, ...] = ()
    subject: Source | None = None
    subject_sentence: int = -9
    group: Source | None = None


_NAME_WITHIN = 5
_SUBJECT_WITHIN = 4
_NAMED_KEPT = 8
_MAIN_FORMS = frozenset({"before_verb", "according", "after_verb"})
_SLUG = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj)\.?\s+")
_LEAD = re.compile(r"^(?:the|a|an|another|other|its|their|his|her)\s+", re.IGNORECASE)
_PLACE = re.compile(r"\s+(?:in|at|from)\s.*", re.DOTALL)
_DEFINITE = re.compile(r"^(?:the|its|his|her|their|this|that|these|those|both)\b", re.IGNORECASE)
_PERSON_PRONOUNS = word_set("person_pronouns")
_PERSON_ROLES = word_set("person_roles")
_INSTITUTIONS = word_set("institutions")
_OUTLETS = word_set("outlet_nouns")
_PUBLICATIONS = word_set("publications")
_UTTERANCES = word_set("utterances")
_GROUP_NOUNS = frozenset({"group", "militant", "militia", "movement", "rebel", "insurgent", "jihadist"})
_WORKS = frozenset({"inquiry", "panel", "report", "study"})
_HEADS = word_set("source_heads")
_COUNTING_NOUNS = word_set("counting_nouns")
_EPITHET = re.compile(r"\d+-year-old")


def source_of(statement: Statement, memory: Memory) -> Source:
    """Return the source that a statement names; a pronoun or a plain noun is resolved to the source it stands for."""
    if statement.is_pronoun:
        antecedent = _antecedent(statement.text, memory)
        if antecedent is not None:
            return replace(antecedent, via=statement.via or antecedent.via)
    full = _earlier(statement, memory)
    if full is not None:
        return Source(statement.text, full.claimant_id, full.name, statement.via or full.via)
    name = (
        names.claimants()[statement.known_id].name
        if statement.known_id
        else _TITLE.sub("", _LEAD.sub("", _PLACE.sub("", statement.text) if statement.is_generic else statement.text))
    )
    return Source(statement.text, statement.known_id or slug(name), name, statement.via)


def sources_of(sentence: Sentence, statements: list[Statement], memory: Memory) -> list[Source]:
    """Return the sources of a sentence's statements in their order; "it said" may take up a name before it."""
    sources: list[Source] = []
    person = find_person(sentence, memory) if statements else None
    named = memory.named if person is None else (*memory.named, person)
    last = memory.last
    for statement in statements:
        subject = _open_subject(sentence, statement, memory) if not sources else None
        if subject is not None:
            sources.append(replace(subject, via=statement.via))
            continue
        group = find_group(sentence, statement.first) if statement.is_generic else None
        known = replace(memory, last=last, named=named, group=group or memory.group)
        sources.append(source_of(statement, known))
        if not statement.is_pronoun:
            last = sources[-1]
            named = (*named, last)
    return sources


def remember(
    sentence: Sentence,
    statements: list[Statement],
    sources: list[Source],
    memory: Memory,
    claim_source: Source | None,
) -> Memory:
    """Return what is left for the sentences behind this one; ``sources`` are those of its statements, and
    ``claim_source`` made its last claim."""
    last, named, spoke_in = memory.last, memory.named, memory.sentence
    kept = [(source, statement) for source, statement in zip(sources, statements, strict=True) if not source.is_open]
    if kept:
        last = next((source for source, statement in kept if statement.form in _MAIN_FORMS), kept[0][0])
        spoke_in = sentence.index
    person = find_person(sentence, memory)
    named = (
        *named,
        *(source for source, statement in zip(sources, statements, strict=True) if not statement.is_pronoun),
        *((person,) if person is not None else ()),
    )
    subject = find_subject(sentence, _SUBJECT_WITHIN)
    return Memory(
        last=claim_source or last,
        sentence=spoke_in if claim_source is None else sentence.index,
        claim_source=claim_source or memory.claim_source,
        claim_sentence=memory.claim_sentence if claim_source is None else sentence.index,
        named=named[-_NAMED_KEPT:],
        subject=subject or memory.subject,
        subject_sentence=memory.subject_sentence if subject is None else sentence.index,
        group=find_group(sentence, len(sentence.tokens)) or memory.group,
    )


def _open_subject(sentence: Sentence, statement: Statement, memory: Memory) -> Source | None:
    """The state or group that "it" or "they" stands for, spoken of in the sentence or in the one before."""
    if statement.text.lower() not in {"it", "they"}:
        return None
    subject = find_subject(sentence, statement.first)
    if subject is None and memory.sentence < memory.subject_sentence == sentence.index - 1:
        subject = memory.subject
    return subject


def find_subject(sentence: Sentence, before: int) -> Source | None:
    """Return the state or group that a sentence speaks of first, before the token ``before``, as a possible source.

    It is what "it said" stands for in "Freedonia last gave a figure in May, when it said".
    """
    for i, token in enumerate(sentence.tokens[:before]):
        if token.name is None or token.name.kind not in {"country", "metonym", "group"}:
            continue
        first = i - 1 if i and sentence.tokens[i - 1].low == "the" else i
        is_subject = first == 0 or sentence.tags[first - 1] in "&,r" or sentence.tokens[first - 1].low == "when"
        if is_subject and sentence.tags[i + 1 : i + 2] != "'":
            return _named_source(token.text)
    return None


def find_group(sentence: Sentence, before: int) -> Source | None:
    """Return the armed group that a sentence names last before the token ``before``: "the group" of what follows."""
    for token in reversed(sentence.tokens[:before]):
        if token.name is not None and token.name.kind == "group":
            return _named_source(token.text)
    return None


def find_person(sentence: Sentence, memory: Memory) -> Source | None:
    """Return the person that a sentence begins with: a name of two words or more, or one that an earlier name holds."""
    tokens = sentence.tokens
    first = next((i for i, t in enumerate(tokens[:_NAME_WITHIN]) if _is_person_word(t)), None)
    if first is None or any(t.tag not in "aDLPCMbw" for t in tokens[:first]):
        return None
    last = first
    while last < len(tokens) and _is_person_word(tokens[last]):
        last += 1
    if last == len(tokens) or tokens[last].tag in "UFLDPMC-:(" or tokens[last].text[:1].isupper():
        return None
    words = [t.text for t in tokens[first:last]]
    if len(words) == 1:
        return next((s for s in reversed(memory.named) if words[0] in s.text.split()), None)
    name = " ".join(words)
    return Source(name, slug(name), name, None) if len(words) <= 4 else None


def _is_person_word(token: Token) -> bool:
    return (
        token.tag == "w"
        and token.text[:1].isupper()
        and token.text[1:].islower()
        and is_name(token)
        and not is_source_word(token)
        and token.low not in _INSTITUTIONS
    )


def _named_source(text: str) -> Source:
    known = known_claimant(text)
    return Source(text, known or slug(text), names.claimants()[known].name if known else text, None)


def slug(name: str) -> str:
    """Return an id made of a name that the reference data do not know: lower case, words joined by hyphens."""
    return _SLUG.sub("-", _LEAD.sub("", name.lower().replace("’", "").replace("'", ""))).strip("-")[:80] or "unnamed"


def looks_like_person(source: Source) -> bool:
    """Whether a source is a person: a role, or a personal name with no noun of an institution in it."""
    text = source.text
    words = set(_SLUG.sub(" ", text.lower()).split())
    if words & _PERSON_ROLES or _EPITHET.search(text):
        return True
    if words & _INSTITUTIONS or not 1 <= len(text.split()) <= 3 or not text[:1].isupper() or _DEFINITE.search(text):
        return False
    known = names.claimants().get(source.claimant_id)
    if known is not None and (known.claimant_type not in {"belligerent", "government"} or len(known.name.split()) != 2):
        return False
    return not any(word.isupper() and len(word) > 1 for word in text.split())


def _antecedent(pronoun: str, memory: Memory) -> Source | None:
    """The earlier source that "it", "he" or "they" stands for."""
    wants_person = pronoun.lower() in _PERSON_PRONOUNS | {"i"}
    for source in reversed(memory.named):
        if looks_like_person(source) == wants_person:
            return source
    return memory.last


def _earlier(statement: Statement, memory: Memory) -> Source | None:
    """The earlier source that a short name ("Mr Jones") or a plain noun ("the ministry") takes up."""
    if statement.known_id is not None:
        return None
    if statement.is_generic:
        return _of_noun(statement.text, memory)
    words = _TITLE.sub("", statement.text).split()
    if not 1 <= len(words) <= 2 or not words[-1][:1].isupper():
        return None
    last_name = re.compile(rf"\b{re.escape(words[-1])}\b")
    for source in reversed(memory.named):
        for name in (source.name, source.text):
            if len(name.split()) > len(words) and last_name.search(name):
                return source
    return None


def _of_noun(text: str, memory: Memory) -> Source | None:
    """The earlier source that a plain noun stands for: "the ministry", "the outlet", "a ministry statement"."""
    words = _WORD.findall(text.lower())
    if not words:
        return None
    head = _singular(words[-1])
    owners = [_singular(w) for w in words[:-1] if w in _HEADS] if words[-1] in _COUNTING_NOUNS else []
    if not owners and not _DEFINITE.search(text):
        return None
    for source in reversed(memory.named):
        if (owners or [head])[-1] in {_singular(w) for w in _WORD.findall(f"{source.text} {source.name}".lower())}:
            return source
    if head in _GROUP_NOUNS and memory.group is not None:
        return memory.group
    if _EPITHET.search(text):
        return next((s for s in reversed(memory.named) if looks_like_person(s)), None)
    if head in _OUTLETS:
        return next((s for s in reversed(memory.named) if _is_outlet(s)), memory.last)
    if head in _UTTERANCES:
        return memory.last
    if head in _PUBLICATIONS:
        is_work = head in _WORKS
        others = (s for s in reversed(memory.named) if not looks_like_person(s) and not (is_work and _is_outlet(s)))
        return next(others, memory.last)
    return None


def _is_outlet(source: Source) -> bool:
    known = names.claimants().get(source.claimant_id)
    return known is not None and known.claimant_type == "media"


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
