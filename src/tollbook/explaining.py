"""Show where in an article its claims stand, and why each field of a claim is what it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tollbook.claims import Claim
from tollbook.extraction.names import party_names

__all__ = ["NOT_TOLD", "Explanation", "Mark", "MarkKind", "explain_claim", "mark_text"]

MarkKind = Literal["value", "harm", "claimant", "party"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an article's text (code points, half-open) that a claim rests on.

    ``numbers`` are the places in the list of claims, from 1, of those that rest on it.
    """

    start: int
    end: int
    kind: MarkKind
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A field of a claim, what it is in words, and what decided that."""

    field: str
    value: str
    reason: str


def mark_text(text: str, claims: Sequence[Claim]) -> list[Mark]:
    """Return the marks of all claims in the order of the text; none overlap.

    The value is where the claim says. Its word of harm and its claimant's words are the nearest that are printed like
    them, the claimant's also before its sentence; its party is every name in its sentence that stands for the party.
    Where two would overlap, a value goes before a word of harm, that before a claimant, and that before a party.
    """
    spans: dict[tuple[int, int, MarkKind], list[int]] = {}
    for number, claim in enumerate(claims, 1):
        for span in _spans(text, claim):
            spans.setdefault(span, []).append(number)
    marks: list[Mark] = []
    taken = bytearray(len(text))
    for kind in ("value", "harm", "claimant", "party"):
        for (start, end, of), numbers in spans.items():
            if of == kind and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                marks.append(Mark(start, end, of, tuple(numbers)))
    return sorted(marks, key=lambda mark: mark.start)


def _spans(text: str, claim: Claim) -> Iterator[tuple[int, int, MarkKind]]:
    yield claim.value_start, claim.value_end, "value"
    harm = _nearest(text, claim.measure_text, claim.quote_start, claim.quote_end, claim.value_start)
    if harm is not None:
        yield *harm, "harm"
    if claim.claimant_text:
        here = _nearest(text, claim.claimant_text, claim.quote_start, claim.quote_end, claim.value_start)
        there = here or _nearest(text, claim.claimant_text, 0, claim.quote_start, claim.value_start)
        if there is not None:
            yield *there, "claimant"
    for party_id in (claim.party_id or "").split("+"):
        names = _party_pattern(party_id)
        if names is not None:
            for match in names.finditer(text, claim.quote_start, claim.quote_end):
                yield *match.span(), "party"


def _nearest(text: str, words: str, start: int, end: int, at: int) -> tuple[int, int] | None:
    """The place in ``text[start:end]``, nearest to ``at``, where ``words`` stand as words of their own."""
    if not words:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    found = [match.span() for match in pattern.finditer(text, start, end)]
    return min(found, key=lambda span: max(span[0] - at, at - span[1]), default=None)


@cache
def _names_by_party() -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for _, name in party_names().items():
        names.setdefault(name.id, set()).add(name.printed)
    return names


@cache
def _party_pattern(party_id: str) -> re.Pattern[str] | None:
    """What finds the names that stand for a party, as they are printed or all in capitals; the longest first."""
    names = _names_by_party().get(party_id)
    if not names:
        return None
    forms = {form.replace("’", "'") for name in names for form in (name, name.upper())}
    printed = "|".join(re.escape(form).replace("'", "['’]") for form in sorted(forms, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<!\w)(?:{printed})(?!\w)")


NOT_TOLD = "not told"
_TYPES = {
    "count": "a number of people",
    "rate": "people per unit of time",
    "ratio": "one side's losses to another's",
    "multiple": "losses as a multiple of others",
    "share": "a part of all losses",
}
_PRECISIONS = {
    "day": "known to the day",
    "month": "known to the month",
    "year": "known to the year",
    "inferred": "the article itself has no date",
    None: "neither text nor article gives a day",
}


def explain_claim(claim: Claim) -> list[Explanation]:
    """Return field by field what a claim says and why: by the reasons that it carries, else by its own wording.

    Every reason of the claim is there; a field that the text does not tell is "not told".
    """
    values = {
        "value": claim.value_text,
        "claim_type": claim.claim_type,
        "bounds": _bounds(claim),
        "measure": claim.measure,
        "party": claim.party_id,
        "victim_type": claim.victim_type,
        "claimant": claim.claimant_name,
        "status": claim.status,
        "time_basis": claim.time_basis,
        "period": _period(claim),
        "as_of_date": claim.as_of_date.isoformat() if claim.as_of_date is not None else None,
    }
    wording = {
        "value": f"rule {claim.rule_id}",
        "claim_type": _TYPES[claim.claim_type],
        "bounds": f"the wording is {claim.qualifier.replace('_', ' ')}",
        "measure": f"printed as “{claim.measure_text}”",
        "period": f"its time basis is {claim.time_basis or NOT_TOLD}",
        "as_of_date": _PRECISIONS[claim.date_precision],
    }
    if claim.claim_type in {"ratio", "multiple"}:
        values["versus"] = claim.versus_party_id
        wording["versus"] = f"printed as “{claim.versus_text}”" if claim.versus_text else "the text does not name it"
    decided: dict[str, list[str]] = {}
    for field, reason in claim.reasons:
        decided.setdefault(field, []).append(reason)
    explained = []
    for field, value in values.items():
        reasons = decided.pop(field, [wording[field]] if field in wording else [])
        if reasons:
            explained.append(Explanation(field, value or NOT_TOLD, "; ".join(reasons)))
    for field, reasons in decided.items():
        explained.append(Explanation(field, "kept" if field == "scope" else "", "; ".join(reasons)))
    return explained


def _bounds(claim: Claim) -> str:
    unit = f" per {claim.per_unit}" if claim.per_unit else " percent" if claim.claim_type == "share" else ""
    if claim.best is not None and claim.lower == claim.best == claim.upper:
        return f"{claim.best:,.12g}{unit}"
    lower = "no lower bound" if claim.lower is None else f"{claim.lower:,.12g}"
    upper = "no upper bound" if claim.upper is None else f"{claim.upper:,.12g}"
    return f"{lower} to {upper}{unit}"


def _period(claim: Claim) -> str | None:
    first, last = (
        day.isoformat() if day is not None else "?" for day in (claim.period_start_date, claim.period_end_date)
    )
    if first == last:
        return None if first == "?" else first
    return f"{first} to {last}"
