"""The record of files already read: an unchanged file is not opened again, and what was wrong with it is not
forgotten.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from tollbook.archive.schemas import FILE_READING_SCHEMA, REJECTED_ARTICLE_SCHEMA
from tollbook.archive.writing import list_frames, scan_frames, write_frame_by_content
from tollbook.reading import RejectedArticle
from tollbook.storage import Storage

_MOST_SEGMENTS = 64
# Two changes of a file within the grain of its clock have one time. Only a file that had been still for longer than the
# coarsest grain in use (two seconds) when it was read can be told to be unchanged by its size and time alone.
_CLOCK_GRAIN_NS = 2_000_000_000
IS_SETTLED = (pl.col("read_at").dt.epoch("ns") - pl.col("modified_ns") > _CLOCK_GRAIN_NS).fill_null(False)
"""Whether the same size and time mean the same content: the file was old enough when it was read."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """How one file was read last: its size in bytes, time of change in nanoseconds and SHA-256 then, and what came of
    it.

    Size, time and hash are ``None`` for a path that could not be opened. ``reader_version`` is the reader's
    fingerprint.
    """

    file_path: str
    read_at: datetime
    reader_version: str
    size: int | None = None
    modified_ns: int | None = None
    sha256: str | None = None
    n_articles: int = 0
    rejected: tuple[RejectedArticle, ...] = ()


def read_last_readings(storage: Storage) -> pl.DataFrame:
    """Return the last reading of each file as ``FILE_READING_SCHEMA``: a frame, for there may be millions."""
    rows = scan_frames(storage.fetch(list_frames(storage, "files")), FILE_READING_SCHEMA).collect()
    return rows.sort("read_at", maintain_order=True).unique("file_path", keep="last", maintain_order=True)


def list_readings(rows: pl.DataFrame) -> Iterator[FileReading]:
    """Stream rows of ``FILE_READING_SCHEMA`` as records."""
    return (_from_row(row) for row in rows.iter_rows(named=True))


def record_file_readings(storage: Storage, readings: Iterable[FileReading]) -> None:
    """Add readings to the record; raises ``OSError`` if it cannot be written."""
    rows = [_to_row(reading) for reading in readings]
    if rows:
        write_frame_by_content(storage, "files", pl.DataFrame(rows, schema=FILE_READING_SCHEMA, orient="row"))


def merge_file_readings(storage: Storage) -> None:
    """Join the record's segments into one once they are many; a crash between leaves the same record, written twice."""
    segments = list_frames(storage, "files")
    if len(segments) > _MOST_SEGMENTS:
        merged = write_frame_by_content(storage, "files", read_last_readings(storage).sort("file_path"))
        for segment in segments:
            if segment != merged:
                storage.remove(segment)


def read_rejected_articles(storage: Storage) -> pl.DataFrame:
    """Return what could not be read as an article at the last reading of its file, as ``REJECTED_ARTICLE_SCHEMA``."""
    faulty = read_last_readings(storage).filter(pl.col("rejected").list.len() > 0).sort("file_path")
    rejections = [rejected for reading in list_readings(faulty) for rejected in reading.rejected]
    rows = [(r.file_path, r.record, r.reason, r.found, r.advice, r.message) for r in rejections]
    return pl.DataFrame(rows, schema=REJECTED_ARTICLE_SCHEMA, orient="row")


def _to_row(reading: FileReading) -> dict[str, object]:
    rejected = [
        {"record": r.record, "reason": r.reason, "found": r.found, "advice": r.advice} for r in reading.rejected
    ]
    names = ("file_path", "size", "modified_ns", "sha256", "reader_version", "read_at", "n_articles")
    return {name: getattr(reading, name) for name in names} | {"rejected": rejected}


def _from_row(row: dict[str, object]) -> FileReading:
    values = dict(row)
    rejected = values.pop("rejected") or []
    assert isinstance(rejected, list)
    path = str(values["file_path"])
    told = tuple(RejectedArticle(path, r["record"], r["reason"], r["found"], r["advice"]) for r in rejected)
    read_at = values.pop("read_at")
    assert isinstance(read_at, datetime)
    return FileReading(**values, read_at=read_at.astimezone(UTC), rejected=told)  # type: ignore[arg-type]
