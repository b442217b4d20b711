"""What stands in an archive, read as the warehouse reads it: through DuckDB."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from tollbook.archive import create_tables
from tollbook.storage import Folder, Storage


def archive_in(warehouse: Path) -> Folder:
    """Return the archive in a warehouse's folder."""
    return Folder(warehouse / "archive")


@contextmanager
def open_tables(storage: Storage, version: str = "v1") -> Iterator[tuple[duckdb.DuckDBPyConnection, pl.DataFrame]]:
    """Yield a connection to the archive's tables, and the articles that they leave out."""
    con = duckdb.connect()
    try:
        con.execute("set timezone = 'UTC'")
        con.execute("attach ':memory:' as archive")
        yield con, create_tables(con, storage, version, unread="archive.unread", rejected="archive.rejected")
    finally:
        con.close()


def read_rows(storage: Storage, table: str, version: str = "v1") -> pl.DataFrame:
    """Return the rows of ``articles``, by the time when they were loaded, ``claims``, ``unread`` or ``rejected``."""
    order = "order by first_loaded_at, text" if table == "articles" else ""
    with open_tables(storage, version) as (con, _):
        return pl.DataFrame(con.sql(f"from archive.{table} {order}").to_arrow_table())


def read_articles(storage: Storage) -> pl.DataFrame:
    """Return the article versions of an archive."""
    return read_rows(storage, "articles")
