"""Archive: the record of all that was read and found, in immutable Parquet files named by their content.

``articles/`` holds the shards of articles and ``shards/`` when each was loaded; ``returns/`` which articles came back
after another version; ``files/`` which files were read and what was wrong with them; ``claims/`` what each version of
the extractor found in each shard, ``failures/`` where it failed. All of it is written whole or not at all, and only
ever added to, by one process at a time (``tollbook.warehouse.hold_warehouse``). What a later version of the project
makes of it, ``upgrades`` says.
"""

from tollbook.archive.catalogue import MissingShardError, Shard, fingerprint_archive, list_shards
from tollbook.archive.failures import BatchFailure, describe_failure, read_failed_batches, record_failed_batch
from tollbook.archive.files import read_rejected_articles
from tollbook.archive.found import frame_claims, frame_unread, has_found, list_pending_shards, write_claims
from tollbook.archive.loading import ReadingReport, load_files
from tollbook.archive.merging import merge_shards
from tollbook.archive.schemas import (
    ARTICLE_SCHEMA,
    CLAIM_SCHEMA,
    FAILED_BATCH_SCHEMA,
    REJECTED_ARTICLE_SCHEMA,
    REJECTED_CLAIM_SCHEMA,
    UNREAD_SCHEMA,
)
from tollbook.archive.shards import Holdings, add_articles, read_holdings, read_shard
from tollbook.archive.superseded import drop_superseded
from tollbook.archive.tables import create_tables
from tollbook.archive.upgrades import ArchiveVersionError
from tollbook.archive.verification import verify_archive

__all__ = [
    "ARTICLE_SCHEMA",
    "CLAIM_SCHEMA",
    "FAILED_BATCH_SCHEMA",
    "REJECTED_ARTICLE_SCHEMA",
    "REJECTED_CLAIM_SCHEMA",
    "UNREAD_SCHEMA",
    "ArchiveVersionError",
    "BatchFailure",
    "Holdings",
    "MissingShardError",
    "ReadingReport",
    "Shard",
    "add_articles",
    "create_tables",
    "describe_failure",
    "drop_superseded",
    "fingerprint_archive",
    "frame_claims",
    "frame_unread",
    "has_found",
    "list_pending_shards",
    "list_shards",
    "load_files",
    "merge_shards",
    "read_failed_batches",
    "read_holdings",
    "read_rejected_articles",
    "read_shard",
    "record_failed_batch",
    "verify_archive",
    "write_claims",
]
