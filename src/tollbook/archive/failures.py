"""Batches in which no claims could be looked for: what failed, so that it is told until it has been mended."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import orjson
import polars as pl

from tollbook.archive.catalogue import Shard
from tollbook.archive.found import list_pending_shards
from tollbook.archive.schemas import FAILED_BATCH_SCHEMA
from tollbook.storage import Storage

_MOST_OF_ERROR = 2000


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """A batch that failed at every try: the shard's id, its number of articles, the last error, and when (UTC)."""

    shard_id: str
    n_articles: int
    error: str
    failed_at: datetime


def describe_failure(batch: Shard, error: BaseException) -> BatchFailure:
    """Return the failure of a batch, now; a long error is cut."""
    told = f"{type(error).__name__}: {error}"
    return BatchFailure(batch.shard_id, batch.n_articles, told[:_MOST_OF_ERROR], datetime.now(UTC))


def record_failed_batch(storage: Storage, extractor_version: str, failure: BatchFailure) -> None:
    """Keep a failure; it stands until this version of the extractor has read the batch. Raises ``OSError``."""
    record = orjson.dumps(asdict(failure), option=orjson.OPT_INDENT_2)
    storage.write(f"{_locate(extractor_version)}/{failure.shard_id}.json", lambda stream: stream.write(record))


def read_failed_batches(storage: Storage, extractor_version: str) -> pl.DataFrame:
    """Return the failures of batches that are still pending for a version, as ``FAILED_BATCH_SCHEMA``, by shard."""
    folder = _locate(extractor_version)
    recorded = set(storage.list_names(folder))
    if not recorded:
        return pl.DataFrame(schema=FAILED_BATCH_SCHEMA)
    pending = sorted(shard.shard_id for shard in list_pending_shards(storage, extractor_version))
    # A failure may be told anew by a later run, so that it is read where it stands now.
    told = [storage.read(f"{folder}/{each}.json") for each in pending if f"{each}.json" in recorded]
    records = [orjson.loads(each) for each in told if each]
    rows = [record | {"failed_at": datetime.fromisoformat(record["failed_at"])} for record in records]
    return pl.DataFrame(rows, schema=FAILED_BATCH_SCHEMA)


def _locate(extractor_version: str) -> str:
    return f"failures/{extractor_version}"
