"""Who makes the claim: candidates from the sentence's statements and those carried over, told apart by their
features."""

from tollbook.extraction import names
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.quotations import Quotations
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.sentences import Span
from tollbook.extraction.sources import Memory, Source, looks_like_person, source_of, sources_of
from tollbook.extraction.standing import is_in_opening_clause, opener_before
from tollbook.extraction.statements import Statement
from tollbook.extraction.tokens import Sentence

_COUNTING_NOUNS = word_set("counting_nouns")
_REFERRING = frozenset({"it", "they", "he", "she", "also", "another", "of", "among", "these", "those"})


def claimant_candidates(
    sentence: Sentence,
    mention: Mention,
    statements: list[Statement],
    memory: Memory,
    quotation: Span | None,
    speaker: tuple[int, Statement] | None,
    quotations: Quotations,
    goes_on: bool,
) -> list[Candidate[Source | None]]:
    """Return the possible claimants of a figure, each with its features; ``None`` stands for the article's own
    voice."""
    candidates: list[Candidate[Source | None]] = []
    for statement, source in zip(statements, sources_of(sentence, statements, memory), strict=True):
        features = _features(sentence, mention, statement, statements, source)
        features.extend(_quoting(statement, quotation, quotations))
        candidates.append(Candidate(source, tuple(features)))
    if speaker is not None and speaker[0] != sentence.index:
        where = "behind" if speaker[0] > sentence.index else "ahead"
        features = ["speaker", f"speaker_{where}", f"speaker_{'some' if statements else 'none'}_here"]
        if speaker[1].is_pronoun:
            features.append("speaker_pronoun")
        candidates.append(Candidate(source_of(speaker[1], memory), tuple(features)))
    elif quotation is not None and not statements:
        person = next((s for s in reversed(memory.named) if looks_like_person(s)), None)
        if person is not None and (memory.last is None or person.claimant_id != memory.last.claimant_id):
            candidates.append(Candidate(person, ("protagonist",)))
    if memory.last is not None and sentence.index - memory.sentence <= 6:
        candidates.append(Candidate(memory.last, tuple(_carried(sentence, goes_on, statements, memory, quotation is not None))))
    null = _own_voice(sentence, mention, statements, memory, quotation is not None)
    return [*candidates, Candidate(None, tuple(null))]


def _carried(
    sentence: Sentence, goes_on: bool, statements: list[Statement], memory: Memory, in_quotation: bool
) -> list[str]:
    here = "named_here" if statements else "none_here"
    features = ["carried", f"carried_{min(sentence.index - memory.sentence, 4)}", f"carried_{here}"]
    if in_quotation:
        features.extend(("carried_in_quotation", f"carried_in_quotation_{here}"))
    features.append("carried_within_paragraph" if goes_on else "carried_over_paragraph")
    if in_quotation and goes_on and sentence.index - memory.sentence == 1:
        features.append("carried_next_quotation")
    if sentence.lows and sentence.lows[0] in _REFERRING and goes_on:
        features.append("carried_reference_within")
    if goes_on:
        features.append(f"carried_within_{min(sentence.index - memory.sentence, 4)}")
    if (
        memory.claim_source is not None
        and memory.last is not None
        and memory.claim_source.claimant_id == memory.last.claimant_id
    ):
        features.append("carried_made_last_claim")
    if sentence.lows and sentence.lows[0] in _REFERRING:
        features.append("carried_begins_with_reference")
    return features


def _own_voice(
    sentence: Sentence, mention: Mention, statements: list[Statement], memory: Memory, in_quotation: bool
) -> list[str]:
    near = sum(1 for s in statements if abs(s.verb_at - mention.number) < 15)
    here = "some_here" if statements else "none_here"
    opener = opener_before(sentence, mention, 0)
    features = ["null", f"null_{here}", f"null_near_{min(near, 2)}", f"null_under_{opener}", f"null_{here}_{opener}"]
    if in_quotation:
        features.append("null_in_quotation")
    if memory.last is not None and sentence.index - memory.sentence <= 2:
        features.append("null_carry_possible")
    if memory.claim_source is not None and sentence.index - memory.claim_sentence <= 2:
        features.append("null_after_claim")
    if mention.rule in {"part", "coordination"}:
        features.append("null_part")
    if is_in_opening_clause(sentence, mention):
        features.append("null_in_opening_clause")
    return features


def _quoting(statement: Statement, quotation: Span | None, quotations: Quotations) -> list[str]:
    own = quotations.around(statement.start)
    if quotation is None:
        return [] if own is None else ["speaks_in_other_quotation"]
    if own is None:
        return ["quotes", f"quotes_{statement.form}"]
    return ["speaks_in_same_quotation" if own == quotation else "speaks_in_other_quotation"]


def _shape(sentence: Sentence, statement: Statement, is_before: bool) -> str:
    """How the statement stands to the figure: before it, behind it as a tag ("..., X said"), behind it with a clause of
    its own."""
    if is_before:
        return f"{statement.form}_before"
    if statement.form != "before_verb":
        return f"{statement.form}_after"
    behind = sentence.tags[statement.behind :]
    is_tag = len(behind) <= 1 or behind[0] in "T,p;" or behind[:2] in {"bT", "wT"}
    if is_tag or sentence.lows[statement.behind].endswith("ing"):
        return "tag_after"
    return "inserted_after" if behind[0] in "bk" else "apart_after"


def _features(
    sentence: Sentence, mention: Mention, statement: Statement, statements: list[Statement], source: Source
) -> list[str]:
    number = mention.number
    is_before = statement.verb_at < number
    shape = _shape(sentence, statement, is_before)
    low, high = (statement.last, number) if is_before else (number, statement.first)
    between = sentence.tags[low:high]
    features = ["here", shape, f"verb_{statement.verb}"]
    features.append(f"{shape}_distance_{min(abs(statement.verb_at - number) // 6, 5)}")
    features.append(f"{shape}_commas_{min(between.count(','), 3)}")
    if "&" in between:
        features.append(f"{shape}_and")
    opener = opener_before(sentence, mention, statement.verb_at + 1 if is_before else 0)
    features.append(f"{shape}_opener_{opener}")
    if is_in_opening_clause(sentence, mention):
        features.append(f"{shape}_in_opening_clause")
    if statement.is_pronoun:
        features.extend(("pronoun", f"pronoun_{statement.text.lower()}"))
    if statement.is_generic:
        features.append("generic")
        if statement.text.split()[-1].lower() in _COUNTING_NOUNS and source.text == statement.text:
            features.append("counting_noun")
    kind = names.claimants().get(source.claimant_id)
    if kind is not None:
        features.extend(("known", f"type_{kind.claimant_type}"))
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
    if kind is not None and others and kind.claimant_type == "media":
        features.append(f"media_among_others_{statement.form}")
    if statement.verb_at >= len(sentence.tags) - 8 and not is_before:
        features.append("closes_sentence")
    if statement.first == 0:
        features.append("opens_sentence")
    if any(w in sentence.lows[max(0, statement.verb_at - 2) : statement.verb_at + 1] for w in ("who", "which")):
        features.append("in_relative_clause")
    if statement.first and sentence.lows[statement.first - 1] in {"which", "what", "that", "who"}:
        features.append(f"{shape}_behind_{sentence.lows[statement.first - 1]}")
    return features
