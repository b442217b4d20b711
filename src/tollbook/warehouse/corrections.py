"""Corrections: what a person decided about a claim or an unread sentence, as rows of ``seeds/corrections.csv``."""

import csv
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import date
from fcntl import LOCK_EX, flock
from math import isfinite
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_type_hints

from tollbook.claims import Claim
from tollbook.warehouse.sheets import rearm, write_sheet

__all__ = [
    "CORRECTABLE",
    "DECISIONS",
    "Correction",
    "CorrectionError",
    "Decision",
    "describe_reading",
    "format_value",
    "parse_value",
    "read_corrections",
    "write_corrections",
]

Decision = Literal["accept", "correct", "reject"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
CORRECTABLE = (
    *("claim_type", "measure", "party_id", "victim_type", "lower", "best", "upper", "qualifier", "per_unit"),
    *("versus_party_id", "versus_text", "time_basis", "period_start_date", "period_end_date", "as_of_date"),
    *("date_precision", "claimant_id", "claimant_name", "via_text", "status", "is_subset", "conflict_id"),
)
"""The columns of a claim that a person can set; the others are words of the article and places in it."""

_HINTS = {column: hint for column, hint in get_type_hints(Claim).items() if column in CORRECTABLE}


class CorrectionError(ValueError):
    """``seeds/corrections.csv`` cannot be read as corrections."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of ``seeds/corrections.csv``.

    ``accept`` says that an item is right as it is read: ``expected_value`` is the reading of a claim, as
    ``describe_reading`` writes it. ``correct`` sets one column of a claim from ``expected_value`` to
    ``corrected_value``; ``reject`` says that there is no claim.
    """

    item_id: str
    decision: str | None
    column_name: str | None
    expected_value: str | None
    corrected_value: str | None
    reason: str | None
    source: str | None


COLUMNS = tuple(field.name for field in fields(Correction))


def parse_value(column: str, text: str | None) -> Any:
    """Return the value that a text stands for in a column of claims; nothing is null.

    Raises ``ValueError``, saying what may stand there, for a column that cannot be corrected and for a text that is no
    value of it.
    """
    if column not in CORRECTABLE:
        raise ValueError(f"{column} cannot be corrected; these can: {', '.join(CORRECTABLE)}")
    kind, is_nullable = _kind_of(column)
    if text is None or not text.strip():
        if not is_nullable:
            raise ValueError(f"{column} cannot be empty")
        return None
    text = text.strip()
    words = get_args(kind)
    if words:
        return _pick(column, text, {str(word): word for word in words})
    if kind is bool:
        return _pick(column, text.lower(), {"true": True, "false": False})
    if kind is str:
        return text
    try:
        value = date.fromisoformat(text) if kind is date else float(text.replace(",", ""))
    except ValueError:
        value = None
    if value is None or (isinstance(value, float) and not isfinite(value)):
        wanted = "date; write YYYY-MM-DD" if kind is date else "number; write digits"
        raise ValueError(f"{column} is {text!r}, which is no {wanted}")
    return value


def format_value(value: Any) -> str | None:
    """Return the text that stands for a value of a claim's column; ``parse_value`` reads it back."""
    if value is None or isinstance(value, str):
        return " ".join(value.split()) if value else None
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def describe_reading(claim: Mapping[str, Any]) -> str:
    """Return how a claim is read, in one line: ``claim_type=count; measure=killed; ...``, without what is null."""
    told = ((column, format_value(claim[column])) for column in CORRECTABLE)
    return "; ".join(f"{column}={text}" for column, text in told if text is not None)


def read_corrections(path: Path) -> list[Correction]:
    """Return the rows of a file of corrections; an empty field is ``None``.

    Raises ``CorrectionError`` if the file is not there, or has other columns.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{path}: {error}; it must be a CSV file in UTF-8") from error
    return list(_parse(text, path))


def write_corrections(path: Path, remove: Sequence[Correction] = (), add: Sequence[Correction] = ()) -> None:
    """Remove and append rows of a file of corrections, which is replaced whole; the other rows stay as they stand.

    Raises ``CorrectionError`` as ``read_corrections`` does, ``OSError`` if the file cannot be written.
    """
    with _hold(path.parent):
        kept = read_corrections(path)
        for row in remove:
            if row in kept:
                kept.remove(row)
        new = path.with_name(f".{path.name}.new")
        with new.open("w", encoding="utf-8", newline="") as file:
            write_sheet(file, COLUMNS, (astuple(row) for row in [*kept, *add]))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


@contextmanager
def _hold(folder: Path) -> Iterator[None]:
    """Keep other processes from changing files of ``folder`` until the block ends: nobody's decision gets lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _parse(text: str, path: Path) -> Iterator[Correction]:
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        columns = tuple(next(rows, ()))
        if columns != COLUMNS:
            raise CorrectionError(f"{path}: its columns are {', '.join(columns)}; they must be {', '.join(COLUMNS)}")
        for cells in rows:
            if len(cells) != len(COLUMNS):
                raise CorrectionError(
                    f"{path} line {rows.line_num}: has {len(cells)} fields, not {len(COLUMNS)}; put a field with "
                    "commas in quotes"
                )
            item_id, *others = (rearm(cell) or None for cell in cells)
            if item_id is None:
                raise CorrectionError(f"{path} line {rows.line_num}: item_id is empty; give the id of a claim")
            yield Correction(item_id, *others)
    except csv.Error as error:
        raise CorrectionError(f"{path} line {rows.line_num}: {error}; mend its quotes") from error


def _kind_of(column: str) -> tuple[Any, bool]:
    """Return what a column of ``Claim`` holds: a ``Literal`` or a type, and whether it may be null."""
    hint = _HINTS[column]
    others = [part for part in get_args(hint) if part is not NoneType]
    return (others[0], True) if NoneType in get_args(hint) else (hint, False)


def _pick(column: str, text: str, words: Mapping[str, Any]) -> Any:
    if text not in words:
        raise ValueError(f"{column} is {text!r}; it is one of {', '.join(words)}")
    return words[text]
