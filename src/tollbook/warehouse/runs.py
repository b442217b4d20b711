"""Runs: what each run read, found and changed, kept beside the archive and shown in ``quality.runs``."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import duckdb
import orjson
import polars as pl

from tollbook.storage import Storage
from tollbook.warehouse.load import count_rows

__all__ = [
    "Change",
    "Run",
    "RunStart",
    "RunStatus",
    "compare_ids",
    "frame_runs",
    "read_run",
    "read_runs",
    "start_run",
    "write_run",
]

RunStatus = Literal["published", "unchanged", "refused", "failed"]
"""What came of a run: a new warehouse, nothing new, a check that failed, an error that ended it."""


@dataclass(frozen=True)
class Change:
    """How many rows a table has, and how many of them are new or gone since the warehouse published before."""

    n_rows: int
    n_added: int
    n_removed: int


@dataclass(frozen=True)
class RunStart:
    """A run that has begun: its id, and when (UTC)."""

    run_id: str
    started_at: datetime


@dataclass(frozen=True)
class Run:
    """One run; times are UTC, all ``n_`` are counts.

    ``n_articles_read`` counts the articles that were new to the archive, ``n_failed_batches`` those set aside. The
    other counts are of rows of the published warehouse, and null for a run that published none:
    ``n_claims_added`` and ``n_claims_removed`` compare the claims' ids with those of the warehouse published before, as
    do the articles' counts. ``message`` says what a run failed of. A field that is added later needs a default: the
    records of earlier runs do not have it.
    """

    run_id: str
    status: RunStatus
    build_id: str | None
    started_at: datetime
    ended_at: datetime
    code_version: str
    extractor_version: str
    n_articles_read: int | None = None
    n_failed_batches: int | None = None
    n_articles: int | None = None
    n_claims: int | None = None
    n_rejected_articles: int | None = None
    n_rejected_claims: int | None = None
    n_unread_sentences: int | None = None
    n_articles_added: int | None = None
    n_articles_removed: int | None = None
    n_claims_added: int | None = None
    n_claims_removed: int | None = None
    message: str | None = None


_TYPES: dict[Any, Any] = {
    str: pl.String,
    str | None: pl.String,
    RunStatus: pl.String,
    int | None: pl.Int64,
    datetime: pl.Datetime("us", "UTC"),
}
RUN_SCHEMA = {field.name: _TYPES[field.type] for field in fields(Run)}


def start_run() -> RunStart:
    """Return the start of a run, now, with an id of its own that sorts by time."""
    at = datetime.now(UTC)
    return RunStart(f"{at:%Y%m%dT%H%M%S%f}Z-{uuid4().hex[:4]}", at)


def frame_runs(runs: Iterable[Run]) -> pl.DataFrame:
    """Return runs as a frame of ``RUN_SCHEMA``."""
    return pl.DataFrame([asdict(run) for run in runs], schema=RUN_SCHEMA)


def read_runs(storage: Storage) -> tuple[Run, ...]:
    """Return the recorded runs of an archive, oldest first."""
    return tuple(read_run(path) for path in storage.fetch(_list_names(storage)))


def read_run(path: Path) -> Run:
    """Return a recorded run; what a later version of the project tells of it beyond our fields is left out."""
    record = orjson.loads(path.read_bytes())
    for name in ("started_at", "ended_at"):
        record[name] = datetime.fromisoformat(record[name])
    # The first runs that were recorded were those that published; nothing else was said of them.
    known = {field.name: record[field.name] for field in fields(Run) if field.name in record}
    return Run(**{"status": "published"} | known)


def write_run(storage: Storage, run: Run) -> None:
    """Record a run; the file appears whole or not at all.

    Of runs in a row that changed nothing only the last is kept: an hourly schedule would leave thousands a year.
    """
    name = f"runs/{run.run_id}.json"
    before = max((each for each in _list_names(storage) if each < name), default=None)
    record = orjson.dumps(asdict(run), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    storage.write(name, lambda stream: stream.write(record))
    if before and run.status == "unchanged" and read_run(*storage.fetch([before])).status == "unchanged":
        storage.remove(before)


def _list_names(storage: Storage) -> list[str]:
    return [f"runs/{name}" for name in storage.list_names("runs") if name.endswith(".json")]


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
