"""Who makes the claim: candidates from the sentence's statements and those carried over, told apart by their
features."""

from tollbook.extraction import names
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.quotations import Quotations
from tollbook.extraction.sentences import Span
from tollbook.extraction.sources import Memory, Source, source_of, sources_of
from tollbook.extraction.standing import opener_before
from tollbook.extraction.statements import Statement
from tollbook.extraction.tokens import Sentence

_STRONG_VERBS = word_set("claim_verbs")


def claimant_candidates(
    sentence: Sentence,
    mention: Mention,
    statements: list[Statement],
    memory: Memory,
    quotation: Span | None,
    speaker: tuple[int, Statement] | None,
    quotations: Quotations,
) -> list[Candidate[Source | None]]:
    """Return the possible claimants of a figure, each with its features; ``None`` stands for the article's own
    voice."""
    number = mention.number
    in_quotation = quotation is not None
    candidates: list[Candidate[Source | None]] = []
    for statement, source in zip(statements, sources_of(sentence, statements, memory), strict=True):
        candidates.append(Candidate(source, tuple([*_features(sentence, mention, statement, statements, in_quotation), *_quoting(statement, quotation, quotations)])))
    if speaker is not None and speaker[0] != sentence.index:
        where = "behind" if speaker[0] > sentence.index else "ahead"
        features = ["speaker", f"speaker_{where}", f"speaker_{'some' if statements else 'none'}_here"]
        if speaker[1].is_pronoun:
            features.append("speaker_pronoun")
        candidates.append(Candidate(source_of(speaker[1], memory), tuple(features)))
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
    opener = opener_before(sentence, mention, 0)
    null.append(f"null_under_{opener}")
    if has_here:
        null.append(f"null_here_under_{opener}")
    return [*candidates, Candidate(None, tuple(null))]


def _quoting(statement: Statement, quotation: Span | None, quotations: Quotations) -> list[str]:
    own = quotations.around(statement.start)
    if quotation is None:
        return [] if own is None else ["speaks_in_other_quotation"]
    if own is None:
        return ["quotes", f"quotes_{statement.form}"]
    return [f"speaks_in_same_quotation"] if own == quotation else ["speaks_in_other_quotation"]


def _features(
    sentence: Sentence, mention: Mention, statement: Statement, statements: list[Statement], in_quotation: bool
) -> list[str]:
    number = mention.number
    is_before = statement.verb_at < number
    low, high = (statement.last, number) if is_before else (number, statement.first)
    between = sentence.tags[low:high]
    features = ["here", f"form_{statement.form}", f"{statement.form}_{'before' if is_before else 'after'}"]
    features.append(f"distance_{'before' if is_before else 'after'}_{min(abs(statement.verb_at - number) // 6, 5)}")
    features.append(f"verb_{statement.verb}")
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
    if is_before:
        features.append(f"before_through_{opener_before(sentence, mention, statement.verb_at + 1)}")
    else:
        features.append(f"after_under_{opener_before(sentence, mention, 0)}")
    return features
