"""Check: run the queries that select what is wrong; rows of an error stop the publish, those of a warning do not."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from tollbook.warehouse.models import ModelError, read_header

__all__ = ["CheckResult", "run_checks"]

Severity = Literal["error", "warn"]
_SHOWN = 20


@dataclass(frozen=True)
class CheckResult:
    """What one check found: how many rows, and the first of them as mappings from column to value."""

    check_name: str
    description: str
    severity: Severity
    n_rows: int
    rows: tuple[dict[str, Any], ...]

    @property
    def passed(self) -> bool:
        """Whether the check selected nothing."""
        return self.n_rows == 0

    @property
    def stops_publishing(self) -> bool:
        """Whether what it found forbids to publish."""
        return self.severity == "error" and not self.passed


def run_checks(con: duckdb.DuckDBPyConnection, checks_folder: Path) -> tuple[CheckResult, ...]:
    """Run each file of ``checks_folder`` and keep the outcome in ``quality.check_results``; return the results by name.

    Raises ``ModelError`` for a file without a description and ``-- severity:`` error or warn, or that DuckDB refuses.
    """
    results = tuple(_run_check(con, path) for path in sorted(checks_folder.glob("*.sql")))
    con.execute("delete from quality.check_results")
    if results:
        con.executemany(
            "insert into quality.check_results values (?, ?, ?, ?, ?)",
            [(each.check_name, each.severity, each.n_rows, each.passed, each.description) for each in results],
        )
    return results


def create_results_table(con: duckdb.DuckDBPyConnection) -> None:
    """Create the empty table ``quality.check_results``, so that it is described like every other before checks run."""
    con.execute(
        """create table quality.check_results (
            check_name varchar, severity varchar, n_rows bigint, is_passed boolean, description varchar
        )"""
    )


def _run_check(con: duckdb.DuckDBPyConnection, path: Path) -> CheckResult:
    sql = path.read_text(encoding="utf-8").strip().rstrip(";")
    header = read_header(sql)
    match header.get("severity"):
        case "error":
            severity: Severity = "error"
        case "warn":
            severity = "warn"
        case other:
            raise ModelError(f"sql/checks/{path.name}: severity is {other!r}; write `-- severity: error` or `warn`")
    if not header.get("description"):
        raise ModelError(f"sql/checks/{path.name}: begin it with comment lines that say what is wrong with its rows")
    try:
        cursor = con.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        rows = cursor.fetchall()
    except duckdb.Error as error:
        raise ModelError(f"sql/checks/{path.name}: {error}") from error
    shown = tuple(dict(zip(names, row, strict=True)) for row in rows[:_SHOWN])
    return CheckResult(path.stem, header["description"], severity, len(rows), shown)
