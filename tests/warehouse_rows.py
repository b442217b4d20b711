"""Rows for tests of the warehouse: invented articles and claims of invented sides, and a database made of them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl

from tollbook import warehouse
from tollbook.archive import (
    ARTICLE_SCHEMA,
    CLAIM_SCHEMA,
    FAILED_BATCH_SCHEMA,
    REJECTED_ARTICLE_SCHEMA,
    REJECTED_CLAIM_SCHEMA,
    UNREAD_SCHEMA,
)

PROJECT = Path(__file__).parents[1]

ARTICLE = {
    "article_id": "a" * 16,
    "external_id": "report",
    "text": "Freedonia lost 500 men. ",
    "content_sha256": "c" * 64,
    "file_path": "report.txt",
    "address": "report.txt",
    "published_date_basis": "unknown",
    "shard_id": "s" * 16,
    "first_loaded_at": datetime(2030, 1, 1, tzinfo=UTC),
    "is_current": True,
}
CLAIM = {
    "claim_id": "b" * 16,
    "article_id": "a" * 16,
    "quote": "Freedonia lost 500 men.",
    "quote_start": 0,
    "quote_end": 23,
    "value_text": "500",
    "value_start": 15,
    "value_end": 18,
    "claim_type": "count",
    "measure": "losses",
    "measure_text": "lost",
    "party_id": "FRE",
    "victim_type": "military",
    "lower": 500.0,
    "best": 500.0,
    "upper": 500.0,
    "qualifier": "exact",
    "status": "stated",
    "is_subset": False,
    "rule_id": "lost",
    "extractor": "test",
    "extractor_version": "0",
    "reasons": [{"field": "measure", "reason": "lost"}],
}


def frame_articles(*changes: Mapping[str, Any]) -> pl.DataFrame:
    """Return article rows that differ from ``ARTICLE`` as each of ``changes`` says."""
    return pl.DataFrame([ARTICLE | dict(change) for change in changes], schema=ARTICLE_SCHEMA)


def frame_claims(*changes: Mapping[str, Any]) -> pl.DataFrame:
    """Return claim rows that differ from ``CLAIM`` as each of ``changes`` says."""
    return pl.DataFrame([CLAIM | dict(change) for change in changes], schema=CLAIM_SCHEMA)


def open_loaded(
    path: Path, articles: pl.DataFrame, claims: pl.DataFrame
) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """Create a database with the project's reference data and the given rows, and return a connection to it."""
    warehouse.remove_archive(path)
    path.write_bytes(_make_seeded())
    with warehouse.attach(path) as con:
        warehouse.load_table(con, "archive.articles", articles)
        warehouse.load_table(con, "archive.claims", claims)
    return warehouse.attach(path)


@cache
def _make_seeded() -> bytes:
    """Return a database file with the reference data and empty tables: the same for all tests, so it is made once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seeded.duckdb"
        warehouse.create_database(path)
        with warehouse.attach(path) as con:
            warehouse.load_seeds(con, PROJECT / "seeds")
            empty = {
                "quality.rejected_claims": REJECTED_CLAIM_SCHEMA,
                "quality.rejected_articles": REJECTED_ARTICLE_SCHEMA,
                "quality.failed_batches": FAILED_BATCH_SCHEMA,
            }
            for table, schema in empty.items():
                warehouse.load_table(con, table, pl.DataFrame(schema=schema))
            warehouse.load_table(con, "archive.unread", pl.DataFrame(schema=UNREAD_SCHEMA))
            warehouse.create_unread_table(con, "archive.unread")
            warehouse.create_corrections_table(con)
            warehouse.load_table(con, "quality.runs", warehouse.frame_runs([]))
            warehouse.create_results_table(con)
        return path.read_bytes()


def fetch(con: duckdb.DuckDBPyConnection, sql: str) -> Sequence[tuple[Any, ...]]:
    """Return the rows of a query."""
    return con.execute(sql).fetchall()
