"""Shards of articles: immutable files named by the articles in them."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import polars as pl

from tollbook.archive.catalogue import (
    Shard,
    list_shards,
    locate_shard,
    read_catalogue,
    read_returns,
    record_returns,
    record_shard,
)
from tollbook.archive.schemas import ARTICLE_SCHEMA, RETURN_SCHEMA, SCHEMA_VERSION, STORED_ARTICLE_SCHEMA
from tollbook.archive.writing import scan_frames, write_frame
from tollbook.articles import Article

_ARTICLE_FIELDS = tuple(field.name for field in fields(Article))


@dataclass(slots=True)
class Holdings:
    """What the archive holds, in memory, kept up to date while articles are added.

    ``rows`` gives for each row key ever stored its shard, ``holders`` for each article the row key that stands for it,
    ``current`` for each address its current article. ``latest`` is the time of the last event in the archive.
    """

    rows: dict[str, str]
    holders: dict[str, str]
    current: dict[str, str]
    latest: datetime


def read_holdings(warehouse: Path) -> Holdings:
    """Return what the archive holds: a few hundred bytes of memory for each article."""
    rows: dict[str, str] = {}
    shards = list_shards(warehouse)
    for shard in shards:
        keys = scan_frames([shard.path], STORED_ARTICLE_SCHEMA).select("row_key").collect().to_series()
        rows |= dict.fromkeys(keys.to_list(), shard.shard_id)
    catalogue = read_catalogue(warehouse)
    current = catalogue.filter("is_current")
    return Holdings(
        rows,
        dict(zip(catalogue["article_id"].to_list(), catalogue["row_key"].to_list(), strict=True)),
        dict(zip(current["address"].to_list(), current["article_id"].to_list(), strict=True)),
        max(
            [datetime.min.replace(tzinfo=UTC), *(s.loaded_at for s in shards), *read_returns(warehouse)["at"].to_list()]
        ),
    )


def add_articles(
    warehouse: Path,
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
    known = holdings or read_holdings(warehouse)
    # Which version is the newest is told by time alone, so that no two events may share theirs.
    at = max((loaded_at or datetime.now(UTC)).astimezone(UTC), known.latest + timedelta(microseconds=1))
    batch: dict[str, tuple[Article, str]] = {}
    for article in articles:
        batch.pop(article.article_id, None)
        batch[article.article_id] = (article, key_row(article))
    new = [(article, key) for article, key in batch.values() if key not in known.rows]
    shard = _write_shard(warehouse, new, at) if new else None
    if shard:
        known.rows.update((key, shard.shard_id) for _, key in new)
        _note(known, new)
        known.latest = at
        at += timedelta(microseconds=1)
    _bring_back(warehouse, list(batch.values()), known, at)
    return shard


def key_row(article: Article) -> str:
    """Return 16 hexadecimal digits for all that is known about an article, but not for the file that it was read
    from.
    """
    told = asdict(article) | {"text": None, "file_path": None}
    return hashlib.sha256(orjson.dumps(told)).hexdigest()[:16]


def _write_shard(warehouse: Path, rows: list[tuple[Article, str]], at: datetime) -> Shard:
    frame = pl.DataFrame(
        [(*(getattr(article, name) for name in _ARTICLE_FIELDS), key) for article, key in rows],
        schema=STORED_ARTICLE_SCHEMA,
        orient="row",
    )
    content = "\n".join([str(SCHEMA_VERSION), *(f"{key} {article.file_path}" for article, key in rows)])
    shard_id = hashlib.sha256(content.encode()).hexdigest()[:16]
    path = locate_shard(warehouse, shard_id)
    if not path.exists():
        write_frame(path, frame)
    return record_shard(warehouse, shard_id, len(rows), at)


def _note(known: Holdings, rows: list[tuple[Article, str]]) -> None:
    for article, key in rows:
        known.holders[article.article_id] = key
        known.current[article.address] = article.article_id


def _bring_back(warehouse: Path, batch: list[tuple[Article, str]], known: Holdings, at: datetime) -> None:
    """Record the articles of a batch that are in the archive, but where another row or version stands for them."""
    wanted = {article.address: article.article_id for article, _ in batch}
    changed = {
        article.address
        for article, key in batch
        if known.holders.get(article.article_id) != key or known.current.get(article.address) != wanted[article.address]
    }
    returned = [(article, key) for article, key in batch if article.address in changed]
    if returned:
        rows = [(a.article_id, a.address, known.rows[key], at) for a, key in returned]
        record_returns(warehouse, pl.DataFrame(rows, schema=RETURN_SCHEMA, orient="row"))
        _note(known, returned)
        known.latest = at


def read_shard(shard: Shard) -> Iterator[Article]:
    """Stream the articles of one shard, in the order in which they were read."""
    frame = scan_frames([shard.path], STORED_ARTICLE_SCHEMA).select(_ARTICLE_FIELDS).collect()
    for row in frame.iter_rows():
        yield Article(*row)


def stream_articles(warehouse: Path) -> Iterator[pl.DataFrame]:
    """Stream the rows that stand for the archive's article versions, as ``ARTICLE_SCHEMA``, shard by shard."""
    catalogue = read_catalogue(warehouse).partition_by("shard_id", as_dict=True)
    for shard in list_shards(warehouse):
        held = catalogue.get((shard.shard_id,))
        if held is not None:
            yield (
                scan_frames([shard.path], STORED_ARTICLE_SCHEMA)
                .select(_ARTICLE_FIELDS)
                .collect()
                .join(held.drop("address", "row_key"), on="article_id", how="inner", maintain_order="left")
                .select(list(ARTICLE_SCHEMA))
            )


def read_articles(warehouse: Path) -> pl.DataFrame:
    """Return all article versions as ``ARTICLE_SCHEMA``: one row per ``article_id``, with ``first_loaded_at`` (UTC) and
    ``is_current``.
    """
    return pl.concat([pl.DataFrame(schema=ARTICLE_SCHEMA), *stream_articles(warehouse)])
