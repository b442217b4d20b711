"""The record of files already read: an unchanged file is not opened again, and what was wrong with it is not
forgotten.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tollbook.archive.schemas import FILE_READING_SCHEMA, REJECTED_ARTICLE_SCHEMA
from tollbook.archive.writing import scan_frames, write_frame_by_content
from tollbook.reading import RejectedArticle

_MOST_SEGMENTS = 64
# Two changes of a file within the grain of its clock have one time. Only a file that had been still for longer than the
# coarsest grain in use (two seconds) when it was read can be told to be unchanged by its size and time alone.
_CLOCK_GRAIN_NS = 2_000_000_000


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

    def is_settled(self) -> bool:
        """Return whether the same size and time mean the same content: the file was old enough when it was read."""
        read_ns = int(self.read_at.timestamp() * 1e9)
        return self.modified_ns is not None and read_ns - self.modified_ns > _CLOCK_GRAIN_NS


def read_file_readings(warehouse: Path) -> dict[str, FileReading]:
    """Return the last reading of each file by its path."""
    return {row["file_path"]: _from_row(row) for row in _read_last(warehouse).iter_rows(named=True)}


def _read_last(warehouse: Path) -> pl.DataFrame:
    segments = sorted(_locate(warehouse).glob("*.parquet"))
    rows = scan_frames(segments, FILE_READING_SCHEMA).collect()
    return rows.sort("read_at", maintain_order=True).unique("file_path", keep="last", maintain_order=True)


def _locate(warehouse: Path) -> Path:
    return warehouse / "archive" / "files"


def record_file_readings(warehouse: Path, readings: Iterable[FileReading]) -> None:
    """Add readings to the record; raises ``OSError`` if it cannot be written."""
    rows = [_to_row(reading) for reading in readings]
    if rows:
        write_frame_by_content(_locate(warehouse), pl.DataFrame(rows, schema=FILE_READING_SCHEMA, orient="row"))


def merge_file_readings(warehouse: Path) -> None:
    """Join the record's segments into one once they are many; a crash between leaves the same record, written twice."""
    segments = sorted(_locate(warehouse).glob("*.parquet"))
    if len(segments) > _MOST_SEGMENTS:
        merged = write_frame_by_content(_locate(warehouse), _read_last(warehouse).sort("file_path"))
        for segment in segments:
            if segment != merged:
                segment.unlink(missing_ok=True)


def read_rejected_articles(warehouse: Path) -> pl.DataFrame:
    """Return what could not be read as an article at the last reading of its file, as ``REJECTED_ARTICLE_SCHEMA``."""
    readings = read_file_readings(warehouse)
    rejections = [rejected for path in sorted(readings) for rejected in readings[path].rejected]
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
