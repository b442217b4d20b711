"""Each page of ``tests/models`` proves sentences about SQL models: given tables, and the rows that come of them.

A heading ``##`` is the sentence. Below it stand tables, each after a line ``given `schema.table` `` or
``expected `schema.table` ``. An empty cell is null. Given claims and articles have the columns that matter; the rest
is filled in (``tests/warehouse_rows.py``), ``figure`` sets lower, best and upper at once, and an article that claims
name is there without being given. Expected rows are compared in their order, over the columns that the page shows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.warehouse_rows import PROJECT, fetch, frame_articles, frame_claims, open_loaded

from tollbook.warehouse import order_models, read_models

Rows = list[dict[str, str | None]]
SOURCES = ("archive.articles", "archive.claims")


@dataclass(frozen=True)
class Case:
    """One sentence of a page with its tables by name."""

    page: str
    sentence: str
    given: dict[str, Rows]
    expected: dict[str, Rows]


def read_cases() -> Iterator[Case]:
    for path in sorted((PROJECT / "tests" / "models").glob("*.md")):
        for section in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            sentence, _, body = section.partition("\n")
            case = Case(path.stem, sentence.strip(), {}, {})
            for role, table, lines in re.findall(r"^(given|expected) `(.+?)`:?\n\n((?:\|.*(?:\n|$))+)", body, re.M):
                getattr(case, role)[table] = read_table(lines)
            assert case.expected, f"{path.name}: {sentence} expects nothing"
            yield case


def read_table(lines: str) -> Rows:
    cells = [[cell.strip() or None for cell in line.strip().strip("|").split("|")] for line in lines.splitlines()]
    header, _, *rows = cells
    return [dict(zip((str(name) for name in header), row, strict=True)) for row in rows]


CASES = list(read_cases())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.page}: {case.sentence}" for case in CASES])
def test_the_page_holds(case: Case, tmp_path: Path) -> None:
    claims = [fill_claim(row, number) for number, row in enumerate(case.given.get("archive.claims", []))]
    articles = {row["article_id"]: fill_article(row) for row in case.given.get("archive.articles", [])}
    for claim in claims:
        articles.setdefault(claim["article_id"], fill_article({"article_id": claim["article_id"]}))
    with open_loaded(tmp_path / "page.duckdb", frame_articles(*articles.values()), frame_claims(*claims)) as con:
        for table, rows in case.given.items():
            if table not in SOURCES:
                replace_rows(con, table, rows)
        for model in order_models(read_models(PROJECT / "sql")):
            con.execute(model.sql if model.is_macro else f"create table {model.table} as {model.sql}")
        for table, rows in case.expected.items():
            columns = list(rows[0]) if rows else ["*"]
            found = fetch(con, f"select {', '.join(columns)} from {table}")
            assert [[as_text(value) for value in row] for row in found] == [
                [as_text(read_value(cell)) for cell in row.values()] for row in rows if any(row.values())
            ]


def fill_claim(row: dict[str, str | None], number: int) -> dict[str, Any]:
    claim = {name: read_value(cell) for name, cell in row.items() if name != "figure"}
    if row.get("figure"):
        claim |= dict.fromkeys(("lower", "best", "upper"), float(str(row["figure"])))
    # Claims follow each other in the text as they do on the page.
    return {"claim_id": f"c{number + 1}", "article_id": "a1", "value_start": number, "value_end": number + 1, **claim}


def fill_article(row: dict[str, Any]) -> dict[str, Any]:
    return {name: read_value(cell) for name, cell in row.items()}


def replace_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    con.execute(f"delete from {table}")
    for row in rows:
        con.execute(
            f"insert into {table} ({', '.join(row)}) values ({', '.join('?' for _ in row)})", list(row.values())
        )


def read_value(cell: str | None) -> Any:
    if cell in (None, "true", "false"):
        return None if cell is None else cell == "true"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(cell)):
        return date.fromisoformat(str(cell))
    return cell if not re.fullmatch(r"-?\d+(\.\d+)?", str(cell)) else float(str(cell))


def as_text(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"
    return " ".join(value) if isinstance(value, list) else str(value)
