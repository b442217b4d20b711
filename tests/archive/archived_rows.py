"""What stands in an archive, read as the warehouse reads it: through DuckDB."""

from pathlib import Path

import duckdb
import polars as pl

from tollbook.archive import create_tables
from tollbook.storage import Folder, Storage


def archive_in(warehouse: Path) -> Folder:
    """Return the archive in a warehouse's folder."""
    return Folder(warehouse / "archive")


def read_rows(storage: Storage, table: str, version: str = "v1") -> pl.DataFrame:
    """Return the rows of ``articles``, ``claims``, ``unread`` or ``rejected``."""
    con = duckdb.connect()
    try:
        con.execute("set timezone = 'UTC'")
        con.execute("attach ':memory:' as archive")
        create_tables(con, storage, version, claims="archive.claims", unread="unread", rejected="rejected")
        name = {"articles": "archive.articles", "claims": "archive.claims"}.get(table, table)
        return pl.DataFrame(con.sql(f"from {name}").to_arrow_table())
    finally:
        con.close()


def read_articles(storage: Storage) -> pl.DataFrame:
    """Return the article versions of an archive."""
    return read_rows(storage, "articles")
