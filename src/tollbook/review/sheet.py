"""The queue as a spreadsheet: written as CSV with empty columns for decisions, and read back with these filled in."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tollbook.review.decide import DecisionError, decide, find_subject, parse_corrected
from tollbook.review.queue import group_decisions, read_queue, read_readings, standing
from tollbook.warehouse import Correction, format_value, rearm, write_corrections, write_sheet

__all__ = ["Applied", "SheetError", "apply_sheet", "write_queue"]

DECIDED = ("decision", "corrected", "reason", "source")
"""The columns that a person fills in."""
REQUIRED = ("item", *DECIDED, "reading")
SHOWN = ("weight", "doubts", "quote", "value_text", "outlet_name", "published_date", "title", "n_rows_fed")
_DELIMITERS = (",", ";", "\t")


class SheetError(ValueError):
    """A sheet that cannot be applied: each line of the message names a row, a column, and what to do."""


@dataclass(frozen=True)
class Applied:
    """How many decisions of a sheet were recorded, and how many had been before."""

    n_recorded: int
    n_known: int


@dataclass(frozen=True)
class _Row:
    number: int
    cells: Mapping[str, str]

    @property
    def item_id(self) -> str:
        return self.cells["item"].rpartition(" ")[2]

    @property
    def decision(self) -> str:
        return self.cells["decision"].lower()


def write_queue(con: duckdb.DuckDBPyConnection, corrections: Path, path: Path) -> int:
    """Write what is open to a CSV file for a spreadsheet, in which no formula runs; return how many items it has.

    ``item`` has the id after its kind, so that no spreadsheet takes it for a number; ``reading`` is how a claim is
    read, and tells later whether that has changed.
    """
    items, readings = read_queue(con, corrections), read_readings(con)
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8-sig", newline="") as file:
        write_sheet(
            file,
            ("item", *DECIDED, *SHOWN, "reading"),
            (
                (
                    f"{item.item_type} {item.item_id}",
                    *("" for _ in DECIDED),
                    *(getattr(item, name) for name in SHOWN),
                    readings.get(item.item_id),
                )
                for item in items
            ),
        )
    new.replace(path)
    return len(items)


def apply_sheet(con: duckdb.DuckDBPyConnection, corrections: Path, path: Path) -> Applied:
    """Record the decisions of a sheet that ``write_queue`` wrote; doing it twice changes nothing.

    All rows are checked before any is recorded. Raises ``SheetError`` with all that is wrong, ``CorrectionError`` if
    the file of corrections cannot be read.
    """
    decided = group_decisions(corrections)
    add: list[Correction] = []
    remove: list[Correction] = []
    problems: list[str] = []
    rows = [row for row in _read_rows(path) if any(row.cells[column] for column in DECIDED)]
    places = {row.item_id: row.number for row in rows}
    n_known = 0
    for row in rows:
        before = decided.get(row.item_id, [])
        try:
            if places[row.item_id] != row.number:
                raise DecisionError("item", f"is decided in row {places[row.item_id]}, too; keep one of both")
            if _is_known(con, row, before):
                n_known += 1
            else:
                add += _decide(con, row, before)
                remove += before
        except DecisionError as error:
            problems.append(f"{path} row {row.number}, {error.part}: {error}")
    if problems:
        raise SheetError("\n".join(problems))
    if add:
        write_corrections(corrections, remove=remove, add=add)
    return Applied(len(rows) - n_known, n_known)


def _decide(con: duckdb.DuckDBPyConnection, row: _Row, before: list[Correction]) -> list[Correction]:
    subject = find_subject(con, row.item_id)
    if stands := standing(before, subject):
        raise DecisionError("item", f"is decided already ({stands[0].decision}: {stands[0].reason}); remove that first")
    if row.cells["reading"] != (subject.reading or ""):
        raise DecisionError("reading", "the claim reads otherwise now; write the queue anew and look at it again")
    is_corrected = row.cells["corrected"] or row.decision == "correct"
    values = parse_corrected(con, row.cells["corrected"]) if is_corrected else {}
    return decide(con, subject, row.decision, row.cells["reason"], corrected=values, source=row.cells["source"])


def _is_known(con: duckdb.DuckDBPyConnection, row: _Row, before: list[Correction]) -> bool:
    """Whether what the row decides has been recorded already; by then the claim may read as it was corrected."""
    reason = " ".join(row.cells["reason"].split())
    if not before or any((each.decision, each.reason) != (row.decision, reason) for each in before):
        return False
    if row.decision == "accept":
        return (before[0].expected_value or "") == row.cells["reading"]
    if row.decision != "correct":
        return True
    # What the claim had already was not recorded.
    values = {column: format_value(value) for column, value in parse_corrected(con, row.cells["corrected"]).items()}
    return all(values.get(each.column_name or "", "") == each.corrected_value for each in before)


def _read_rows(path: Path) -> list[_Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(f"{path}: is not in UTF-8; save it as CSV in UTF-8") from None
    header = text.partition("\n")[0].strip()
    delimiter = next((each for each in _DELIMITERS if set(REQUIRED) <= set(_split(header, each))), None)
    if delimiter is None:
        missing = [column for column in REQUIRED if column not in header]
        raise SheetError(
            f"{path}: has no column {', '.join(missing) or 'of those that are needed'}; write the queue with "
            "`tollbook review --csv` and keep its columns"
        )
    columns = _split(header, delimiter)
    rows = []
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        if number > 1 and any(cells):
            named = dict(zip(columns, cells, strict=False))
            rows.append(_Row(number, {column: rearm(named.get(column, "").strip()) for column in REQUIRED}))
    return rows


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])
