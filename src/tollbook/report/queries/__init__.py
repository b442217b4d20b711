"""The queries that the pages of the report are made of, one SQL file each, and what runs them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import duckdb

__all__ = ["SHOWN_CLAIMS", "Refer", "Table", "read_query", "read_references", "select"]

SHOWN_CLAIMS = 6
"""How many of a figure's claims a page leads to."""

Refer = Callable[[Sequence[str]], str]
"""Returns where the first claims of a list stand, as `article/claim`, joined by spaces."""


@dataclass(frozen=True)
class Table:
    """The rows of a query under the names of their columns."""

    columns: list[str]
    rows: list[list[Any]]


def read_query(name: str) -> str:
    """Return the text of the query ``<name>.sql``."""
    return files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")


def read_references(con: duckdb.DuckDBPyConnection) -> Refer:
    """Return what tells where claims stand."""
    articles = dict(con.execute("select claim_id, article_id from marts.claims").fetchall())
    return lambda claim_ids: " ".join(f"{articles[claim]}/{claim}" for claim in claim_ids[:SHOWN_CLAIMS])


def select(con: duckdb.DuckDBPyConnection, name: str, refer: Refer) -> Table:
    """Return what the query ``<name>.sql`` selects, with where claims stand in place of their ids.

    A column ``claim_ids`` is then called ``claims``; so is one in the structs of a list.
    """
    cursor = con.execute(read_query(name))
    columns = [column[0] for column in cursor.description or ()]
    rows = [
        [_refer(column, cell, refer) for column, cell in zip(columns, row, strict=True)] for row in cursor.fetchall()
    ]
    return Table([_rename(column) for column in columns], rows)


def _refer(column: str, cell: Any, refer: Refer) -> Any:
    if column.startswith("claim_ids"):
        return refer(cell)
    if isinstance(cell, list):
        return [{_rename(name): _refer(name, value, refer) for name, value in each.items()} for each in cell]
    return cell


def _rename(column: str) -> str:
    return column.replace("claim_ids", "claims")
