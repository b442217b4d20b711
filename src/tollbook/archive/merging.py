"""Merge small shards into larger ones: a schedule that reads a few articles each day leaves many small files."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from tollbook.archive.catalogue import Shard, list_merged, list_shards, name_shard, record_shard
from tollbook.archive.found import KINDS, list_pending_shards, locate_found
from tollbook.archive.schemas import SCHEMA_VERSION, STORED_ARTICLE_SCHEMA
from tollbook.archive.shards import identify_rows
from tollbook.archive.writing import scan_frames, write_frame
from tollbook.storage import Storage

__all__ = ["merge_shards"]

MOST_ARTICLES = 500
"""How many articles a merged shard may have: as many as one batch of a reading."""


def merge_shards(storage: Storage, extractor_version: str) -> tuple[int, int]:
    """Merge neighbouring small shards, and what a version of the extractor found in them; return how many were merged,
    and into how many.

    Articles, when each was loaded, claims and their order stay what they are, and so do the fingerprints of the
    archive: nothing is published for it. A merge counts once its record is written; what a crash leaves of it, before
    or after, the next call clears away. Shards in which this version has not looked for claims are left alone. Raises
    ``OSError`` if the archive cannot be written.
    """
    _remove_merged(storage, extractor_version)
    pending = {shard.shard_id for shard in list_pending_shards(storage, extractor_version)}
    n_merged = n_made = 0
    for group in _group(storage, list_shards(storage), pending):
        _merge(storage, extractor_version, group)
        n_merged += len(group)
        n_made += 1
    _remove_merged(storage, extractor_version)
    return n_merged, n_made


def _group(storage: Storage, shards: Sequence[Shard], pending: set[str]) -> Iterator[list[Shard]]:
    """Yield runs of shards that follow each other and have no article in common, each small enough for one."""
    group: list[Shard] = []
    ids: set[str] = set()
    n_articles = 0
    for shard in shards:
        is_ready = shard.shard_id not in pending and shard.schema_version == SCHEMA_VERSION
        small = is_ready and shard.n_articles < MOST_ARTICLES
        own = set(_read(storage, [shard.name]).select("article_id").collect()["article_id"]) if small else set()
        if not small or n_articles + shard.n_articles > MOST_ARTICLES or own & ids:
            if len(group) > 1:
                yield group
            group, ids, n_articles = [], set(), 0
        if small:
            group.append(shard)
            ids |= own
            n_articles += shard.n_articles
    if len(group) > 1:
        yield group


def _merge(storage: Storage, extractor_version: str, group: Sequence[Shard]) -> None:
    assert all(before.loaded_at < after.loaded_at for before, after in pairwise(group))
    rows = _read(storage, [shard.name for shard in group]).collect()
    shard_id = identify_rows(rows.select("row_key", "file_path").rows())
    write_frame(storage, name_shard(shard_id), rows)
    folder = locate_found(extractor_version)
    for kind, schema in KINDS.items():
        there = set(storage.list_names(f"{folder}/{kind}"))
        names = [f"{folder}/{kind}/{shard.shard_id}.parquet" for shard in group if f"{shard.shard_id}.parquet" in there]
        if names:
            found = scan_frames(storage.fetch(names), schema).collect()
            write_frame(storage, f"{folder}/{kind}/{shard_id}.parquet", found)
    parts = tuple(part for shard in group for part in shard.parts)
    record_shard(storage, shard_id, rows.height, group[0].loaded_at, parts)


def _read(storage: Storage, names: list[str]) -> pl.LazyFrame:
    return scan_frames(storage.fetch(names), STORED_ARTICLE_SCHEMA)


def _remove_merged(storage: Storage, extractor_version: str) -> None:
    """Remove what stands in merged shards now; the records first, so that no record is without its shard."""
    folder = locate_found(extractor_version)
    gone = list_merged(storage)
    for shard_id in gone:
        storage.remove(f"shards/{shard_id}.json")
    for shard_id in gone:
        for kind in KINDS:
            storage.remove(f"{folder}/{kind}/{shard_id}.parquet")
        storage.remove(name_shard(shard_id))
