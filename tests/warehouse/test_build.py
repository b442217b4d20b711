"""The project's own models build on any archive, describe all that they make, and pass their checks."""

import re
from datetime import date
from pathlib import Path

import pytest
from tests.warehouse_rows import PROJECT, fetch, frame_articles, frame_claims, open_loaded

from tollbook.warehouse import ModelError, build_models, run_checks

CLAIMS = frame_claims(
    {"claim_id": "1" * 16, "claimant_id": "rebels", "time_basis": "cumulative", "as_of_date": date(2030, 1, 1)},
    {"claim_id": "2" * 16, "claimant_id": "staff", "time_basis": "cumulative", "as_of_date": date(2030, 1, 2)},
)


@pytest.mark.parametrize("claims", [frame_claims(), CLAIMS], ids=["nothing", "claims"])
def test_every_check_that_could_stop_a_publish_passes_on(claims: object, tmp_path: Path) -> None:
    full = claims is CLAIMS
    articles = frame_articles({}) if full else frame_articles()
    with open_loaded(tmp_path / "w.duckdb", articles, CLAIMS if full else frame_claims()) as con:
        build_models(con, PROJECT / "sql")
        results = run_checks(con, PROJECT / "sql" / "checks")
        assert [result.check_name for result in results if result.stops_publishing] == []
        assert fetch(con, "select count(*) from quality.check_results") == [(len(results),)]


def test_the_dictionary_lists_every_column_with_what_it_means(tmp_path: Path) -> None:
    with open_loaded(tmp_path / "w.duckdb", frame_articles({}), CLAIMS) as con:
        build_models(con, PROJECT / "sql")
        columns = "select count(*) from duckdb_columns() where database_name = 'warehouse' and not internal"
        assert fetch(con, "select count(*), count(description) from marts.data_dictionary") == [
            (fetch(con, columns)[0][0],) * 2
        ]
        assert fetch(
            con,
            "select data_type, example from marts.data_dictionary"
            " where table_schema = 'marts' and table_name = 'claims' and column_name = 'value_text'",
        ) == [("VARCHAR", "500")]
        ((comment,),) = fetch(con, "select comment from duckdb_tables() where table_name = 'casualty_series'")
        assert comment.startswith("Casualty figures over time")
        assert "Grain: conflict_id" in comment


def test_the_dictionary_describes_nothing_that_is_not_there(tmp_path: Path) -> None:
    from tollbook.warehouse.dictionary import read_dictionary

    dictionary = read_dictionary(PROJECT / "sql" / "dictionary.yml")
    with open_loaded(tmp_path / "w.duckdb", frame_articles(), frame_claims()) as con:
        build_models(con, PROJECT / "sql")
        rows = fetch(con, "select table_schema || '.' || table_name, column_name from marts.data_dictionary")
    tables, columns = {table for table, _ in rows}, {column for _, column in rows}
    assert set(dictionary.tables) <= tables
    assert {key.rpartition(".")[2] for key in dictionary.columns} <= columns


@pytest.mark.parametrize(
    ("file", "sql", "said"),
    [
        ("marts/broken", "select no_such_column from archive.claims", "no_such_column"),
        ("marts/broken", "select from from", "syntax error"),
        ("marts/broken", "select 1 as x; select 2 as x", "holds 2 statements; a file here is one SELECT"),
        ("marts/broken", "create table t as select 1 as x", "requires a SELECT"),
        ("macros/broken", "select 1 as x", "a file here is one CREATE MACRO"),
    ],
    ids=["no such column", "no SQL", "two statements", "no query", "no macro"],
)
def test_a_model_that_duckdb_refuses_is_named(file: str, sql: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "sql" / f"{file}.sql"
    path.parent.mkdir(parents=True)
    path.write_text(f"-- Broken.\n-- grain: none\n{sql}", encoding="utf-8")
    with (
        open_loaded(tmp_path / "w.duckdb", frame_articles(), frame_claims()) as con,
        pytest.raises(ModelError, match=rf"(?is)sql/{file}\.sql: .*{said}"),
    ):
        build_models(con, tmp_path / "sql")


def test_nothing_is_built_where_one_model_is_no_sql(tmp_path: Path) -> None:
    for name, sql in (("a", "select 1 as x"), ("b", "select from from")):
        path = tmp_path / "sql" / "marts" / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"-- One.\n-- grain: none\n{sql}", encoding="utf-8")
    with open_loaded(tmp_path / "w.duckdb", frame_articles(), frame_claims()) as con:
        with pytest.raises(ModelError):
            build_models(con, tmp_path / "sql")
        assert fetch(con, "select count(*) from duckdb_tables() where schema_name = 'marts'") == [(0,)]


@pytest.mark.parametrize("path", sorted((PROJECT / "sql" / "macros").glob("*.sql")), ids=lambda path: path.stem)
def test_macros_call_no_function_that_came_with_duckdb_2(path: Path) -> None:
    # Tables are data to an older client, but a macro runs in it; if() was the one that DuckDB 1.3 and 1.4 refused.
    assert not re.search(r"\bif\s*\(", path.read_text(encoding="utf-8"))
