"""Predictions: what a warehouse holds of a gold set's articles, and where in the gold text it stands."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tollbook.warehouse import open_published

__all__ = ["Prediction", "read_predictions"]


@dataclass(frozen=True)
class Prediction:
    """One extracted claim; empty text where a field is null. ``span`` is where its value stands in the gold text."""

    article: str
    quote: str
    value_text: str
    span: tuple[int, int] | None
    claim_type: str
    lower: float | None
    best: float | None
    upper: float | None
    per_unit: str
    fields: dict[str, str]
    claimants: tuple[str, ...]
    status: str
    last_date: date | None


def read_predictions(database: Path, texts: dict[str, str]) -> tuple[Prediction, ...]:
    """Return the claims that a warehouse holds of the articles in ``texts``, in the order of the warehouse.

    Raises ``FileNotFoundError`` if there is no database.
    """
    columns = (
        "quote, value_text, value_start, value_end, claim_type, lower, best, upper, per_unit, measure, party_id, "
        "time_basis, victim_type, claimant_name, claimant_text, status, coalesce(period_end_date, as_of_date)"
    )
    with open_published(database) as con:
        rows = con.execute(f"select external_id, {columns} from marts.claims").fetchall()
    return tuple(_read_row(row, texts[row[0]]) for row in rows if row[0] in texts)


def _read_row(row: tuple, text: str) -> Prediction:  # type: ignore[type-arg]
    article, quote, value_text, start, end, claim_type, lower, best, upper, per_unit, *others = row
    measure, party, time_basis, victim_type, claimant_name, claimant_text, status, last_date = others
    return Prediction(
        article=article,
        quote=quote,
        value_text=value_text,
        span=_locate(text, quote, value_text, start, end),
        claim_type=claim_type,
        lower=lower,
        best=best,
        upper=upper,
        per_unit=per_unit or "",
        fields={
            "measure": measure or "",
            "party": party or "",
            "time_basis": time_basis or "",
            "victim_type": victim_type or "",
        },
        claimants=tuple(name for name in (claimant_name, claimant_text) if name),
        status=status or "",
        last_date=last_date,
    )


def _locate(text: str, quote: str, value: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a value stands in ``text``: at its offsets, else in its quote, whatever white space that has."""
    if text[start:end] == value:
        return start, end
    for pattern in (re.escape(quote), r"\s+".join(map(re.escape, quote.split()))):
        if quote.strip() and (found := re.search(pattern, text)):
            inner = r"\s+".join(map(re.escape, value.split()))
            if at := re.compile(inner).search(text, *found.span()):
                return at.span()
    return None
