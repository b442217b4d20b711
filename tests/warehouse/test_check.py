"""A check selects what is wrong, and says whether that stops the publish."""

from pathlib import Path

import pytest
from tests.warehouse_rows import fetch, frame_articles, frame_claims, open_loaded

from tollbook.warehouse import ModelError, run_checks


def write_check(folder: Path, severity: str, sql: str) -> Path:
    (folder / "checks").mkdir()
    (folder / "checks" / "worry.sql").write_text(f"-- Something is wrong.\n-- severity: {severity}\n{sql}\n")
    return folder / "checks"


@pytest.mark.parametrize(
    ("severity", "sql", "stops"),
    [
        ("error", "select 1 as wrong", True),
        ("error", "select 1 as wrong where false", False),
        ("warn", "select 1 as wrong", False),
    ],
    ids=["rows of an error", "no rows", "rows of a warning"],
)
def test_publishing_is_stopped_or_not_by(severity: str, sql: str, stops: bool, tmp_path: Path) -> None:
    checks = write_check(tmp_path, severity, sql)
    with open_loaded(tmp_path / "w.duckdb", frame_articles(), frame_claims()) as con:
        (result,) = run_checks(con, checks)
        assert result.stops_publishing is stops
        kept = fetch(con, "select check_name, severity, n_rows, is_passed, description from quality.check_results")
        assert kept == [("worry", severity, result.n_rows, result.passed, "Something is wrong.")]


def test_a_result_counts_all_rows_and_shows_the_first(tmp_path: Path) -> None:
    checks = write_check(tmp_path, "error", "select unnest(range(1000)) as number")
    with open_loaded(tmp_path / "w.duckdb", frame_articles(), frame_claims()) as con:
        (result,) = run_checks(con, checks)
    assert result.n_rows == 1000
    assert result.rows[:2] == ({"number": 0}, {"number": 1})
    assert len(result.rows) == 20


@pytest.mark.parametrize(
    ("severity", "sql", "said"),
    [("fatal", "select 1 as x", "severity is 'fatal'"), ("error", "select nothing", "worry.sql: .*nothing")],
    ids=["no severity of ours", "no such column"],
)
def test_a_check_that_cannot_run_is_named(severity: str, sql: str, said: str, tmp_path: Path) -> None:
    checks = write_check(tmp_path, severity, sql)
    with (
        open_loaded(tmp_path / "w.duckdb", frame_articles(), frame_claims()) as con,
        pytest.raises(ModelError, match=said),
    ):
        run_checks(con, checks)
