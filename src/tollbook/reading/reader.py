"""Read one file: its records become articles, and what cannot is set aside with its place and reason."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from functools import cache
from pathlib import Path

from tollbook.articles import Article
from tollbook.reading.article import make_article
from tollbook.reading.formats import READERS
from tollbook.reading.limits import Limits
from tollbook.reading.printed_date import find_date_order, is_missing, read_printed_date
from tollbook.reading.record import Record, check_fields, find_field
from tollbook.reading.rejection import RejectedArticle
from tollbook.reading.series.mapping import SeriesMapping
from tollbook.reading.series.reader import check_columns, read_rows
from tollbook.reading.source import Source, Unreadable

_TABLES = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")


def read_source(source: Source, fields: Mapping[str, str] | None = None) -> Iterator[Article | RejectedArticle]:
    """Stream the articles of one file and what had to be set aside; never raises for what is wrong with the file.

    Two records of a file that share an id but not their text cannot be told apart: the second is set aside. The rows
    of a structured series are articles too; their mapping names their fields, not ``fields``.
    """
    if source.mapping:
        yield from _read_series(source, source.mapping)
    else:
        yield from _read_articles(source, fields)


def _read_series(source: Source, mapping: SeriesMapping) -> Iterator[Article | RejectedArticle]:
    n_outcomes = 0
    try:
        if source.suffix not in _TABLES:
            found = f"has the mapping {mapping.file_name} but is no table of figures"
            raise Unreadable("unknown_format", found, f"give the figures as {', '.join(_TABLES)}")
        check_columns(_read_records(source), mapping)
        for outcome, place in read_rows(_read_records(source), source, mapping):
            n_outcomes += 1
            yield _reject(source, outcome, place) if isinstance(outcome, Unreadable) else outcome
    except (Unreadable, OSError, MemoryError) as error:
        n_outcomes += 1
        yield _reject(source, error if isinstance(error, Unreadable) else _tell_failure(error))
    if not n_outcomes:
        yield _reject(source, Unreadable("empty", f"holds no row that {mapping.file_name} reads", "look at `skip:`"))


def _read_articles(source: Source, fields: Mapping[str, str] | None) -> Iterator[Article | RejectedArticle]:
    seen: dict[str, tuple[str, str | None]] = {}
    n_outcomes = 0
    try:
        dates = _DateOrder(source, fields)
        for record in _read_records(source):
            n_outcomes += 1
            if isinstance(record, Unreadable):
                yield _reject(source, record)
                continue
            try:
                article = make_article(record, source, fields, dates.decide(record))
            except Unreadable as unreadable:
                yield _reject(source, unreadable, record.place)
                continue
            before = seen.setdefault(article.address, (article.article_id, record.place))
            if before[0] == article.article_id and before[1] == record.place:
                yield article
            elif before[0] == article.article_id:
                again = Unreadable(
                    "same_article", f"the same article stands already at {before[1]}", "remove one of them"
                )
                yield _reject(source, again, record.place)
            elif find_field(record.values, "id", fields) is None:
                # A page crawled twice: the later text is a new version of the earlier one.
                seen[article.address] = (article.article_id, record.place)
                yield article
            else:
                found = f"the id {article.external_id!r} stands already at {before[1]}, with another text"
                yield _reject(source, Unreadable("same_id", found, "give every record its own id"), record.place)
    except (Unreadable, OSError, MemoryError) as error:
        n_outcomes += 1
        yield _reject(source, error if isinstance(error, Unreadable) else _tell_failure(error))
    if not n_outcomes:
        yield _reject(source, Unreadable("empty", "holds no article", "remove it, or fetch it again"))


def _read_records(source: Source) -> Iterator[Record | Unreadable]:
    reader = READERS.get(source.suffix)
    if reader is None:
        named = f"has a name that ends in {source.suffix!r}" if source.suffix else "has no suffix that tells its format"
        raise Unreadable("unknown_format", named, f"name it after its format: {', '.join(READERS)}, plain, .gz or .zst")
    yield from reader(source)


class _DateOrder:
    """Whether a file prints the day first in numeric dates: found out by a second pass, once a date leaves it open."""

    def __init__(self, source: Source, fields: Mapping[str, str] | None) -> None:
        self._source, self._fields = source, fields
        self._is_found = False
        self._is_day_first: bool | None = None

    def decide(self, record: Record) -> bool | None:
        printed = find_field(record.values, "published", self._fields)
        if printed is None or is_missing(printed[1]):
            return None
        read = read_printed_date(printed[1])
        if read is None or not read.is_ambiguous:
            return None
        if not self._is_found:
            self._is_day_first = find_date_order(self._list_dates())
            self._is_found = True
        return self._is_day_first

    def _list_dates(self) -> Iterator[object]:
        try:
            for record in _read_records(self._source):
                printed = None
                if isinstance(record, Record):
                    printed = find_field(record.values, "published", self._fields)
                if printed:
                    yield printed[1]
        except Unreadable:
            # The first pass will come to where the file breaks, and say so; what stands before it counts.
            return


def _reject(source: Source, unreadable: Unreadable, place: str | None = None) -> RejectedArticle:
    place = unreadable.record or place
    return RejectedArticle(source.file_path, place, unreadable.reason, unreadable.found, unreadable.advice)


def _tell_failure(error: OSError | MemoryError) -> Unreadable:
    if isinstance(error, MemoryError):
        return Unreadable("too_large", "does not fit into memory", "split it")
    return Unreadable("unreadable", f"cannot be read ({error.strerror or error})", "check the file and its disk")


def find_reader_version(fields: Mapping[str, str] | None = None, limits: Limits | None = None) -> str:
    """Return the fingerprint of how files are read: it changes with the readers, the field names and the limits.

    Raises ``ValueError`` for a mapping of an unknown field.
    """
    check_fields(fields)
    told = f"{_hash_readers()} {sorted((fields or {}).items())} {astuple(limits or Limits())}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@cache
def _hash_readers() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


# As soon as the readers are here: what changes later on disk is not what runs, and the next run reads all anew.
_hash_readers()
