"""Load: read what is new or changed among the input files into the archive, batch by batch."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from tollbook.archive.catalogue import Shard
from tollbook.archive.files import FileReading, merge_file_readings, read_file_readings, record_file_readings
from tollbook.archive.shards import Holdings, add_articles, read_holdings
from tollbook.articles import Article
from tollbook.reading import (
    Limits,
    RejectedArticle,
    SeriesMapping,
    Source,
    find_reader_version,
    find_sources,
    read_source,
)

BATCH_ARTICLES = 500
BATCH_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """What one reading of the input came to. All but ``shards`` are counts.

    ``n_articles_known`` counts articles that were read again and found in the archive; articles of unchanged files
    are not read and count nowhere. ``n_rejected`` counts all that is wrong with the input, in unchanged files too.
    ``shards`` are the ids of the new shards.
    """

    n_files: int
    n_files_unchanged: int
    n_articles_new: int
    n_articles_known: int
    n_rejected: int
    shards: tuple[str, ...]


@dataclass(slots=True)
class _Batch:
    """Articles read but not yet archived, and the readings that may be recorded once they are."""

    warehouse: Path
    loaded_at: datetime | None
    articles: list[Article] = field(default_factory=list)
    n_characters: int = 0
    readings: list[FileReading] = field(default_factory=list)
    shards: list[Shard] = field(default_factory=list)
    n_articles: int = 0
    holdings: Holdings | None = None

    def add(self, article: Article) -> None:
        # Before and not after: so the reading of the file that filled a batch is recorded with it, and who reads on
        # after a crash makes the batches that an unbroken reading would have made.
        if len(self.articles) >= BATCH_ARTICLES or self.n_characters >= BATCH_CHARACTERS:
            self.write()
        self.articles.append(article)
        self.n_articles += 1
        self.n_characters += len(article.text)

    def write(self) -> None:
        if self.articles:
            self.holdings = self.holdings or read_holdings(self.warehouse)
            shard = add_articles(self.warehouse, self.articles, self.loaded_at, self.holdings)
            self.shards += [shard] if shard else []
            self.articles, self.n_characters = [], 0
        record_file_readings(self.warehouse, self.readings)
        self.readings = []


def load_files(
    warehouse: Path,
    paths: Iterable[str | Path],
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    series: Sequence[SeriesMapping] = (),
    *,
    root: Path | None = None,
    loaded_at: datetime | None = None,
    report_file: Callable[[str], None] | None = None,
) -> ReadingReport:
    """Read what is new or changed under ``paths`` into the archive; a file that has not changed since is not opened
    again.

    ``fields``, ``limits`` and ``series`` are as for ``tollbook.reading.read``; with others than before, files are read
    again. Files are known by their names below ``root`` (default: the working directory), wherever the program runs.
    ``loaded_at`` is the time that new shards carry (default: now, UTC); ``report_file`` is told each file's path
    before it is looked at. Bad input is kept for ``read_rejected_articles``. A crash loses no more than the batch in
    hand, which the next call reads again. Raises ``ValueError`` for an unknown field in ``fields``, ``OSError`` if
    the archive itself cannot be written.
    """
    allowed = limits or Limits()
    version = find_reader_version(fields, allowed)
    given = [Path(path) for path in paths]
    last = read_file_readings(warehouse)
    batch = _Batch(warehouse, loaded_at)
    seen: set[str] = set()
    n_files = n_unchanged = n_rejected = 0
    for source in find_sources(given, allowed, series, root):
        seen.add(source.file_path)
        if report_file:
            report_file(source.file_path)
        before = last.get(source.file_path)
        if isinstance(source, RejectedArticle):
            reading = FileReading(source.file_path, datetime.now(UTC), version, rejected=(source,))
        else:
            n_files += 1
            how = f"{version}-{source.mapping.fingerprint}" if source.mapping else version
            reading = _read_if_changed(source, before, how, fields, batch)
            n_unchanged += before is not None and reading.sha256 is not None and reading.sha256 == before.sha256
        n_rejected += len(reading.rejected)
        if before is None or replace(reading, read_at=before.read_at) != before:
            batch.readings.append(reading)
    batch.readings += _forget_gone(given, seen, last, root or Path.cwd())
    batch.write()
    merge_file_readings(warehouse)
    n_new = sum(shard.n_articles for shard in batch.shards)
    ids = tuple(shard.shard_id for shard in batch.shards)
    return ReadingReport(n_files, n_unchanged, n_new, batch.n_articles - n_new, n_rejected, ids)


def _read_if_changed(
    source: Source, before: FileReading | None, version: str, fields: Mapping[str, str] | None, batch: _Batch
) -> FileReading:
    """Return how the file reads now; its articles go into the batch unless it is the file that was read before."""
    try:
        status = os.stat(source.path)
        is_known = before is not None and before.reader_version == version
        is_same = before and (before.size, before.modified_ns) == (status.st_size, status.st_mtime_ns)
        if before and is_known and is_same and before.is_settled():
            return before
        read_at = datetime.now(UTC)
        with source.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        # Reading the file says what is the matter with it.
        rejected = tuple(r for r in read_source(source, fields) if isinstance(r, RejectedArticle))
        return FileReading(source.file_path, datetime.now(UTC), version, rejected=rejected)
    now = FileReading(source.file_path, read_at, version, status.st_size, status.st_mtime_ns, digest)
    if before and is_known and before.sha256 == digest:
        return replace(now, n_articles=before.n_articles, rejected=before.rejected)
    n_articles, rejected_now = 0, list[RejectedArticle]()
    for outcome in read_source(source, fields):
        if isinstance(outcome, RejectedArticle):
            rejected_now.append(outcome)
        else:
            n_articles += 1
            batch.add(outcome)
    return replace(now, n_articles=n_articles, rejected=tuple(rejected_now))


def _forget_gone(
    paths: list[Path], seen: set[str], last: Mapping[str, FileReading], root: Path
) -> Iterator[FileReading]:
    """Stream readings that clear the faults of files that were under ``paths`` once, and are there no longer."""
    given = [Path(os.path.abspath(path)) for path in paths]
    for file_path, reading in last.items():
        path = root / file_path
        if reading.rejected and file_path not in seen and any(path.is_relative_to(folder) for folder in given):
            yield FileReading(file_path, datetime.now(UTC), reading.reader_version)
