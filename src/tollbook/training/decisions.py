"""The decisions that the extractor takes on an example, and which of its candidates a careful reader would accept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tollbook.evaluation import GoldClaim
from tollbook.evaluation.claimants import is_same_claimant
from tollbook.evaluation.score import is_same_date
from tollbook.extraction.engine import extract
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence
from tollbook.training.examples import Example

__all__ = ["STEPS", "Decision", "collect_decisions"]

STEPS = ("scope", "victim_type", "party", "time_basis", "period", "status", "claimant")
"""The judging steps in the order in which a figure goes through them; each has its own weights."""


@dataclass(frozen=True)
class Decision:
    """One choice: its step, the features of each candidate, and which candidates are right (some, but not all)."""

    step: str
    features: tuple[tuple[str, ...], ...]
    is_right: tuple[bool, ...]


def collect_decisions(examples: Iterable[Example]) -> Iterator[Decision]:
    """Yield the decisions of all examples from which something can be learned, taken with the weights now in use.

    Later decisions of an article build on earlier ones as they were taken, right or wrong, as they do in use.
    """
    for example in examples:
        seen: list[Decision] = []

        def observe(
            step: str,
            sentence: Sentence,
            mention: Mention,
            candidates: list[Candidate[Any]],
            chosen: Candidate[Any],
            claims: tuple[GoldClaim, ...] = example.claims,
            seen: list[Decision] = seen,
        ) -> None:
            decision = _judge(step, sentence, mention, candidates, claims)
            if decision is not None:
                seen.append(decision)

        extract(example.article, observe)
        yield from seen


def _judge(
    step: str, sentence: Sentence, mention: Mention, candidates: list[Candidate[Any]], claims: tuple[GoldClaim, ...]
) -> Decision | None:
    token = sentence.tokens[mention.number]
    start, end = (token.number.start, token.number.end) if token.number is not None else (token.start, token.end)
    here = [claim for claim in claims if claim.start < end and start < claim.end]
    if step == "scope":
        if here and all(claim.is_doubtful for claim in here):
            return None
        is_right = tuple(candidate.answer is bool(here) for candidate in candidates)
    elif here and (step == "party" or not here[0].is_doubtful):
        is_right = tuple(_is_accepted(step, candidate.answer, here[0]) for candidate in candidates)
        if step == "period":
            is_right = _prefer_the_day_itself(is_right, candidates, here[0])
            if not any(is_right):
                # No day at all is better than a wrong one.
                is_right = tuple(candidate.answer is None for candidate in candidates)
    else:
        return None
    if not any(is_right) or all(is_right):
        return None
    return Decision(step, tuple(candidate.names for candidate in candidates), is_right)


def _prefer_the_day_itself(
    is_right: tuple[bool, ...], candidates: list[Candidate[Any]], claim: GoldClaim
) -> tuple[bool, ...]:
    """A day that is one off is right in scoring, but teaches nothing where the day itself is among the candidates."""
    exact = tuple(c.answer is not None and str(c.answer.last) == claim.last_date for c in candidates)
    return exact if any(exact) else is_right


def _is_accepted(step: str, answer: Any, claim: GoldClaim) -> bool:
    if step == "claimant":
        return is_same_claimant((answer.name, answer.text) if answer is not None else (), claim.claimants)
    if step == "status":
        return bool(answer == claim.status)
    if step == "period":
        return (
            answer is None
            if claim.last_date is None
            else answer is not None and is_same_date(answer.last, claim.last_date)
        )
    if step == "time_basis" and answer == "incident" and claim.claim_type != "count":
        answer = "period"  # only a count can be of one incident
    return (answer or "") in claim.accepted[step]
