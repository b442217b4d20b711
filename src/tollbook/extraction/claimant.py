"""Who makes the claim: candidates from the sentence's statements and those carried over, told apart by their
features."""

from dataclasses import dataclass

from tollbook.extraction import names
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.quotations import Quotations
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.sentences import Span
from tollbook.extraction.sources import Memory, Source, source_of
from tollbook.extraction.standing import opener_before
from tollbook.extraction.statements import Statement
from tollbook.extraction.tokens import Sentence

_COUNTING_NOUNS = word_set("counting_nouns")
_REFERRING = frozenset({"it", "they", "he", "she", "also", "another", "of", "among", "these", "those"})
_CARRIED_OVER = 6
_RECENT = 2
_WORDS_A_STEP = 6


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotation in which a figure stands, if it stands in one, and who speaks it where another sentence says so.

    ``speaker`` is the statement by which the quotation is told, with the index of its sentence.
    """

    quotations: Quotations
    around: Span | None
    speaker: tuple[int, Statement] | None


def claimant_candidates(
    sentence: Sentence,
    mention: Mention,
    statements: list[Statement],
    sources: list[Source],
    memory: Memory,
    quoted: Quoted,
) -> list[Candidate[Source | None]]:
    """Return the possible claimants of a figure, each with its features: the ``sources`` of the sentence's statements
    and those carried over; ``None`` stands for the article's own voice."""
    candidates: list[Candidate[Source | None]] = []
    for statement, source in zip(statements, sources, strict=True):
        features = _features(sentence, mention, statement, statements, source)
        if quoted.around is not None and quoted.quotations.around(statement.start) is None:
            features.append("quotes")
        candidates.append(Candidate(source, tuple(features)))
    if quoted.speaker is not None and quoted.speaker[0] != sentence.index:
        where = "behind" if quoted.speaker[0] > sentence.index else "ahead"
        candidates.append(Candidate(source_of(quoted.speaker[1], memory), ("speaker", f"speaker_{where}")))
    is_quoted = quoted.around is not None
    if memory.last is not None and sentence.index - memory.sentence <= _CARRIED_OVER:
        candidates.append(Candidate(memory.last, tuple(_carried(sentence, statements, memory, is_quoted))))
    return [*candidates, Candidate(None, tuple(_own_voice(sentence, mention, statements, memory, is_quoted)))]


def _features(
    sentence: Sentence, mention: Mention, statement: Statement, statements: list[Statement], source: Source
) -> list[str]:
    number = mention.number
    is_before = statement.verb_at < number
    shape = _shape(sentence, statement, is_before)
    commas = sentence.tags.count(",", *((statement.last, number) if is_before else (number, statement.first)))
    opener = opener_before(sentence, mention, statement.verb_at + 1 if is_before else 0)
    features = [
        "here",
        shape,
        f"verb_{statement.verb}",
        f"{shape}_distance_{min(abs(statement.verb_at - number) // _WORDS_A_STEP, 5)}",
        f"{shape}_commas_{min(commas, 3)}",
        f"{shape}_opener_{opener}",
    ]
    if statement.is_pronoun:
        features.append("pronoun")
    elif statement.is_generic and source.text == statement.text and _is_count(statement):
        features.append("counting_noun")
    known = names.claimants().get(source.claimant_id)
    if known is not None:
        features.append(f"type_{known.claimant_type}")
        if known.claimant_type == "media" and len(statements) > 1:
            features.append(f"media_among_others_{statement.form}")
    if any(_is_between(other, statement, number) for other in statements if other is not statement):
        features.append("other_nearer")
    if {"who", "which"} & set(sentence.lows[max(0, statement.verb_at - 2) : statement.verb_at + 1]):
        features.append("in_relative_clause")
    return features


def _shape(sentence: Sentence, statement: Statement, is_before: bool) -> str:
    """How the statement stands to the figure: before it, behind it as a tag ("..., X said"), behind it with a clause of
    its own, or inserted into the clause of another verb ("the town that X said was hit")."""
    if is_before:
        return f"{statement.form}_before"
    if statement.form != "before_verb":
        return f"{statement.form}_after"
    behind = sentence.tags[statement.behind :]
    is_tag = len(behind) <= 1 or behind[0] in "T,p;" or behind[:2] in {"bT", "wT"}
    if is_tag or sentence.lows[statement.behind].endswith("ing"):
        return "tag_after"
    return "inserted_after" if behind[0] in "bk" else "apart_after"


def _is_count(statement: Statement) -> bool:
    return statement.text.split()[-1].lower() in _COUNTING_NOUNS


def _is_between(other: Statement, statement: Statement, number: int) -> bool:
    """Whether another statement's verb stands between a statement's verb and the number."""
    return statement.verb_at < other.verb_at < number or number < other.verb_at < statement.verb_at


def _carried(sentence: Sentence, statements: list[Statement], memory: Memory, is_quoted: bool) -> list[str]:
    here = "named_here" if statements else "none_here"
    features = ["carried", f"carried_{min(sentence.index - memory.sentence, 4)}", f"carried_{here}"]
    if is_quoted:
        features.extend(("carried_in_quotation", f"carried_in_quotation_{here}"))
    if memory.claim_source is not None and memory.claim_source == memory.last:
        features.append("carried_made_last_claim")
    if sentence.lows and sentence.lows[0] in _REFERRING:
        features.append("carried_begins_with_reference")
    return features


def _own_voice(
    sentence: Sentence, mention: Mention, statements: list[Statement], memory: Memory, is_quoted: bool
) -> list[str]:
    opener = opener_before(sentence, mention, 0)
    features = ["null", f"null_under_{opener}", f"null_{'some' if statements else 'none'}_here_{opener}"]
    if is_quoted:
        features.append("null_in_quotation")
    if memory.claim_source is not None and sentence.index - memory.claim_sentence <= _RECENT:
        features.append("null_after_claim")
    return features
