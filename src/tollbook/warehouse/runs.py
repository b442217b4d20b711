"""Runs: what each published run read, found and changed, kept beside the archive and shown in ``quality.runs``."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import orjson
import polars as pl

from tollbook.storage import Storage
from tollbook.warehouse.load import count_rows

__all__ = ["Change", "Run", "compare_ids", "frame_runs", "read_runs", "write_run"]


@dataclass(frozen=True)
class Change:
    """How many rows a table has, and how many of them are new or gone since the warehouse published before."""

    n_rows: int
    n_added: int
    n_removed: int


@dataclass(frozen=True)
class Run:
    """One run that published a warehouse; times are UTC, all ``n_`` are counts of rows.

    ``n_claims_added`` and ``n_claims_removed`` compare the claims' ids with those of the warehouse published before, as
    do the articles' counts.
    """

    run_id: str
    build_id: str
    started_at: datetime
    ended_at: datetime
    code_version: str
    extractor_version: str
    n_articles: int
    n_claims: int
    n_rejected_articles: int
    n_rejected_claims: int
    n_unread_sentences: int
    n_articles_added: int
    n_articles_removed: int
    n_claims_added: int
    n_claims_removed: int


_TYPES: dict[Any, Any] = {str: pl.String, int: pl.Int64, datetime: pl.Datetime("us", "UTC")}
RUN_SCHEMA = {field.name: _TYPES[field.type] for field in fields(Run)}


def frame_runs(runs: Iterable[Run]) -> pl.DataFrame:
    """Return runs as a frame of ``RUN_SCHEMA``."""
    return pl.DataFrame([asdict(run) for run in runs], schema=RUN_SCHEMA)


def read_runs(storage: Storage) -> tuple[Run, ...]:
    """Return the recorded runs of an archive, oldest first."""
    names = [f"runs/{name}" for name in storage.list_names("runs") if name.endswith(".json")]
    return tuple(_read_run(path) for path in storage.fetch(names))


def write_run(storage: Storage, run: Run) -> None:
    """Record a run for good; the file appears whole or not at all."""
    content = orjson.dumps(asdict(run), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    storage.write(f"runs/{run.run_id}.json", lambda stream: stream.write(content))


def compare_ids(con: duckdb.DuckDBPyConnection, table: str, column: str, before: Path) -> Change:
    """Return how the ids in ``column`` of ``table`` differ from those in the Parquet file that was exported before.

    The export is read and not the published database, which another process may hold open for writing.
    """
    n_rows = count_rows(con, table)
    if not before.is_file():
        return Change(n_rows, n_rows, 0)
    ids, old_ids = f"select {column} from {table}", f"select {column} from read_parquet($before)"
    counts = f"select (select count(*) from ({ids} except {old_ids})), (select count(*) from ({old_ids} except {ids}))"
    ((n_added, n_removed),) = con.execute(counts, {"before": str(before)}).fetchall()
    return Change(n_rows, n_added, n_removed)


def _read_run(path: Path) -> Run:
    record = orjson.loads(path.read_bytes())
    for name in ("started_at", "ended_at"):
        record[name] = datetime.fromisoformat(record[name])
    return Run(**record)
