"""Write and read the archive's Parquet files, each with the version of its columns."""

import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from tollbook.archive.schemas import SCHEMA_VERSION
from tollbook.archive.upgrades import METADATA_KEY, find_version, upgrade
from tollbook.storage import Storage


def write_frame(storage: Storage, name: str, frame: pl.DataFrame) -> None:
    """Write a frame as Parquet, the same bytes for the same frame, with the archive's schema version; raises
    ``OSError``.
    """
    content = BytesIO()
    frame.write_parquet(content, compression="zstd", metadata={METADATA_KEY: str(SCHEMA_VERSION)})
    # Python writes the bytes, and not Polars: of a full disk that tells in errors which do not always name it.
    storage.write(name, lambda stream: stream.write(content.getbuffer()))


def write_frame_by_content(storage: Storage, folder: str, frame: pl.DataFrame) -> str:
    """Write a frame into ``folder`` under the hash of its rows and return its name; one that is there is left alone."""
    rows = frame.write_json().encode()
    name = f"{folder}/{hashlib.sha256(rows).hexdigest()[:16]}.parquet"
    if not storage.has(name):
        write_frame(storage, name, frame)
    return name


def list_frames(storage: Storage, folder: str) -> list[str]:
    """Return the names of the Parquet files in a folder of the archive, sorted."""
    return [f"{folder}/{name}" for name in storage.list_names(folder) if name.endswith(".parquet")]


def scan_frames(paths: Sequence[Path], schema: Mapping[str, Any]) -> pl.LazyFrame:
    """Return the rows of Parquet files, in the order given, under ``schema``; a column that an older file lacks is
    null.

    Files of older schema versions are upgraded; raises ``ArchiveVersionError`` for one of a later version.
    """
    rows = [pl.LazyFrame(schema=schema)]
    for version, run in groupby(paths, find_version):
        if version == SCHEMA_VERSION:
            rows.append(_scan(list(run), schema))
        else:
            rows += [_conform(upgrade(pl.scan_parquet(path), path.parent.name, version), schema) for path in run]
    return pl.concat(rows)


def _scan(paths: list[Path], schema: Mapping[str, Any]) -> pl.LazyFrame:
    return pl.scan_parquet(
        paths, schema=pl.Schema(schema), missing_columns="insert", extra_columns="ignore", glob=False
    )


def _conform(rows: pl.LazyFrame, schema: Mapping[str, Any]) -> pl.LazyFrame:
    known = set(rows.collect_schema().names())
    return rows.select(
        pl.col(name) if name in known else pl.lit(None, dtype).alias(name) for name, dtype in schema.items()
    )
