"""Shards of articles: immutable files named by the articles in them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta

import orjson
import polars as pl

from tollbook.archive.catalogue import (
    Shard,
    list_shards,
    name_shard,
    read_events,
    record_returns,
    record_shard,
)
from tollbook.archive.schemas import RETURN_SCHEMA, SCHEMA_VERSION, STORED_ARTICLE_SCHEMA
from tollbook.archive.writing import scan_frames, write_frame
from tollbook.articles import Article
from tollbook.storage import Storage

_ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
_Row = tuple[Article, str]


@dataclass(slots=True)
class Holdings:
    """What the archive holds, kept up to date while articles are added: the frame of ``read_events``.

    ``latest`` is the time of the last event.
    """

    events: pl.DataFrame
    latest: datetime

    def look_up(self, rows: list[_Row]) -> "_Known":
        """Return what the archive knows of the ids, addresses and row keys of ``rows``."""
        about = self.events.filter(
            pl.col("article_id").is_in([article.article_id for article, _ in rows])
            | pl.col("address").is_in([article.address for article, _ in rows])
            | pl.col("row_key").is_in([key for _, key in rows])
        )
        known = _Known({}, {}, {})
        for article_id, address, shard_id, row_key in about.select(
            "article_id", "address", "shard_id", "row_key"
        ).iter_rows():
            known.note(article_id, address, shard_id)
            if row_key is not None:
                known.rows[row_key] = shard_id
        return known

    def note(self, rows: list[tuple[str, str, str, str | None]], at: datetime) -> None:
        """Add an event at ``at`` for each article id, address, shard and row key."""
        columns = ("article_id", "address", "shard_id", "row_key")
        added = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row").with_columns(at=pl.lit(at))
        self.events = self.events.extend(added.select(self.events.columns).cast(self.events.schema))
        self.latest = at


@dataclass(slots=True)
class _Known:
    """For each row key its shard, for each article the shard whose row stands for it, for each address its article."""

    rows: dict[str, str]
    holders: dict[str, str]
    current: dict[str, str]

    def note(self, article_id: str, address: str, shard_id: str) -> None:
        self.holders[article_id] = shard_id
        self.current[address] = article_id


def read_holdings(storage: Storage) -> Holdings:
    """Return what the archive holds: about two hundred bytes of memory for each article."""
    events = read_events(storage, list_shards(storage))
    return Holdings(events, events["at"][-1] if events.height else datetime.min.replace(tzinfo=UTC))


def add_articles(
    storage: Storage,
    articles: Iterable[Article],
    loaded_at: datetime | None = None,
    holdings: Holdings | None = None,
) -> Shard | None:
    """Write the articles that the archive does not have into one new shard and return it; ``None`` if it has them
    all.

    An article that is known by its id but tells something else about itself (its date, its title) is written again,
    and the new row stands for it. ``loaded_at`` (default: now, UTC) is when they count as loaded. ``holdings`` spares
    reading the archive again between batches, and is brought up to date. Raises ``OSError`` if the archive cannot be
    written.
    """
    held = holdings or read_holdings(storage)
    # Which version is the newest is told by time alone, so that no two events may share theirs.
    at = max((loaded_at or datetime.now(UTC)).astimezone(UTC), held.latest + timedelta(microseconds=1))
    batch: dict[str, _Row] = {}
    for article in articles:
        batch.pop(article.article_id, None)
        batch[article.article_id] = (article, key_row(article))
    known = held.look_up(list(batch.values()))
    new = [(article, key) for article, key in batch.values() if key not in known.rows]
    shard = _write_shard(storage, new, at) if new else None
    if shard:
        for article, key in new:
            known.rows[key] = shard.shard_id
            known.note(article.article_id, article.address, shard.shard_id)
        held.note([(article.article_id, article.address, shard.shard_id, key) for article, key in new], at)
        at += timedelta(microseconds=1)
    _bring_back(storage, list(batch.values()), held, known, at)
    return shard


def key_row(article: Article) -> str:
    """Return 16 hexadecimal digits for all that is known about an article, but not for the file that it was read
    from.
    """
    told = asdict(article) | {"text": None, "file_path": None}
    return hashlib.sha256(orjson.dumps(told)).hexdigest()[:16]


def identify_rows(rows: Sequence[tuple[str, str]]) -> str:
    """Return the id of a shard with these rows, each given by its key and its file: 16 hexadecimal digits."""
    content = "\n".join([str(SCHEMA_VERSION), *(f"{key} {file_path}" for key, file_path in rows)])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _write_shard(storage: Storage, rows: list[_Row], at: datetime) -> Shard:
    frame = pl.DataFrame(
        [(*(getattr(article, name) for name in _ARTICLE_FIELDS), key) for article, key in rows],
        schema=STORED_ARTICLE_SCHEMA,
        orient="row",
    )
    shard_id = identify_rows([(key, article.file_path) for article, key in rows])
    if not storage.has(name_shard(shard_id)):
        write_frame(storage, name_shard(shard_id), frame)
    return record_shard(storage, shard_id, len(rows), at)


def _bring_back(storage: Storage, batch: list[_Row], held: Holdings, known: _Known, at: datetime) -> None:
    """Record the articles of a batch that are in the archive, but where another row or version stands for them."""
    wanted = {article.address: article.article_id for article, _ in batch}
    changed = {
        article.address
        for article, key in batch
        if known.holders.get(article.article_id) != known.rows[key]
        or known.current.get(article.address) != wanted[article.address]
    }
    returned = [(a.article_id, a.address, known.rows[key]) for a, key in batch if a.address in changed]
    if returned:
        rows = [(*row, at) for row in returned]
        record_returns(storage, pl.DataFrame(rows, schema=RETURN_SCHEMA, orient="row"))
        held.note([(*row, None) for row in returned], at)


def read_shard(storage: Storage, shard: Shard) -> Iterator[Article]:
    """Stream the articles of one shard, in the order in which they were read."""
    paths = storage.fetch([shard.name])
    for row in scan_frames(paths, STORED_ARTICLE_SCHEMA).select(_ARTICLE_FIELDS).collect().iter_rows():
        yield Article(*row)
