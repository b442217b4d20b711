"""A published file answers older clients of DuckDB as it answers the one that built it."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from tests.clients.installing import alone, install_python

ASK = """
import json, sys
import duckdb

con = duckdb.connect(sys.argv[1], read_only=True)
answers = {"version": duckdb.__version__}
for query in json.load(sys.stdin):
    try:
        answers[query] = [[str(value) for value in row] for row in con.execute(query).fetchall()]
    except duckdb.Error as error:
        answers[query] = str(error)
print(json.dumps(answers))
"""
QUERIES = (
    "select * from claims_about('RUS', 'killed')",
    "select * from series_as_known_on(date '2023-03-07')",
    "select * from marts.casualty_series order by all",
    "select interval_sum({lower: 1, upper: 2}, {lower: 3, upper: null::int}) as answer",
    "select interval_difference({lower: 10, upper: 20}, {lower: 1, upper: 2}) as answer",
    "select interval_ratio({lower: 10, upper: 20}, {lower: 2, upper: 4}) as answer",
    "select interval_overlaps({lower: 1, upper: 2}, {lower: 2, upper: 4}) as answer",
    "select interval_text(15000, null), interval_text(1.5, 2), number_text(1200000)",
    "select schema_name, table_name, comment from duckdb_tables() order by all",
    "select schema_name, table_name, column_name, comment from duckdb_columns() where not internal order by all",
    "select function_name from duckdb_functions() where not internal order by all",
)


def ask(database: Path, queries: list[str], packages: Path) -> dict[str, object]:
    """Return the answers of the DuckDB in ``packages``; -S leaves out all that is installed elsewhere."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", ASK, database],
        input=json.dumps(queries), env=alone(packages),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("version", ["1.3.2", "1.4.5", "1.5.6"])
def test_a_published_file_answers_as_it_does_the_builder_to_duckdb(version: str, versions: tuple[Path, Path]) -> None:
    published = versions[1] / "tollbook.duckdb"
    with duckdb.connect(str(published), read_only=True) as con:
        tables = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        ((claim_id,),) = con.execute("select min(claim_id) from marts.claims").fetchall()
    macros = [*QUERIES, f"select * from why('{claim_id}')"]
    # As text, for a moment in time needs one more package in Python.
    whole = [f"select columns(*)::varchar from {table} order by all" for (table,) in tables]
    answers = ask(published, [*macros, *whole], install_python(f"duckdb=={version}", options=["--no-deps"]))
    built = ask(published, [*macros, *whole], Path(duckdb.__file__).parents[1])
    assert (answers.pop("version"), str(built.pop("version"))[:4]) == (version, "2.0.")
    assert [query for query in macros if not built[query]] == []
    assert [answer for answer in built.values() if isinstance(answer, str)] == []
    for query, answer in built.items():
        assert answers[query] == answer, query
