"""What each version of the extractor found in each shard: claims, sentences left unread, claims that failed
validation.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import polars as pl

from tollbook.archive.catalogue import Shard, list_shards
from tollbook.archive.schemas import CLAIM_SCHEMA, INVALID_ARTICLE_SCHEMA, REJECTED_CLAIM_SCHEMA, UNREAD_SCHEMA
from tollbook.archive.writing import write_frame
from tollbook.claims import Claim, UnreadSentence
from tollbook.storage import Storage

KINDS: Mapping[str, Mapping[str, Any]] = {
    "invalid": INVALID_ARTICLE_SCHEMA,
    "unread": UNREAD_SCHEMA,
    "rejected": REJECTED_CLAIM_SCHEMA,
    # Claims come last: their file says that all is written.
    "claims": CLAIM_SCHEMA,
}
"""The files that are kept of a shard, in the order in which they are written; the first only where there are rows."""

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
    storage: Storage,
    shard: Shard,
    extractor_version: str,
    claims: pl.DataFrame,
    unread: pl.DataFrame,
    rejected: pl.DataFrame,
    invalid: pl.DataFrame | None = None,
) -> None:
    """Keep what one extractor version found in one shard; after this the shard is no longer pending for that version.

    ``rejected`` has the columns of claims and ``reason``, ``invalid`` those of articles and ``reason``: the articles
    that failed validation, if there are any. Writing the same again changes nothing. Raises ``ValueError`` if a frame
    lacks a column or has another type, or if the version cannot name a folder.
    """
    folder = locate_found(extractor_version)
    frames = {"invalid": invalid, "unread": unread, "rejected": rejected, "claims": claims}
    shaped = [(kind, _shape(frame, KINDS[kind], kind)) for kind, frame in frames.items() if frame is not None]
    for kind, frame in shaped:
        if kind != "invalid" or frame.height:
            write_frame(storage, f"{folder}/{kind}/{shard.shard_id}.parquet", frame)


def locate_found(extractor_version: str) -> str:
    """Return the folder of what a version of the extractor found; raises ``ValueError`` if it cannot name one."""
    if not re.fullmatch(r"\w[\w.+-]*", extractor_version):
        raise ValueError(
            f"the extractor version {extractor_version!r} cannot name a folder; use letters, digits and .+-_"
        )
    return f"claims/{extractor_version}"


def _shape(frame: pl.DataFrame, schema: Mapping[str, Any], name: str) -> pl.DataFrame:
    expected = pl.Schema(schema)
    wrong = [column for column, dtype in expected.items() if frame.schema.get(column) != dtype]
    if wrong:
        told = ", ".join(
            f"{column} is {frame.schema.get(column, 'missing')}, not {expected[column]}" for column in wrong
        )
        raise ValueError(f"the frame of {name} does not fit the archive: {told}.")
    return frame.select(expected.names())


def has_found(storage: Storage, shard: Shard, extractor_version: str) -> bool:
    """Return whether this version of the extractor has looked for claims in a shard; raises as ``write_claims``."""
    return storage.has(f"{locate_found(extractor_version)}/claims/{shard.shard_id}.parquet")


def list_pending_shards(storage: Storage, extractor_version: str) -> list[Shard]:
    """Return the shards in which this version of the extractor has not yet looked for claims, oldest first.

    Among them may be shards whose articles newer ones stand for: to look into those once takes less than to find out,
    in every run, that nobody needs to. Raises ``ValueError`` as ``write_claims`` does.
    """
    done = set(storage.list_names(f"{locate_found(extractor_version)}/claims"))
    return [shard for shard in list_shards(storage) if f"{shard.shard_id}.parquet" not in done]
