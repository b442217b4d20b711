"""Write frames into the archive and read them from it."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tollbook.archive.schemas import SCHEMA_VERSION
from tollbook.storage import Storage


def write_frame(storage: Storage, name: str, frame: pl.DataFrame) -> None:
    """Write a frame as Parquet, the same bytes for the same frame, with the archive's schema version; raises
    ``OSError``.
    """
    metadata = {"tollbook_schema_version": SCHEMA_VERSION}
    storage.write(name, lambda stream: frame.write_parquet(stream, compression="zstd", metadata=metadata))


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
    """
    if not paths:
        return pl.LazyFrame(schema=schema)
    return pl.scan_parquet(
        list(paths), schema=pl.Schema(schema), missing_columns="insert", extra_columns="ignore", glob=False
    )
