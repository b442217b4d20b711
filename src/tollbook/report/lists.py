"""The data behind lists of articles and findings: each in parts, a part in files of some hundred rows."""

from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from tollbook.report.data_files import DataFolder
from tollbook.report.queries import Refer, select

__all__ = ["write_lists"]

_LISTS = ("article_list", "findings", "drift", "implied", "forecasts", "unread", "rejected")


def write_lists(con: duckdb.DuckDBPyConnection, data: DataFolder, refer: Refer) -> dict[str, list[dict[str, Any]]]:
    """Write the lists of articles and findings, each in parts: articles with claims and without, sums by severity,
    chains of citation, implied figures by verdict, forecasts with an outcome and without, what was not read by reason,
    what was refused by kind.

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
