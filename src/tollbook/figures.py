"""Figures of a structured series: what a mapping reads in one row, kept with the row."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import orjson

from tollbook.claims import ClaimType, Measure, Precision, Qualifier, Status, TimeBasis, Unit, VictimType

__all__ = ["Figure", "dump_figures", "load_figures"]

_DATES = ("period_start_date", "period_end_date", "as_of_date")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a row: where it stands in the row's text, and what the columns and the mapping say that it is.

    The fields mean what they mean in ``Claim``; ``claimant`` is a claimant's id or a name as the series prints it.
    """

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
    time_basis: TimeBasis | None
    period_start_date: date | None
    period_end_date: date | None
    as_of_date: date | None
    date_precision: Precision | None
    claimant: str | None
    claimant_text: str | None
    status: Status
    is_subset: bool
    conflict_id: str | None
    reasons: tuple[tuple[str, str], ...]


def dump_figures(figures: tuple[Figure, ...]) -> str:
    """Return figures as JSON, to be kept in ``Article.figures``."""
    return orjson.dumps(figures).decode()


def load_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures in what ``dump_figures`` gave."""
    return tuple(Figure(**{name: _load_field(name, record[name]) for name in _FIELDS}) for record in orjson.loads(text))


_FIELDS = tuple(field.name for field in fields(Figure))


def _load_field(name: str, value: Any) -> Any:
    if name in _DATES and value is not None:
        return date.fromisoformat(value)
    return tuple((field, reason) for field, reason in value) if name == "reasons" else value
