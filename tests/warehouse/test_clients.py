"""A published file answers older clients of DuckDB as it answers the one that built it.

Each client is installed once into a folder of its own under ``.venv/clients``, and asked in a process that sees nothing
else; where no package index can be reached, its test steps aside.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from tests.warehouse_rows import PROJECT

from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.stages import Place

CLIENTS = PROJECT / ".venv" / "clients"
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


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = Place(PROJECT, tmp_path_factory.mktemp("clients"))
    assert run_stages(PLAIN, place, Input([PROJECT / "seeds" / "articles"]), lambda *_: None).status == "published"
    return place.database


def install_client(version: str) -> Path:
    """Return the folder that holds this version of DuckDB and nothing else; skip the test if it cannot be had."""
    folder = CLIENTS / f"duckdb-{version}"
    if not folder.is_dir():
        CLIENTS.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=CLIENTS) as made:
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=0"]
            command += [
                "--timeout=5",
                "--no-deps",
                "--only-binary=:all:",
                "--target",
                f"{made}/client",
                f"duckdb=={version}",
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"DuckDB {version} cannot be installed, so it is not asked: {done.stderr.strip()[-200:]}")
            # Whole or not at all, also if two test runs install at once.
            if not folder.is_dir():
                os.replace(f"{made}/client", folder)
    return folder


def ask(database: Path, queries: list[str], packages: Path) -> dict[str, object]:
    """Return the answers of the DuckDB in ``packages``; -S leaves out all that is installed elsewhere."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", ASK, database],
        input=json.dumps(queries), env=os.environ | {"PYTHONPATH": str(packages)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("version", ["1.3.2", "1.4.5", "1.5.6"])
def test_a_published_file_answers_as_it_does_the_builder_to_duckdb(version: str, published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as con:
        tables = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        ((claim_id,),) = con.execute("select min(claim_id) from marts.claims").fetchall()
    macros = [*QUERIES, f"select * from why('{claim_id}')"]
    # As text, for a moment in time needs one more package in Python.
    whole = [f"select columns(*)::varchar from {table} order by all" for (table,) in tables]
    answers = ask(published, [*macros, *whole], install_client(version))
    built = ask(published, [*macros, *whole], Path(duckdb.__file__).parents[1])
    assert (answers.pop("version"), str(built.pop("version"))[:4]) == (version, "2.0.")
    assert [query for query in macros if not built[query]] == []
    assert [answer for answer in built.values() if isinstance(answer, str)] == []
    for query, answer in built.items():
        assert answers[query] == answer, query
