"""The catalogue: which shards there are, which row stands for an article, which version of an article is current."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
import polars as pl

from tollbook.archive.schemas import INSTANT, RETURN_SCHEMA, SCHEMA_VERSION, STORED_ARTICLE_SCHEMA
from tollbook.archive.upgrades import check_version
from tollbook.archive.writing import scan_frames, write_frame_by_content
from tollbook.disk import UNFINISHED, write_whole


@dataclass(frozen=True, slots=True)
class Shard:
    """One immutable file of articles: its id, path, number of articles, and when it was first loaded (UTC)."""

    shard_id: str
    path: Path
    n_articles: int
    loaded_at: datetime


def locate_shard(warehouse: Path, shard_id: str) -> Path:
    """Return the path of a shard's file, whether it exists or not."""
    return warehouse / "archive" / "articles" / f"{shard_id}.parquet"


def record_shard(warehouse: Path, shard_id: str, n_articles: int, loaded_at: datetime) -> Shard:
    """Write the record that makes a shard part of the archive and return it; a record that is there already stands."""
    path = _locate_records(warehouse) / f"{shard_id}.json"
    if not path.exists():
        record = {
            "shard_id": shard_id,
            "n_articles": n_articles,
            "loaded_at": loaded_at.astimezone(UTC).isoformat(),
            "schema_version": str(SCHEMA_VERSION),
        }
        write_whole(path, lambda stream: stream.write(orjson.dumps(record, option=orjson.OPT_INDENT_2)))
    return _read_record(warehouse, path)


def list_shards(warehouse: Path) -> list[Shard]:
    """Return the archive's shards of articles, oldest first.

    A shard without a record is what a crash left: it is not part of the archive until it is written again. Raises
    ``ArchiveVersionError`` if the archive was written by a later version of the project.
    """
    shards = [_read_record(warehouse, path) for path in _locate_records(warehouse).glob("*.json")]
    return sorted((s for s in shards if s.path.exists()), key=lambda s: (s.loaded_at, s.shard_id))


def remove_unfinished(warehouse: Path) -> None:
    """Remove the files that processes left half written that died; nobody may be writing into the archive."""
    for path in (warehouse / "archive").rglob(UNFINISHED):
        path.unlink(missing_ok=True)


def _locate_records(warehouse: Path) -> Path:
    return warehouse / "archive" / "shards"


def _read_record(warehouse: Path, path: Path) -> Shard:
    record = orjson.loads(path.read_bytes())
    check_version(path, record["schema_version"])
    shard_id = record["shard_id"]
    at = datetime.fromisoformat(record["loaded_at"])
    return Shard(shard_id, locate_shard(warehouse, shard_id), record["n_articles"], at)


def record_returns(warehouse: Path, returned: pl.DataFrame) -> None:
    """Keep which articles came back unchanged after another version had taken their place (``RETURN_SCHEMA``)."""
    write_frame_by_content(warehouse / "archive" / "returns", returned)


def read_returns(warehouse: Path) -> pl.DataFrame:
    """Return which articles came back after another version had taken their place, and when (``RETURN_SCHEMA``)."""
    return scan_frames(sorted((warehouse / "archive" / "returns").glob("*.parquet")), RETURN_SCHEMA).collect()


def fingerprint_archive(warehouse: Path) -> str:
    """Return 16 hexadecimal digits that change whenever an article is added, replaced or comes back."""
    returns = sorted(path.name for path in (warehouse / "archive" / "returns").glob("*.parquet"))
    told = "\n".join([*(shard.shard_id for shard in list_shards(warehouse)), *returns])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def read_catalogue(warehouse: Path) -> pl.DataFrame:
    """Return one row per article version, without its text, ordered by shard and place in it.

    Columns: ``article_id``, ``address``, ``row_key``, the ``shard_id`` whose row stands for it (the newest that holds
    it), ``first_loaded_at``, and ``is_current``: whether no other version was read from its address after it.
    """
    shards = list_shards(warehouse)
    rows = (
        scan_frames([shard.path for shard in shards], STORED_ARTICLE_SCHEMA)
        .select("article_id", "address", "row_key")
        .collect()
        .with_columns(
            pl.Series("shard_id", [s.shard_id for s in shards for _ in range(s.n_articles)], dtype=pl.String),
            pl.Series("at", [s.loaded_at for s in shards for _ in range(s.n_articles)], dtype=INSTANT),
        )
        .with_row_index("place")
    )
    first = rows.group_by("article_id").agg(pl.col("at").min().alias("first_loaded_at"))
    returns = read_returns(warehouse)
    events = pl.concat(
        [
            rows.select("article_id", "address", "shard_id", "at", pl.lit(0).alias("kind"), "place"),
            returns.with_row_index("place").select(
                "article_id", "address", "shard_id", "at", pl.lit(1).alias("kind"), "place"
            ),
        ]
    ).sort("at", "kind", "place")
    holders = events.unique("article_id", keep="last", maintain_order=True).select("article_id", "shard_id")
    current = events.unique("address", keep="last", maintain_order=True).select(
        "article_id", pl.lit(True).alias("is_current")
    )
    return (
        rows.join(holders, on=["article_id", "shard_id"], how="semi", maintain_order="left")
        .join(first, on="article_id", how="left", maintain_order="left")
        .join(current, on="article_id", how="left", maintain_order="left")
        .select(
            "article_id",
            "address",
            "row_key",
            "shard_id",
            "first_loaded_at",
            pl.col("is_current").fill_null(False),
        )
    )
