"""Load: read what is new or changed among the input files into the archive, batch by batch."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import polars as pl

from tollbook.archive.catalogue import Shard
from tollbook.archive.files import (
    IS_SETTLED,
    FileReading,
    list_readings,
    merge_file_readings,
    read_last_readings,
    record_file_readings,
)
from tollbook.archive.shards import Holdings, add_articles, read_holdings
from tollbook.articles import Article
from tollbook.reading import (
    FoundFile,
    Limits,
    RejectedArticle,
    SeriesMapping,
    Source,
    find_files,
    find_reader_version,
    read_source,
    source_of,
)
from tollbook.storage import Storage

BATCH_ARTICLES = 500
BATCH_CHARACTERS = 4_000_000
_COMPARED_FILES = 200_000


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

    storage: Storage
    loaded_at: datetime | None
    hand_on: Callable[[Shard], None]
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
        shard = None
        if self.articles:
            self.holdings = self.holdings or read_holdings(self.storage)
            shard = add_articles(self.storage, self.articles, self.loaded_at, self.holdings)
            self.articles, self.n_characters = [], 0
        record_file_readings(self.storage, self.readings)
        self.readings = []
        if shard:
            self.shards.append(shard)
            self.hand_on(shard)


def load_files(
    storage: Storage,
    paths: Iterable[str | Path],
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    series: Sequence[SeriesMapping] = (),
    *,
    root: Path | None = None,
    loaded_at: datetime | None = None,
    report_file: Callable[[str], None] | None = None,
    hand_on: Callable[[Shard], None] = lambda _: None,
) -> ReadingReport:
    """Read what is new or changed under ``paths`` into the archive; a file that has not changed since is not opened
    again.

    ``fields``, ``limits`` and ``series`` are as for ``tollbook.reading.read``; with others than before, files are read
    again. Files are known by their names below ``root`` (default: the working directory), wherever the program runs.
    ``loaded_at`` is the time that new shards carry (default: now, UTC); ``report_file`` is told the path of each file
    that is not known to be unchanged, before it is opened; ``hand_on`` is given each new shard as soon as the archive
    has it, before the next is read. Bad input is kept for ``read_rejected_articles``. A crash loses no more than the
    batch in hand, which the next call reads again. Raises ``ValueError`` for an unknown field in
    ``fields``, ``OSError`` if the archive itself cannot be written.
    """
    allowed = limits or Limits()
    version = find_reader_version(fields, allowed)
    given = [Path(path) for path in paths]
    last = read_last_readings(storage)
    faulty = last.filter(pl.col("rejected").list.len() > 0)
    gone = set(faulty["file_path"].to_list())
    settled = last.filter(IS_SETTLED)
    batch = _Batch(storage, loaded_at, hand_on)
    n_files = n_unchanged = n_rejected = 0
    files = find_files(given, allowed, series, root)
    # A million files are compared with their last readings as columns; only those that changed become records.
    while found := list(islice(files, _COMPARED_FILES)):
        gone.difference_update(each.file_path for each in found)
        n_files += sum(isinstance(each, FoundFile) for each in found)
        compared = _compare(found, last, settled, version)
        n_unchanged += compared.unchanged.height
        n_rejected += int(compared.unchanged["n_rejected"].sum())
        for each, before in compared.changed:
            if report_file:
                report_file(each.file_path)
            if isinstance(each, RejectedArticle):
                reading = FileReading(each.file_path, datetime.now(UTC), version, rejected=(each,))
            else:
                how = _name_reader(each, version)
                reading = _read_if_changed(source_of(each, allowed), before, how, fields, batch)
                n_unchanged += before is not None and reading.sha256 is not None and reading.sha256 == before.sha256
            n_rejected += len(reading.rejected)
            if before is None or replace(reading, read_at=before.read_at) != before:
                batch.readings.append(reading)
    batch.readings += _forget_gone(given, faulty.filter(pl.col("file_path").is_in(gone)), root or Path.cwd())
    batch.write()
    merge_file_readings(storage)
    n_new = sum(shard.n_articles for shard in batch.shards)
    ids = tuple(shard.shard_id for shard in batch.shards)
    return ReadingReport(n_files, n_unchanged, n_new, batch.n_articles - n_new, n_rejected, ids)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The readings of the files that are known to be unchanged (``n_rejected``), and all else, in its order, each with
    its last reading.
    """

    unchanged: pl.DataFrame
    changed: list[tuple[FoundFile | RejectedArticle, FileReading | None]]


def _compare(
    found: list[FoundFile | RejectedArticle], last: pl.DataFrame, settled: pl.DataFrame, version: str
) -> _Comparison:
    """Return which of the files are what they were when they were read last, by this version of the reader."""
    rows = [
        (place, each.file_path, each.size, each.modified_ns, _name_reader(each, version))
        for place, each in enumerate(found)
        if isinstance(each, FoundFile)
    ]
    names = ("place", "file_path", "size", "modified_ns", "reader_version")
    types = (pl.Int64, pl.String, pl.Int64, pl.Int64, pl.String)
    now = pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")
    unchanged = now.join(settled, on=list(names[1:]), how="inner").select(
        "place", pl.col("rejected").list.len().alias("n_rejected")
    )
    same = set(unchanged["place"].to_list())
    changed = [each for place, each in enumerate(found) if place not in same]
    known = last.filter(pl.col("file_path").is_in([each.file_path for each in changed]))
    before = {reading.file_path: reading for reading in list_readings(known)}
    return _Comparison(unchanged, [(each, before.get(each.file_path)) for each in changed])


def _name_reader(found: FoundFile, version: str) -> str:
    return f"{version}-{found.mapping.fingerprint}" if found.mapping else version


def _read_if_changed(
    source: Source, before: FileReading | None, version: str, fields: Mapping[str, str] | None, batch: _Batch
) -> FileReading:
    """Return how the file reads now; its articles go into the batch unless it is the file that was read before."""
    try:
        status = os.stat(source.path)
        read_at = datetime.now(UTC)
        with source.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        # Reading the file says what is the matter with it.
        rejected = tuple(r for r in read_source(source, fields) if isinstance(r, RejectedArticle))
        return FileReading(source.file_path, datetime.now(UTC), version, rejected=rejected)
    now = FileReading(source.file_path, read_at, version, status.st_size, status.st_mtime_ns, digest)
    if before and before.reader_version == version and before.sha256 == digest:
        return replace(now, n_articles=before.n_articles, rejected=before.rejected)
    n_articles, rejected_now = 0, list[RejectedArticle]()
    for outcome in read_source(source, fields):
        if isinstance(outcome, RejectedArticle):
            rejected_now.append(outcome)
        else:
            n_articles += 1
            batch.add(outcome)
    return replace(now, n_articles=n_articles, rejected=tuple(rejected_now))


def _forget_gone(paths: list[Path], gone: pl.DataFrame, root: Path) -> Iterator[FileReading]:
    """Stream readings that clear the faults of files that were under ``paths`` once, and are there no longer."""
    given = [Path(os.path.abspath(path)) for path in paths]
    for reading in list_readings(gone):
        path = root / reading.file_path
        if any(path.is_relative_to(folder) for folder in given):
            yield FileReading(reading.file_path, datetime.now(UTC), reading.reader_version)
