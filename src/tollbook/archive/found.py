"""What each version of the extractor found in each shard: claims, sentences left unread, claims that failed
validation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import polars as pl

from tollbook.archive.catalogue import Shard, list_shards, read_catalogue
from tollbook.archive.schemas import CLAIM_SCHEMA, REJECTED_CLAIM_SCHEMA, UNREAD_SCHEMA
from tollbook.archive.writing import scan_frames, write_frame
from tollbook.claims import Claim, UnreadSentence

_CLAIM_FIELDS = tuple(field.name for field in fields(Claim) if field.name != "reasons")


def frame_claims(claims: Iterable[Claim]) -> pl.DataFrame:
    """Return claims as a frame of ``CLAIM_SCHEMA``."""
    rows = [
        {name: getattr(claim, name) for name in _CLAIM_FIELDS}
        | {"reasons": [{"field": name, "reason": reason} for name, reason in claim.reasons]}
        for claim in claims
    ]
    return pl.DataFrame(rows, schema=CLAIM_SCHEMA, orient="row")


def frame_unread(sentences: Iterable[UnreadSentence]) -> pl.DataFrame:
    """Return unread sentences as a frame of ``UNREAD_SCHEMA``."""
    rows = [tuple(getattr(sentence, name) for name in UNREAD_SCHEMA) for sentence in sentences]
    return pl.DataFrame(rows, schema=UNREAD_SCHEMA, orient="row")


def write_claims(
    warehouse: Path,
    shard: Shard,
    extractor_version: str,
    claims: pl.DataFrame,
    unread: pl.DataFrame,
    rejected: pl.DataFrame,
) -> None:
    """Keep what one extractor version found in one shard; after this the shard is no longer pending for that version.

    ``rejected`` has the columns of claims and ``reason``. Writing the same again changes nothing. Raises ``ValueError``
    if a frame lacks a column or has another type, or if the version cannot name a folder.
    """
    folder = _locate(warehouse, extractor_version)
    frames = {
        "unread": _shape(unread, UNREAD_SCHEMA, "unread"),
        "rejected": _shape(rejected, REJECTED_CLAIM_SCHEMA, "rejected"),
        # Claims come last: their file says that all is written.
        "claims": _shape(claims, CLAIM_SCHEMA, "claims"),
    }
    for kind, frame in frames.items():
        write_frame(folder / kind / f"{shard.shard_id}.parquet", frame)


def _locate(warehouse: Path, extractor_version: str) -> Path:
    if not re.fullmatch(r"\w[\w.+-]*", extractor_version):
        raise ValueError(
            f"the extractor version {extractor_version!r} cannot name a folder; use letters, digits and .+-_"
        )
    return warehouse / "archive" / "claims" / extractor_version


def _shape(frame: pl.DataFrame, schema: Mapping[str, Any], name: str) -> pl.DataFrame:
    expected = pl.Schema(schema)
    wrong = [column for column, dtype in expected.items() if frame.schema.get(column) != dtype]
    if wrong:
        told = ", ".join(
            f"{column} is {frame.schema.get(column, 'missing')}, not {expected[column]}" for column in wrong
        )
        raise ValueError(f"the frame of {name} does not fit the archive: {told}.")
    return frame.select(expected.names())


def list_pending_shards(warehouse: Path, extractor_version: str) -> list[Shard]:
    """Return the shards in which this version of the extractor has not yet looked for claims, oldest first.

    A shard whose articles newer shards stand for is not pending. Raises ``ValueError`` as ``write_claims`` does.
    """
    folder = _locate(warehouse, extractor_version) / "claims"
    waiting = [shard for shard in list_shards(warehouse) if not (folder / f"{shard.shard_id}.parquet").exists()]
    if not waiting:
        return []
    holding = set(read_catalogue(warehouse)["shard_id"].unique().to_list())
    return [shard for shard in waiting if shard.shard_id in holding]


def read_claims(warehouse: Path, extractor_version: str) -> pl.DataFrame:
    """Return the claims that an extractor version found in the rows that stand for articles, as ``CLAIM_SCHEMA``."""
    return _read(warehouse, extractor_version, "claims", CLAIM_SCHEMA)


def read_unread(warehouse: Path, extractor_version: str) -> pl.DataFrame:
    """Return the sentences that an extractor version left unread, as ``UNREAD_SCHEMA``."""
    return _read(warehouse, extractor_version, "unread", UNREAD_SCHEMA)


def read_rejected_claims(warehouse: Path, extractor_version: str) -> pl.DataFrame:
    """Return the claims of an extractor version that failed validation, as ``REJECTED_CLAIM_SCHEMA``."""
    return _read(warehouse, extractor_version, "rejected", REJECTED_CLAIM_SCHEMA)


def _read(warehouse: Path, extractor_version: str, kind: str, schema: Mapping[str, Any]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *_stream(warehouse, extractor_version, kind, schema)])


def _stream(warehouse: Path, extractor_version: str, kind: str, schema: Mapping[str, Any]) -> Iterator[pl.DataFrame]:
    folder = _locate(warehouse, extractor_version) / kind
    catalogue = read_catalogue(warehouse).partition_by("shard_id", as_dict=True)
    for shard in list_shards(warehouse):
        path, held = folder / f"{shard.shard_id}.parquet", catalogue.get((shard.shard_id,))
        if held is not None and path.exists():
            found = scan_frames([path], schema).collect()
            yield found.join(held, on="article_id", how="semi", maintain_order="left")
