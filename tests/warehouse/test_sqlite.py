import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tollbook.warehouse import ForeignFileError, LockedFileError, export_sqlite

TITLE = "=1+1 <b>500</b> \N{EN DASH} Łódź"
TABLES = {
    "marts.articles": "select 'a1' as article_id, ? as title, 'Freedonia lost 500 men.' as text, true as is_current,"
    " timestamptz '2030-01-01 02:00:00+02' as first_loaded_at, date '2030-01-02' as published_date",
    "marts.claims": "select 'c1' as claim_id, 'a1' as article_id, 'Freedonia lost 500 men.' as quote,"
    " 500::double as lower, null::double as upper, 0::hugeint as n_outliers,"
    " [{field: 'measure', reason: 'lost'}] as reasons",
    "marts.casualty_series": "select ['c1', 'c2'] as claim_ids, null::varchar[] as none from range(25000)",
    "quality.rejected_claims": "select 'unknown' as claim_id, 'a1' as article_id, {lower: 1.5} as bounds",
    "staging.raw": "select 1 as n",
}


@pytest.fixture
def book() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        for schema in ("marts", "quality", "staging"):
            con.execute(f"create schema {schema}")
        for table, select in TABLES.items():
            con.execute(f"create table {table} as {select}", [TITLE] * select.count("?"))
        yield con


def ask(file: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as con:
        return con.execute(sql).fetchall()


def test_it_holds_the_tables_of_marts_and_quality_with_every_row(
    book: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = export_sqlite(book, tmp_path / "deep" / "book.sqlite")
    tables = ask(file, "select name from sqlite_schema where type = 'table' and name not like '%_fts%' order by name")
    assert tables == [("articles",), ("casualty_series",), ("claims",), ("rejected_claims",)]
    assert ask(file, "select count(*) from casualty_series") == [(25000,)]
    assert [each.name for each in file.parent.iterdir()] == ["book.sqlite"]


def test_texts_are_as_printed_and_other_types_as_is_usual_in_sqlite(
    book: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = export_sqlite(book, tmp_path / "book.sqlite")
    assert ask(file, "select title, is_current, first_loaded_at, published_date from articles") == [
        (TITLE, 1, "2030-01-01T00:00:00Z", "2030-01-02")
    ]
    assert ask(file, "select lower, typeof(lower), upper, n_outliers, reasons ->> '$[0].reason' from claims") == [
        (500.0, "real", None, 0, "lost")
    ]
    assert ask(file, "select json(claim_ids), none from casualty_series limit 1") == [('["c1","c2"]', None)]
    assert ask(file, "select bounds from rejected_claims") == [('{"lower":1.5}',)]


def test_claims_lead_to_their_article_and_both_can_be_searched(book: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = export_sqlite(book, tmp_path / "book.sqlite")
    for table in ("claims", "rejected_claims"):
        references = {row[2:5] for row in ask(file, f"pragma foreign_key_list({table})")}
        assert references == {("articles", "article_id", "article_id")}
    assert ask(file, "pragma foreign_key_check") == []
    assert ask(file, "select name from pragma_table_info('claims') where pk") == [("claim_id",)]
    for index, word in [("claims_fts", "freedonia"), ("articles_fts", "łodz")]:
        table = index.removesuffix("_fts")
        found = f"select count(*) from {table} where rowid in (select rowid from {index} where {index} match '{word}')"
        assert ask(file, found) == [(1,)]


def test_who_has_it_open_sees_the_next_export(book: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = export_sqlite(book, tmp_path / "book.sqlite")
    with closing(sqlite3.connect(file)) as reader:
        assert reader.execute("select claim_id from claims").fetchall() == [("c1",)]
        book.execute("update marts.claims set claim_id = 'c2'")
        book.execute("alter table marts.claims add column newer int default 1")
        export_sqlite(book, file)
        assert reader.execute("select claim_id, newer from claims").fetchall() == [("c2", 1)]


def test_it_gives_up_where_another_program_keeps_it_locked(book: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = export_sqlite(book, tmp_path / "book.sqlite")
    with closing(sqlite3.connect(file)) as other:
        other.execute("begin exclusive")
        with pytest.raises(LockedFileError, match=r"book\.sqlite: another program keeps it locked"):
            export_sqlite(book, file, patience=0.1)
    assert ask(file, "select count(*) from claims") == [(1,)]
    assert [each.name for each in tmp_path.iterdir()] == ["book.sqlite"]


def test_it_never_takes_the_place_of_what_it_did_not_write(book: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    own, text = tmp_path / "own.sqlite", tmp_path / "notes.txt"
    with closing(sqlite3.connect(own)) as con:
        con.execute("create table own (n)")
    text.write_text("no database")
    with pytest.raises(ForeignFileError, match=r"own\.sqlite: is a SQLite database that tollbook did not write"):
        export_sqlite(book, own)
    with pytest.raises(ForeignFileError, match=r"notes\.txt: is there and is no SQLite database"):
        export_sqlite(book, text)
    with pytest.raises(ForeignFileError, match="is no SQLite database"):
        export_sqlite(book, tmp_path)
    assert ask(own, "select count(*) from own") == [(0,)]
    assert text.read_text() == "no database"


def test_a_file_that_sqlite_cannot_write_is_named(book: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    # The name is not too long for a file, but for the journal beside it.
    with pytest.raises(OSError, match=r"nnn\.sqlite: cannot be written: "):
        export_sqlite(book, tmp_path / ("n" * 243 + ".sqlite"))
