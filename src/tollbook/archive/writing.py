"""Write files whole or not at all: a reader, or a crash, never meets half of one."""

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

import polars as pl

from tollbook.archive.schemas import SCHEMA_VERSION


def write_whole(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Write ``path`` with what ``fill`` puts into a stream, on disk before it gets its name; raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{token_hex(8)}.tmp")
    # Who may read it is for the umask to say, as for every file that a program makes.
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # The new name is safe only once its folder is on disk too; systems that cannot open a folder do without.
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


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
