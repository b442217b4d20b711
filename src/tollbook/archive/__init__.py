"""Archive: the record of all that was read and found, in immutable Parquet files named by their content.

``articles/`` holds the shards of articles and ``shards/`` when each was loaded; ``returns/`` which articles came back
after another version; ``files/`` which files were read and what was wrong with them; ``claims/`` what each version of
the extractor found in each shard. All of it is written whole or not at all, and only ever added to.
"""

from tollbook.archive.catalogue import Shard, fingerprint_archive, list_shards
from tollbook.archive.files import read_rejected_articles
from tollbook.archive.found import frame_claims, frame_unread, list_pending_shards, write_claims
from tollbook.archive.loading import ReadingReport, load_files
from tollbook.archive.schemas import (
    ARTICLE_SCHEMA,
    CLAIM_SCHEMA,
    REJECTED_ARTICLE_SCHEMA,
    REJECTED_CLAIM_SCHEMA,
    UNREAD_SCHEMA,
)
from tollbook.archive.shards import Holdings, add_articles, read_holdings, read_shard
from tollbook.archive.tables import create_tables

__all__ = [
    "ARTICLE_SCHEMA",
    "CLAIM_SCHEMA",
    "REJECTED_ARTICLE_SCHEMA",
    "REJECTED_CLAIM_SCHEMA",
    "UNREAD_SCHEMA",
    "Holdings",
    "ReadingReport",
    "Shard",
    "add_articles",
    "create_tables",
    "fingerprint_archive",
    "frame_claims",
    "frame_unread",
    "list_pending_shards",
    "list_shards",
    "load_files",
    "read_holdings",
    "read_rejected_articles",
    "read_shard",
    "write_claims",
]
