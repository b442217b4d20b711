"""Verify the archive: every file is whole, and every article is what its ids and hashes say."""

from collections.abc import Iterator

import polars as pl
from polars.exceptions import PolarsError

from tollbook.archive.catalogue import SHARD_ADVICE, Shard, find_missing, list_standing, read_records
from tollbook.archive.found import KINDS
from tollbook.archive.shards import identify_rows, key_row, read_shard
from tollbook.articles import article_id_of, content_hash
from tollbook.damage import Damage
from tollbook.storage import Storage

__all__ = ["verify_archive"]


_CLAIMS_ADVICE = "remove it, and the next run reads its articles again"


def verify_archive(storage: Storage) -> Iterator[Damage]:
    """Stream what is damaged among the shards of articles and what was found in them.

    The articles of each shard are hashed again: their text, their ids, and the shard's own name. Of a bucket the copies
    at hand are verified: the store guards its own.
    """
    shards = list_standing(read_records(storage))
    missing = find_missing(storage, shards)
    for shard in shards:
        if shard in missing:
            yield Damage(shard.name, "is gone", SHARD_ADVICE)
        elif found := _find_fault(storage, shard):
            yield Damage(shard.name, found, SHARD_ADVICE)
    for version in storage.list_folders("claims"):
        for kind in KINDS:
            for name in storage.list_names(f"claims/{version}/{kind}"):
                if found := _fail_to_read(storage, f"claims/{version}/{kind}/{name}"):
                    yield Damage(f"claims/{version}/{kind}/{name}", found, _CLAIMS_ADVICE)


def _fail_to_read(storage: Storage, name: str) -> str | None:
    try:
        pl.read_parquet(storage.fetch([name]))
    except (PolarsError, OSError) as error:
        return f"cannot be read ({error})"
    return None


def _find_fault(storage: Storage, shard: Shard) -> str | None:
    try:
        keys = pl.read_parquet(storage.fetch([shard.name]), columns=["row_key"])["row_key"].to_list()
        articles = list(read_shard(storage, shard))
    except (PolarsError, OSError) as error:
        return f"cannot be read ({error})"
    if len(articles) != shard.n_articles:
        return f"has {len(articles)} articles, not {shard.n_articles} as recorded"
    for article, key in zip(articles, keys, strict=True):
        sha256 = content_hash(article.text)
        if article.content_sha256 != sha256 or article.article_id != article_id_of(article.address, sha256):
            return f"article {article.article_id} has a text that is not the one of its hash"
        if key_row(article) != key:
            return f"article {article.article_id} tells something else about itself than when it was written"
    if identify_rows([(key, article.file_path) for article, key in zip(articles, keys, strict=True)]) != shard.shard_id:
        return "holds other articles than its name says"
    return None
