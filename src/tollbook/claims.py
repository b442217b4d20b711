"""What a claim is: the columns and the vocabulary that extractor, schemas and SQL models share."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

ClaimType = Literal["count", "rate", "ratio", "multiple", "share"]
Measure = Literal["killed", "wounded", "missing", "captured", "casualties", "losses"]
VictimType = Literal["military", "civilian"]
Qualifier = Literal["exact", "about", "nearly", "more_than", "at_least", "up_to", "less_than", "range", "vague"]
Unit = Literal["day", "week", "month", "year"]
TimeBasis = Literal["cumulative", "period", "incident"]
Precision = Literal["day", "month", "year", "inferred"]
Status = Literal["stated", "estimated", "confirmed", "projected", "disputed"]

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
MEASURES: tuple[Measure, ...] = get_args(Measure)
VICTIM_TYPES: tuple[VictimType, ...] = get_args(VictimType)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
UNITS: tuple[Unit, ...] = get_args(Unit)
TIME_BASES: tuple[TimeBasis, ...] = get_args(TimeBasis)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Claim:
    """One casualty claim, as an article prints it. Every column means what the data dictionary says.

    Offsets are code points into the article's text, half-open: ``text[quote_start:quote_end] == quote`` and
    ``text[value_start:value_end] == value_text``, always. ``reasons`` says, field by field, what decided it.
    """

    claim_id: str
    article_id: str
    quote: str
    quote_start: int
    quote_end: int
    value_text: str
    value_start: int
    value_end: int
    claim_type: ClaimType
    measure: Measure
    measure_text: str
    party_id: str | None
    victim_type: VictimType | None
    lower: float | None
    best: float | None
    upper: float | None
    qualifier: Qualifier
    per_unit: Unit | None
    versus_party_id: str | None
    versus_text: str | None
    time_basis: TimeBasis | None
    period_start_date: date | None
    period_end_date: date | None
    as_of_date: date | None
    date_precision: Precision | None
    claimant_id: str | None
    claimant_name: str | None
    claimant_text: str | None
    via_text: str | None
    status: Status
    is_subset: bool
    conflict_id: str | None
    rule_id: str
    extractor: str
    extractor_version: str
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadSentence:
    """A sentence with a number and a word of harm that gave no claim, and why."""

    article_id: str
    sentence: str
    sentence_start: int
    sentence_end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article: its claims in the order of the text, and what was left unread."""

    claims: tuple[Claim, ...]
    unread: tuple[UnreadSentence, ...]


def claim_id_of(article_id: str, value_start: int, value_end: int, claim_type: str, measure: str) -> str:
    """Return the stable id of a claim: 16 hexadecimal digits of its article, value span, type and measure."""
    key = f"{article_id}|{value_start}|{value_end}|{claim_type}|{measure}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]
