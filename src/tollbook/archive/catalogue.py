"""The catalogue: which shards there are, which row stands for an article, which version of an article is current."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
import polars as pl

from tollbook.archive.schemas import INSTANT, RETURN_SCHEMA, SCHEMA_VERSION, STORED_ARTICLE_SCHEMA
from tollbook.archive.upgrades import check_version
from tollbook.archive.writing import list_frames, scan_frames, write_frame_by_content
from tollbook.storage import Storage, StorageError

SHARD_ADVICE = (
    "put the file back from a backup, or remove it with its record in archive/shards and the segments in archive/files,"
    " and run again on the input"
)
"""What to do about a shard of articles whose file is gone or not what was written."""


class MissingShardError(StorageError):
    """Shards of articles are recorded, but their files are gone: the archive is not whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was read in one go: the id of the shard that it made, its number of articles, when it was loaded (UTC)."""

    shard_id: str
    n_articles: int
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Shard:
    """One immutable file of articles: its id, number of articles, when it was first loaded (UTC), and the version of
    the archive's schema that it was written in.
    """

    shard_id: str
    n_articles: int
    loaded_at: datetime
    schema_version: int = SCHEMA_VERSION
    merged: tuple[Part, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What stands in the shard, in its order: itself, or the small shards that were merged into it."""
        return self.merged or (Part(self.shard_id, self.n_articles, self.loaded_at),)

    @property
    def name(self) -> str:
        """The name of the shard's file in the archive."""
        return name_shard(self.shard_id)


def name_shard(shard_id: str) -> str:
    """Return the name of a shard's file in the archive, whether it exists or not."""
    return f"articles/{shard_id}.parquet"


def record_shard(
    storage: Storage, shard_id: str, n_articles: int, loaded_at: datetime, merged: Sequence[Part] = ()
) -> Shard:
    """Write the record that makes a shard part of the archive and return it; a record that is there already stands.

    With ``merged`` the shard stands in the place of smaller ones from then on.
    """
    name = f"shards/{shard_id}.json"
    record: dict[str, object] = {
        "shard_id": shard_id,
        "n_articles": n_articles,
        "loaded_at": loaded_at.astimezone(UTC).isoformat(),
        "schema_version": str(SCHEMA_VERSION),
    }
    if merged:
        record["merged"] = [asdict(part) | {"loaded_at": part.loaded_at.astimezone(UTC).isoformat()} for part in merged]
    storage.write_new(name, orjson.dumps(record, option=orjson.OPT_INDENT_2))
    return _read_record(*storage.fetch([name]))


def list_shards(storage: Storage) -> list[Shard]:
    """Return the archive's shards of articles, oldest first.

    A shard without a record is what a crash left: it is not part of the archive until it is written again. Those that
    stand in a larger one are passed over. Raises ``MissingShardError`` if the file of a shard is gone, and
    ``ArchiveVersionError`` if the archive was written by a later version of the project.
    """
    # Files are written before their records and removed after them, so that of the two the records are read first.
    shards = list_standing(read_records(storage))
    if missing := find_missing(storage, shards):
        # What another process merged between the two looks stands in a larger shard now.
        shards = list_standing(read_records(storage))
        missing = find_missing(storage, shards)
    if missing:
        gone = ", ".join(shard.name for shard in missing)
        n_articles = sum(shard.n_articles for shard in missing)
        raise MissingShardError(
            f"the archive has lost {gone} ({n_articles} articles), of which it has the record; {SHARD_ADVICE}"
        )
    return sorted(shards, key=lambda shard: (shard.loaded_at, shard.shard_id))


def list_standing(shards: Sequence[Shard]) -> list[Shard]:
    """Return the shards that stand in no larger one."""
    merged = _find_merged(shards)
    return [shard for shard in shards if shard.shard_id not in merged]


def find_missing(storage: Storage, shards: Sequence[Shard]) -> list[Shard]:
    """Return the shards whose files are not there."""
    written = set(storage.list_names("articles"))
    return [shard for shard in shards if f"{shard.shard_id}.parquet" not in written]


def list_merged(storage: Storage) -> list[str]:
    """Return the ids of the shards that stand in a larger one, whose own files are needed no longer."""
    return sorted(_find_merged(read_records(storage)))


def read_records(storage: Storage) -> list[Shard]:
    """Return the shards that are recorded, whether their files are there or not."""
    names = [f"shards/{name}" for name in storage.list_names("shards") if name.endswith(".json")]
    return [_read_record(path) for path in storage.fetch(names)]


def _find_merged(shards: Sequence[Shard]) -> set[str]:
    return {part.shard_id for shard in shards for part in shard.merged}


def _read_record(path: Path) -> Shard:
    record = orjson.loads(path.read_bytes())
    version = check_version(path, record["schema_version"])
    merged = tuple(
        Part(part["shard_id"], part["n_articles"], datetime.fromisoformat(part["loaded_at"]))
        for part in record.get("merged", ())
    )
    at = datetime.fromisoformat(record["loaded_at"])
    return Shard(record["shard_id"], record["n_articles"], at, version, merged)


def record_returns(storage: Storage, returned: pl.DataFrame) -> None:
    """Keep which articles came back unchanged after another version had taken their place (``RETURN_SCHEMA``)."""
    write_frame_by_content(storage, "returns", returned)


def read_returns(storage: Storage) -> pl.DataFrame:
    """Return which articles came back after another version had taken their place, and when (``RETURN_SCHEMA``)."""
    return scan_frames(storage.fetch(list_frames(storage, "returns")), RETURN_SCHEMA).collect()


def fingerprint_archive(storage: Storage) -> str:
    """Return 16 hexadecimal digits that change whenever an article is added, replaced or comes back; not when shards
    are merged.
    """
    returns = [name.removeprefix("returns/") for name in list_frames(storage, "returns")]
    told = "\n".join([*(part.shard_id for shard in list_shards(storage) for part in shard.parts), *returns])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def read_events(storage: Storage, shards: Sequence[Shard]) -> pl.DataFrame:
    """Return all that happened to articles, in its order: each row that was stored and each return of one.

    Columns: ``article_id``, ``address``, ``shard_id``, ``at``, and ``row_key``, which is null for a return.
    """
    stored = (
        scan_frames(storage.fetch([shard.name for shard in shards]), STORED_ARTICLE_SCHEMA)
        .select("article_id", "address", "row_key")
        .collect()
    )
    parts = pl.DataFrame(
        [(shard.shard_id, part.loaded_at, part.n_articles, part.shard_id) for shard in shards for part in shard.parts],
        schema={"shard_id": pl.String, "at": INSTANT, "n": pl.Int64, "part_id": pl.String},
        orient="row",
    )
    origins = parts.select(pl.col("shard_id", "at").repeat_by("n").explode())
    # A return tells the shard that held the article then; it may stand in a larger one now.
    returns = read_returns(storage).with_columns(
        pl.col("shard_id").replace(parts["part_id"], parts["shard_id"]), pl.lit(None, pl.String).alias("row_key")
    )
    columns = ["article_id", "address", "shard_id", "at", "row_key"]
    return pl.concat([pl.concat([stored, origins], how="horizontal").select(columns), returns.select(columns)]).sort(
        "at", maintain_order=True
    )


def read_catalogue(storage: Storage, shards: Sequence[Shard] | None = None) -> pl.DataFrame:
    """Return one row per article version, without its text, ordered by shard and place in it.

    Columns: ``article_id``, ``address``, ``row_key``, the ``shard_id`` whose row stands for it (the newest that holds
    it), ``first_loaded_at``, and ``is_current``: whether no other version was read from its address after it.
    ``shards`` spares listing them again.
    """
    events = read_events(storage, list_shards(storage) if shards is None else shards)
    holders = events.unique("article_id", keep="last", maintain_order=False).select("article_id", "shard_id")
    current = events.unique("address", keep="last", maintain_order=False).select(
        "article_id", pl.lit(True).alias("is_current")
    )
    stored = events.filter(pl.col("row_key").is_not_null())
    first = stored.unique("article_id", keep="first", maintain_order=False).select(
        "article_id", pl.col("at").alias("first_loaded_at")
    )
    return (
        stored.join(holders, on=["article_id", "shard_id"], how="semi", maintain_order="left")
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
