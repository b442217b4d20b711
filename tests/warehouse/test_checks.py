"""Each check finds the worry that it is named after, and nothing in a warehouse that is right."""

from collections.abc import Iterator

import duckdb
import pytest
from tests.warehouse import worries_of_claims, worries_of_tables
from tests.warehouse_rows import PROJECT, fetch, frame_articles, frame_claims, open_loaded

from tollbook.warehouse import build_models

CHECKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((PROJECT / "sql" / "checks").glob("*.sql"))}
WORRIES = worries_of_tables.WORRIES | worries_of_claims.WORRIES


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("checks") / "w.duckdb"
    with open_loaded(path, frame_articles(), frame_claims()) as con:
        build_models(con, PROJECT / "sql")
        yield con


def test_every_check_is_worried_about_something_here() -> None:
    assert sorted(WORRIES) == list(CHECKS)


@pytest.mark.parametrize("name", WORRIES)
def test_the_worry_is_found_where_it_is_and_only_there(name: str, built: duckdb.DuckDBPyConnection) -> None:
    sql, n_rows = WORRIES[name]
    assert fetch(built, CHECKS[name]) == []
    built.execute("begin")
    built.execute(sql)
    found = fetch(built, CHECKS[name])
    built.execute("rollback")
    assert len(found) == n_rows
