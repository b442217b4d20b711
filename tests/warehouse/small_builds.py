"""Small builds of a warehouse that say how much they hold, to publish one after the other, and who reads them."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from tollbook.storage import Folder
from tollbook.warehouse import (
    Run,
    attach,
    create_database,
    decide_publishing,
    export_tables,
    finish_publishing,
    frame_runs,
    load_table,
    remove_archive,
    write_run,
)

READER = """
import sys
from io import BytesIO
from pathlib import Path
import duckdb
import polars as pl

warehouse, most = Path(sys.argv[1]), int(sys.argv[2])
n_reads, seen = 0, set()
while n_reads < most and not (warehouse / "stop").exists():
    with duckdb.connect(str(warehouse / "tollbook.duckdb"), read_only=True) as con:
        (told,), (held,) = con.execute(
            "select n_articles from quality.runs union all select count(*) from marts.articles"
        ).fetchall()
    assert told == held, (told, held)
    seen.add(held)
    export = BytesIO((warehouse / "exports" / "articles.parquet").read_bytes())
    build, height = pl.read_parquet_metadata(export)["build_id"], pl.read_parquet(export).height
    assert build == f"build {height}", (build, height)
    n_reads += 1
print(n_reads, len(seen))
"""
"""Reads database and exports again and again, up to so many times or until there is a file ``stop``; ends with an error
if it ever meets half of a build.
"""


def make_run(number: int) -> Run:
    at = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    run_id = f"{at:%Y%m%dT%H%M%S}Z"
    return Run(run_id, "published", f"build {number}", at, at, "0.1.0", "rules", n_articles=number)


def build(warehouse: Path, number: int, *names: str) -> None:
    """Build a small warehouse of so many articles, ready to publish; ``names`` are further tables."""
    building, run = warehouse / "building", make_run(number)
    create_database(building / "tollbook.duckdb")
    with attach(building / "tollbook.duckdb") as con:
        for name in ("articles", *names):
            load_table(con, f"marts.{name}", pl.DataFrame({"article_id": range(number)}))
        load_table(con, "quality.runs", frame_runs([run]))
        export_tables(con, building / "exports", f"build {number}")
    write_run(Folder(building), run)
    remove_archive(building / "tollbook.duckdb")


def publish(warehouse: Path) -> Run | None:
    decide_publishing(warehouse / "building", warehouse / "publishing")
    return finish(warehouse)


def finish(warehouse: Path) -> Run | None:
    return finish_publishing(
        warehouse / "publishing", warehouse, warehouse / "tollbook.duckdb", Folder(warehouse / "archive")
    )


def start_reader(warehouse: Path, n_most: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", READER, str(warehouse), str(n_most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end_reader(reader: "subprocess.Popen[str]") -> tuple[int, int, str]:
    """Return how often it read, how many builds it saw, and what was wrong."""
    told, wrong = reader.communicate(timeout=600)
    n_reads, n_builds = map(int, told.split()) if reader.returncode == 0 else (0, 0)
    return n_reads, n_builds, wrong if reader.returncode else ""
