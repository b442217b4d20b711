"""Publish: put a finished build in the place of the old one, and its tables beside it as Parquet."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import orjson

from tollbook.warehouse.database import quote_text

__all__ = [
    "export_tables",
    "hold_publishing",
    "keep_version",
    "list_exported",
    "prune_versions",
    "published_build_id",
    "replace_published",
]

EXPORTED_SCHEMAS = ("marts", "quality")


@contextmanager
def hold_publishing(warehouse: Path) -> Iterator[None]:
    """Wait until no other process builds into ``warehouse``, and keep others out until the block ends.

    From load to publish there may be one only: a build that began earlier must not replace one that knows more.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    with (warehouse / ".publishing").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def published_build_id(warehouse: Path, database: Path) -> str | None:
    """Return the build id of what is published in ``warehouse``; ``None`` if database or manifest are not there."""
    manifest = warehouse / "exports" / "manifest.json"
    if not (database.is_file() and manifest.is_file()):
        return None
    build_id: str = orjson.loads(manifest.read_bytes())["build_id"]
    return build_id


def list_exported(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return schema and name of each table that is for people: marts and quality, by name."""
    tables: list[tuple[str, str]] = con.execute(
        f"""select schema_name, table_name from duckdb_tables()
        where database_name = current_database() and schema_name in {EXPORTED_SCHEMAS} order by table_name"""
    ).fetchall()
    return tables


def export_tables(con: duckdb.DuckDBPyConnection, folder: Path, build_id: str) -> None:
    """Write each table of marts and quality to ``folder/<table>.parquet``, and what they hold to ``manifest.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.iterdir():
        leftover.unlink()
    tables: dict[str, Any] = {}
    for schema, name in list_exported(con):
        path = folder / f"{name}.parquet"
        con.execute(f'copy {schema}."{name}" to {quote_text(str(path))} (format parquet, compression zstd)')
        columns = con.execute(f'describe {schema}."{name}"').fetchall()
        ((n_rows,),) = con.execute(f'select count(*) from {schema}."{name}"').fetchall()
        tables[name] = {
            "file": path.name,
            "rows": n_rows,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "schema": {column[0]: column[1] for column in columns},
        }
    manifest = {"build_id": build_id, "tables": tables}
    (folder / "manifest.json").write_bytes(
        orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )


def replace_published(build: Path, new_exports: Path, warehouse: Path, database: Path) -> None:
    """Put the closed database ``build`` at ``database`` and the files of ``new_exports`` into ``warehouse/exports``.

    Each file is replaced whole; whoever has the old one open goes on reading it. The manifest comes last: it names a
    build only once all its files are in place.
    """
    exports = warehouse / "exports"
    exports.mkdir(parents=True, exist_ok=True)
    # A write-ahead log beside the old file would be replayed into the new one.
    database.with_name(database.name + ".wal").unlink(missing_ok=True)
    os.replace(build, database)
    names = {path.name for path in new_exports.iterdir()}
    for name in sorted(names, key=lambda name: (name == "manifest.json", name)):
        os.replace(new_exports / name, exports / name)
    for stale in exports.glob("*.parquet"):
        if stale.name not in names:
            stale.unlink()
    new_exports.rmdir()


def keep_version(database: Path, versions: Path, run_id: str, n_kept: int) -> None:
    """Keep the published database as ``versions/<run_id>.duckdb`` too, and of all versions the newest ``n_kept``.

    A link costs no room until the next version is published; where the file system has none the file is copied.
    """
    versions.mkdir(parents=True, exist_ok=True)
    new = versions / f".{run_id}.new"
    new.unlink(missing_ok=True)
    try:
        os.link(database, new)
    except OSError:
        shutil.copyfile(database, new)
    os.replace(new, versions / f"{run_id}.duckdb")
    prune_versions(versions, n_kept)


def prune_versions(versions: Path, n_kept: int) -> tuple[Path, ...]:
    """Remove all but the newest ``n_kept`` versions (a run's id begins with its time) and return what was removed."""
    stale = sorted(versions.glob("*.duckdb"))[:-n_kept]
    for path in stale:
        path.unlink(missing_ok=True)
    return tuple(stale)
