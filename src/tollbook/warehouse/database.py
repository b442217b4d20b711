"""Open DuckDB files: a new one to build, a published one to read."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tollbook.disk import sync

__all__ = [
    "SCHEMAS",
    "attach",
    "connect_published",
    "create_database",
    "execute",
    "insert_columns",
    "open_published",
    "quote_text",
    "remove_archive",
    "remove_database",
    "replace_database",
]

SCHEMAS = ("seeds", "staging", "marts", "quality")
# The oldest storage that holds all we need: DuckDB 1.0 and later open it; 2.0's default is refused by all before 2.0.
# It is a promise to those who read the file: a newer one is a change that the changelog announces, and only where a
# table cannot do without.
STORAGE_VERSION = "v1.0.0"
# Enough for all models of a million articles, of which a sort of their texts needs most, and for each thread anew.
MEGABYTES_PER_CORE = 750


def quote_text(text: str) -> str:
    """Return ``text`` as a SQL string, for statements that take no parameters (ATTACH, COMMENT)."""
    return "'" + text.replace("'", "''") + "'"


def create_database(path: Path) -> None:
    """Create an empty database with our schemas at ``path``; what stands there from a run that broke off is removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_archive(path)
    remove_database(path)
    shutil.rmtree(_spill_beside(path), ignore_errors=True)
    with attach(path) as con:
        for schema in SCHEMAS:
            con.execute(f"create schema {schema}")


@contextmanager
def attach(path: Path, memory_limit: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection that writes to the database at ``path`` by default; it is checkpointed and closed after.

    DuckDB holds no more than ``memory_limit`` (such as "2GB", by default 750 MB for each core and 1,500 MB at least) in
    memory; the rest lies on disk beside the build.

    What is loaded from the archive stands beside it in a file of its own, as ``archive.articles`` and
    ``archive.claims``: the models read it, and it is not published, for that would keep every text twice.
    """
    con = duckdb.connect()
    try:
        for name, file in (("warehouse", path), ("archive", _archive_beside(path))):
            # A build that breaks off is worth nothing, so no log is kept of what was done since the last checkpoint.
            con.execute(
                f"attach {quote_text(str(file))} as {name}"
                f" (storage_version '{STORAGE_VERSION}', recovery_mode no_wal_writes)"
            )
        con.execute("use warehouse")
        limit = memory_limit or f"{MEGABYTES_PER_CORE * max(os.cpu_count() or 1, 2)}MB"
        con.execute(f"set memory_limit = {quote_text(limit)}")
        # Many small checkpoints would compress again what stands beside the new rows.
        con.execute("set wal_autocheckpoint = '256MB'")
        # Rows come out of every model in one order, so that two builds of one archive are equal.
        con.execute("set preserve_insertion_order = true")
        # Where there is room, and not where the program was started.
        con.execute(f"set temp_directory = {quote_text(str(_spill_beside(path)))}")
        yield con
        con.execute("checkpoint warehouse")
        con.execute("checkpoint archive")
    finally:
        con.close()


def execute(con: duckdb.DuckDBPyConnection, statement: str | duckdb.Statement) -> duckdb.DuckDBPyConnection:
    """Execute a statement that may need much memory, and return its cursor.

    Each thread wants memory of its own: where that is too much for all of them, one alone takes longer, and needs less.
    Raises what DuckDB raises.
    """
    try:
        return con.execute(statement)
    except duckdb.OutOfMemoryException:
        con.execute("set threads = 1")
        try:
            return con.execute(statement)
        finally:
            con.execute("reset threads")


def insert_columns(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Sequence[object]]) -> None:
    """Add rows to ``table`` (``schema.name``), given as the values of each of its columns, in one statement."""
    unnested = ", ".join(f"unnest(${place})" for place in range(1, len(columns) + 1))
    con.execute(f"insert into {table} select {unnested}", [list(values) for values in columns])


def remove_archive(path: Path) -> None:
    """Remove what was loaded from the archive for the database at ``path``, if it is there."""
    remove_database(_archive_beside(path))


def remove_database(path: Path) -> None:
    """Remove the database at ``path`` with its write-ahead log, if it is there."""
    for file in (path, _locate_log(path)):
        file.unlink(missing_ok=True)


def replace_database(new: Path, path: Path) -> None:
    """Put the closed database ``new`` at ``path``; whoever has the old one open goes on reading it."""
    # A write-ahead log beside the old file would be replayed into the new one.
    _locate_log(path).unlink(missing_ok=True)
    os.replace(new, path)
    sync(path.parent)


def _locate_log(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _archive_beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.archive.duckdb")


def _spill_beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.spill")


def connect_published(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that only reads the published database at ``path``; whoever asked for it closes it.

    Raises ``FileNotFoundError`` if nothing has been published there.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no warehouse here; build one with `tollbook run`")
    return duckdb.connect(str(path), read_only=True)


@contextmanager
def open_published(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection that only reads the published database, and close it after.

    Raises ``FileNotFoundError`` if nothing has been published there.
    """
    con = connect_published(path)
    try:
        yield con
    finally:
        con.close()
