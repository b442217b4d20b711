"""Verify what is published: the database opens and is of the build that its manifest names, and no export is spoilt."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import orjson

from tollbook.damage import Damage
from tollbook.warehouse.database import open_published

__all__ = ["verify_published"]

_ADVICE = "remove exports/manifest.json, and the next run builds and publishes anew"


def verify_published(database: Path, exports: Path) -> Iterator[Damage]:
    """Stream what is damaged of a published database and its exports; nothing where nothing is published."""
    manifest_path = exports / "manifest.json"
    if not manifest_path.exists():
        return
    try:
        manifest = orjson.loads(manifest_path.read_bytes())
    except orjson.JSONDecodeError as error:
        yield Damage(str(manifest_path), f"is no JSON ({error})", _ADVICE)
        return
    for table in manifest["tables"].values():
        path = exports / table["file"]
        if not path.exists():
            yield Damage(str(path), "is gone", _ADVICE)
        else:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            if sha256 != table["sha256"]:
                yield Damage(str(path), "has another hash than its manifest says", _ADVICE)
    try:
        with open_published(database) as con:
            # A table is read whole, so that no block of it is passed over.
            for schema, name in con.execute("select schema_name, table_name from duckdb_tables()").fetchall():
                con.execute(f'select count(distinct hash(t)) from {schema}."{name}" as t')
    except (duckdb.Error, FileNotFoundError) as error:
        yield Damage(str(database), f"cannot be read ({error})", _ADVICE)
