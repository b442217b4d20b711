import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tollbook.warehouse import export_sheets, write_sheet


def read_back(*cells: Any) -> list[str]:
    file = io.StringIO()
    write_sheet(file, [f"c{number}" for number in range(len(cells))], [cells])
    _, row = csv.reader(io.StringIO(file.getvalue(), newline=""))
    return row


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","500 dead")',
        "+1+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "  =1+1",
        "\n=1+1",
        "＝1+1",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_marked_as_text(text: str) -> None:
    assert read_back(text) == [f"'{text}"]


def test_all_else_is_written_as_it_is() -> None:
    assert read_back('He said "500", then left', "a=b", -5, 1.5, None, date(2030, 1, 2), True, "") == [
        'He said "500", then left', "a=b", "-5", "1.5", "", "2030-01-02", "True", "",
    ]  # fmt: skip
    assert read_back(["=1", "b"], {"lower": 1}) == ["['=1', 'b']", "{'lower': 1}"]


def test_a_header_is_no_formula_either() -> None:
    file = io.StringIO()
    write_sheet(file, ["=1"], [])
    assert file.getvalue() == "'=1\n"


def test_every_mart_becomes_a_file_and_an_older_one_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "losses.csv").write_text("old")
    with duckdb.connect() as con:
        for schema in ("marts", "staging"):
            con.execute(f"create schema {schema}")
        con.execute("create table marts.losses as select '=1' as word, n from range(25000) as r(n)")
        con.execute("create table staging.raw as select 1 as n")
        (path,) = export_sheets(con, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["losses.csv"]
    lines = path.read_text().splitlines()
    assert (lines[0], lines[1], len(lines)) == ("word,n", "'=1,0", 25001)
