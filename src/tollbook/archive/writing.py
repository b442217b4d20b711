"""Write and read the archive's Parquet files, each with the version of its columns."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from tollbook.archive.schemas import SCHEMA_VERSION
from tollbook.disk import write_whole


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """Write a frame as Parquet, the same bytes for the same frame, with the archive's schema version; raises
    ``OSError``.
    """
    metadata = {"tollbook_schema_version": SCHEMA_VERSION}
    write_whole(path, lambda stream: frame.write_parquet(stream, compression="zstd", metadata=metadata))


def write_frame_by_content(folder: Path, frame: pl.DataFrame) -> Path:
    """Write a frame into ``folder`` under the hash of its rows and return its path; one that is there is left alone."""
    rows = frame.write_json().encode()
    path = folder / f"{hashlib.sha256(rows).hexdigest()[:16]}.parquet"
    if not path.exists():
        write_frame(path, frame)
    return path


def scan_frames(paths: list[Path], schema: Mapping[str, Any]) -> pl.LazyFrame:
    """Return the rows of Parquet files, in the order given, under ``schema``; a column that an older file lacks is
    null.
    """
    if not paths:
        return pl.LazyFrame(schema=schema)
    return pl.scan_parquet(
        paths, schema=pl.Schema(schema), missing_columns="insert", extra_columns="ignore", glob=False
    )
