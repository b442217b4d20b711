"""Publish: put a finished build in the place of the old one, and its tables beside it as Parquet."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import orjson

from tollbook.storage import Storage
from tollbook.warehouse.database import quote_text

__all__ = ["copy_exports", "export_tables", "hold_publishing", "published_build_id", "replace_published"]

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


def export_tables(con: duckdb.DuckDBPyConnection, folder: Path, build_id: str) -> None:
    """Write each table of marts and quality to ``folder/<table>.parquet``, and what they hold to ``manifest.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.iterdir():
        leftover.unlink()
    tables: dict[str, Any] = {}
    for schema, name in con.execute(
        f"""select schema_name, table_name from duckdb_tables()
        where database_name = current_database() and schema_name in {EXPORTED_SCHEMAS} order by table_name"""
    ).fetchall():
        path = folder / f"{name}.parquet"
        con.execute(f'copy {schema}."{name}" to {quote_text(str(path))} (format parquet, compression zstd)')
        columns = con.execute(f'describe {schema}."{name}"').fetchall()
        ((n_rows,),) = con.execute(f'select count(*) from {schema}."{name}"').fetchall()
        tables[name] = {
            "file": path.name,
            "rows": n_rows,
            "sha256": _hash_file(path),
            "schema": {column[0]: column[1] for column in columns},
        }
    manifest = {"build_id": build_id, "tables": tables}
    (folder / "manifest.json").write_bytes(
        orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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


def copy_exports(exports: Path, storage: Storage) -> int:
    """Bring a copy of the published exports up to date and return how many files were written.

    Tables that the copy's manifest names with the same hash are left alone. The manifest comes last, as it does when
    exports are replaced, and then what it no longer names is removed.
    """
    names = sorted(path.name for path in exports.iterdir())
    manifest = (exports / "manifest.json").read_bytes()
    there = storage.read("manifest.json")
    if there == manifest:
        return 0
    kept = orjson.loads(there)["tables"] if there else {}
    same = {
        table["file"]
        for name, table in orjson.loads(manifest)["tables"].items()
        if name in kept and kept[name]["sha256"] == table["sha256"]
    }
    written = [name for name in names if name not in same and name != "manifest.json"] + ["manifest.json"]
    for name in written:
        storage.copy_in(name, exports / name)
    for stale in {table["file"] for table in kept.values()}.difference(names):
        storage.remove(stale)
    return len(written)
