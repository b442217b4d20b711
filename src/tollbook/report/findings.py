"""The data behind the page of findings: lists in parts, each part in files of some hundred rows."""

from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from tollbook.report.data_files import DataFolder
from tollbook.report.queries import Refer, select

__all__ = ["write_findings"]

_LISTS = ("findings", "drift", "forecasts", "unread", "rejected")


def write_findings(con: duckdb.DuckDBPyConnection, data: DataFolder, refer: Refer) -> dict[str, list[dict[str, Any]]]:
    """Write findings of arithmetic by severity, chains of citation, forecasts, and what was not read by reason.

    Return for each list its parts: the value of the query's first column, the key of the part's files, its rows.
    """
    return {name: _write_parts(con, data, refer, name) for name in _LISTS}


def _write_parts(con: duckdb.DuckDBPyConnection, data: DataFolder, refer: Refer, name: str) -> list[dict[str, Any]]:
    table = select(con, name, refer)
    parts = []
    for number, (value, group) in enumerate(groupby(table.rows, itemgetter(0))):
        key = f"{name}/{number}"
        parts.append({"part": value, "key": key, "rows": data.write_pages(key, table.columns, group)})
    return parts
