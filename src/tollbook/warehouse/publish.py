"""Publish: put a finished build in the place of the old one, and its tables beside it as Parquet.

A build grows in ``building/``. Renaming that folder to ``publishing/`` decides its publication: what was there before
is worthless if the run dies, what is there after is finished by the next run. So a crash never leaves the database of
one build with the exports of another for longer than to the next run; meanwhile each file says which build it is of.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import orjson

from tollbook.disk import sync
from tollbook.storage import Storage
from tollbook.warehouse.database import execute, open_published, quote_text, replace_database
from tollbook.warehouse.runs import Run, read_run

__all__ = [
    "copy_exports",
    "decide_publishing",
    "export_tables",
    "finish_publishing",
    "keep_version",
    "list_exported",
    "prune_versions",
    "published_build_id",
]

EXPORTED_SCHEMAS = ("marts", "quality")
MANIFEST = "manifest.json"
# A group is held in memory until it is written: of articles with their texts, some 80 MB for each core.
ROW_GROUP_ROWS = 20_480


def list_exported(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return schema and name of each table that is for people: marts and quality, by name."""
    tables: list[tuple[str, str]] = con.execute(
        f"""select schema_name, table_name from duckdb_tables()
        where database_name = current_database() and schema_name in {EXPORTED_SCHEMAS} order by table_name"""
    ).fetchall()
    return tables


def export_tables(con: duckdb.DuckDBPyConnection, folder: Path, build_id: str) -> None:
    """Write each table of marts and quality to ``folder/<table>.parquet``, and what they hold to ``manifest.json``.

    Manifest and each file's own metadata name the build.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.iterdir():
        leftover.unlink()
    options = f"""format parquet, compression zstd, row_group_size {ROW_GROUP_ROWS},
        kv_metadata {{build_id: {quote_text(build_id)}}}"""
    tables: dict[str, Any] = {}
    for schema, name in list_exported(con):
        path = folder / f"{name}.parquet"
        execute(con, f'copy {schema}."{name}" to {quote_text(str(path))} ({options})')
        columns = con.execute(f'describe {schema}."{name}"').fetchall()
        ((n_rows,),) = con.execute(f'select count(*) from {schema}."{name}"').fetchall()
        tables[name] = {
            "file": path.name,
            "rows": n_rows,
            "sha256": _hash_file(path),
            "schema": {column[0]: column[1] for column in columns},
        }
    manifest = {"build_id": build_id, "tables": tables}
    (folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def decide_publishing(building: Path, publishing: Path) -> None:
    """Rename the folder ``building`` with a finished build to ``publishing``, with all of it on disk: no way back.

    It holds the closed database, ``exports/`` and the record of its run in ``runs/``.
    """
    for path in (building, *building.rglob("*")):
        sync(path)
    os.rename(building, publishing)
    sync(publishing.parent)


def finish_publishing(publishing: Path, warehouse: Path, database: Path, storage: Storage) -> Run | None:
    """Put what lies in the folder ``publishing`` in its place and return the run that made it; ``None`` if none does.

    Each file is replaced whole; whoever has the old one open goes on reading it. The manifest follows the tables that
    it names, the record of the run comes last. Doing it again after a crash does what is left to do.
    """
    if not publishing.is_dir():
        return None
    new = publishing / database.name
    if new.is_file():
        replace_database(new, database)
    _replace_exports(publishing / "exports", warehouse / "exports")
    run = None
    for record in (publishing / "runs").glob("*.json"):
        run = read_run(record)
        storage.copy_in(f"runs/{record.name}", record)
    shutil.rmtree(publishing)
    return run


def _replace_exports(new: Path, exports: Path) -> None:
    exports.mkdir(parents=True, exist_ok=True)
    for path in sorted(new.glob("*"), key=lambda path: (path.name == MANIFEST, path.name)):
        os.replace(path, exports / path.name)
    named = {table["file"] for table in _read_manifest(exports)["tables"].values()}
    for stale in exports.glob("*.parquet"):
        if stale.name not in named:
            stale.unlink()
    sync(exports)


def published_build_id(warehouse: Path, database: Path) -> str | None:
    """Return the id of the build that is published in ``warehouse``; ``None`` if it is not there as a whole: database,
    manifest and the tables that this names, all of one build.
    """
    exports = warehouse / "exports"
    if not (database.is_file() and (exports / MANIFEST).is_file()):
        return None
    manifest = _read_manifest(exports)
    build_id: str = manifest["build_id"]
    is_whole = all((exports / table["file"]).is_file() for table in manifest["tables"].values())
    return build_id if is_whole and _is_of_build(database, build_id) else None


def _read_manifest(exports: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = orjson.loads((exports / MANIFEST).read_bytes())
    return manifest


def _is_of_build(database: Path, build_id: str) -> bool:
    try:
        with open_published(database) as con:
            # The run that made a database is the last that it tells of.
            ((found,),) = con.execute("select build_id from quality.runs order by rowid desc limit 1").fetchall()
    except (duckdb.ConnectionException, duckdb.IOException) as error:
        # Whoever has the file open for writing keeps us from looking, and is no reason to build it anew.
        return isinstance(error, duckdb.ConnectionException) or "lock" in str(error)
    except (duckdb.Error, ValueError):
        return False
    return bool(found == build_id)


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
