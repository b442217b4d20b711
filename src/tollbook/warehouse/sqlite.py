"""Write tables as one SQLite database, for the tools that read no DuckDB."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from tollbook.warehouse.publish import list_exported

__all__ = ["ForeignFileError", "LockedFileError", "export_sqlite"]

_MAGIC = b"SQLite format 3\0"
# "toll" from byte 68 of the header: it tells an export, which the next may replace, from somebody's own database.
_APPLICATION_ID = int.from_bytes(b"toll", "big")
_KEYS = {"articles": "article_id", "claims": "claim_id"}
_SEARCHED = {"articles": ("title", "text"), "claims": ("quote",)}
_CASTS = {"integer": "bigint", "real": "double", "text": "varchar"}
# Rows with whole articles in them are large.
_BATCH = 1_000


class ForeignFileError(ValueError):
    """The file to be written is there and is not a database that an export has made."""


class LockedFileError(OSError):
    """Another program has kept the file to be written locked for too long."""


def export_sqlite(con: duckdb.DuckDBPyConnection, file: Path, patience: float = 30.0) -> Path:
    """Write the tables of marts and quality into the SQLite database ``file`` and return it.

    Lists and structs become JSON, dates and times ISO 8601 (in UTC), booleans 0 and 1. Claims and articles have their
    keys, their references to each other, and a full-text index. One transaction puts the new tables in the place of the
    old: a program that has the file open sees all of them with its next query.

    Raises ``ForeignFileError`` where ``file`` is something else, ``LockedFileError`` where another program keeps it
    locked for more than ``patience`` seconds, and ``OSError`` where it cannot be written; it is unchanged then.
    """
    _refuse_foreign(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(file.name + ".new")
    new.unlink(missing_ok=True)
    try:
        made = sqlite3.connect(new)
        try:
            _write_tables(con, made)
            _copy_whole(made, file, patience)
        finally:
            made.close()
    except sqlite3.Error as error:
        raise OSError(f"{file}: cannot be written: {error}") from error
    finally:
        new.unlink(missing_ok=True)
    return file


def _refuse_foreign(file: Path) -> None:
    if not file.exists():
        return
    header = b"a folder"
    if file.is_file():
        with file.open("rb") as there:
            header = there.read(100)
    if header and not header.startswith(_MAGIC):
        found = "is there and is no SQLite database"
    elif header and header[68:72] != _APPLICATION_ID.to_bytes(4, "big"):
        found = "is a SQLite database that tollbook did not write"
    else:
        return
    raise ForeignFileError(f"{file}: {found}; name a file that is not there yet")


def _write_tables(con: duckdb.DuckDBPyConnection, made: sqlite3.Connection) -> None:
    # Nobody else knows this file yet, and a crash leaves it behind: it needs no journal.
    made.executescript(
        f"pragma journal_mode = off; pragma synchronous = off; pragma application_id = {_APPLICATION_ID}"
    )
    for schema, table in list_exported(con):
        _write_table(con, made, schema, table)
    for table, columns in _SEARCHED.items():
        # Datasette knows an index by these very quotes.
        made.execute(f'create virtual table {table}_fts using fts5({", ".join(columns)}, content="{table}")')
        made.execute(f"insert into {table}_fts({table}_fts) values ('rebuild')")
    made.commit()


def _write_table(con: duckdb.DuckDBPyConnection, made: sqlite3.Connection, schema: str, table: str) -> None:
    columns = con.execute(
        """select column_name, data_type from duckdb_columns()
        where database_name = current_database() and schema_name = ? and table_name = ? order by column_index""",
        [schema, table],
    ).fetchall()
    defined = [_define_column(schema, table, name, data_type) for name, data_type in columns]
    made.execute(f'create table "{table}" ({", ".join(defined)})')
    cursor = con.execute(
        f'select {", ".join(_select_plain(name, data_type) for name, data_type in columns)} from {schema}."{table}"'
    )
    insert = f'insert into "{table}" values ({", ".join("?" for _ in columns)})'
    while rows := cursor.fetchmany(_BATCH):
        made.executemany(insert, rows)


def _define_column(schema: str, table: str, name: str, data_type: str) -> str:
    defined = f'"{name}" {_storage_class(data_type)}'
    if schema == "marts" and _KEYS.get(table) == name:
        return f"{defined} primary key"
    # What validation refused has ids of its own, which name no claim.
    referenced = [other for other, key in _KEYS.items() if key == name and (schema == "marts" or other != "claims")]
    return f'{defined} references "{referenced[0]}" ("{name}")' if referenced else defined


def _storage_class(data_type: str) -> str:
    if data_type in ("BOOLEAN", "INTEGER", "BIGINT", "HUGEINT"):
        return "integer"
    return "real" if data_type == "DOUBLE" else "text"


def _select_plain(name: str, data_type: str) -> str:
    """Return the SQL of a column as what SQLite stores."""
    if data_type.endswith("[]") or data_type.startswith("STRUCT"):
        return f'to_json("{name}")::varchar'
    if data_type == "TIMESTAMP WITH TIME ZONE":
        return f"strftime(\"{name}\" at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')"
    return f'"{name}"::{_CASTS[_storage_class(data_type)]}'


def _copy_whole(made: sqlite3.Connection, file: Path, patience: float) -> None:
    """Copy by SQLite's backup, which takes the file's lock once and rolls back if it does not come to its end."""
    target = sqlite3.connect(file, timeout=0)
    try:
        made.backup(target, progress=_give_up_after(patience, file), sleep=0.05)
    finally:
        target.close()


def _give_up_after(patience: float, file: Path) -> Callable[[int, int, int], None]:
    deadline = time.monotonic() + patience

    def look_at_clock(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise LockedFileError(f"{file}: another program keeps it locked; close it there and export again")

    return look_at_clock
