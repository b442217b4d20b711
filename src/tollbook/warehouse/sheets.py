"""Write tables as CSV for spreadsheets, in which nothing that an article printed runs as a formula."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import duckdb

__all__ = ["export_sheets", "rearm", "write_sheet"]

# What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection), with the wide forms of other scripts.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BATCH = 10_000


def write_sheet(file: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as CSV under their header; a text that a spreadsheet would take for a formula gets a leading
    apostrophe, which spreadsheets take for "this is text".
    """
    for row in chain([columns], rows):
        file.write(_write_row(row))


def rearm(text: str) -> str:
    """Return a cell's text without the apostrophe that ``write_sheet`` put before it."""
    return text[1:] if text.startswith("'") and _is_formula(text[1:]) else text


def export_sheets(con: duckdb.DuckDBPyConnection, folder: Path) -> tuple[Path, ...]:
    """Write each table of marts to ``folder/<table>.csv`` and return the files; one that is there is replaced whole."""
    folder.mkdir(parents=True, exist_ok=True)
    names = con.execute(
        """select table_name from duckdb_tables()
        where database_name = current_database() and schema_name = 'marts' order by table_name"""
    ).fetchall()
    return tuple(_export_sheet(con, name, folder) for (name,) in names)


def _export_sheet(con: duckdb.DuckDBPyConnection, table: str, folder: Path) -> Path:
    path = folder / f"{table}.csv"
    new = path.with_suffix(".csv.new")
    cursor = con.execute(f'from marts."{table}"')
    columns = [column[0] for column in cursor.description or ()]
    with new.open("w", encoding="utf-8", newline="") as file:
        write_sheet(file, columns, _stream_rows(cursor))
    return new.replace(path)


def _stream_rows(cursor: duckdb.DuckDBPyConnection) -> Iterable[Sequence[Any]]:
    while rows := cursor.fetchmany(_BATCH):
        yield from rows


def _write_row(cells: Sequence[Any]) -> str:
    # The csv module leaves a lone carriage return unquoted, which would begin a row, and in it a formula, of its own.
    return ",".join(_quote(_disarm("" if cell is None else str(cell), cell)) for cell in cells) + "\n"


def _disarm(text: str, cell: Any) -> str:
    return f"'{text}" if isinstance(cell, str) and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    # White space before it does not stop a spreadsheet.
    return text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text
