"""Archive: the record of all that was read and found, in immutable Parquet files named by their content."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from tollbook.archive.schemas import (
    ARTICLE_SCHEMA,
    CLAIM_SCHEMA,
    REJECTED_ARTICLE_SCHEMA,
    REJECTED_CLAIM_SCHEMA,
    UNREAD_SCHEMA,
)
from tollbook.articles import Article
from tollbook.claims import Claim, UnreadSentence
from tollbook.reading import Limits

__all__ = [
    "ARTICLE_SCHEMA",
    "CLAIM_SCHEMA",
    "REJECTED_ARTICLE_SCHEMA",
    "REJECTED_CLAIM_SCHEMA",
    "UNREAD_SCHEMA",
    "ReadingReport",
    "Shard",
    "add_articles",
    "frame_claims",
    "frame_unread",
    "list_pending_shards",
    "list_shards",
    "load_files",
    "read_articles",
    "read_claims",
    "read_rejected_articles",
    "read_rejected_claims",
    "read_shard",
    "read_unread",
    "write_claims",
]


@dataclass(frozen=True, slots=True)
class Shard:
    """One immutable file of articles: its id, its path, how many articles it holds and when it was first written (UTC)."""

    shard_id: str
    path: Path
    n_articles: int
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """What one reading of the input came to. All but ``shards`` are counts; rejected counts unchanged files' too."""

    n_files: int
    n_files_unchanged: int
    n_articles_new: int
    n_articles_known: int
    n_rejected: int
    shards: tuple[str, ...]


def load_files(
    warehouse: Path,
    paths: Iterable[str | Path],
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    loaded_at: datetime | None = None,
) -> ReadingReport:
    """Read what is new or changed under ``paths`` into the archive; a file that has not changed since is not opened again.

    ``loaded_at`` is the time that new shards carry (default: now, UTC). Bad input is kept for ``read_rejected_articles``.
    Raises ``ValueError`` for an unknown field in ``fields``, ``OSError`` if the archive itself cannot be written.
    """
    raise NotImplementedError


def add_articles(warehouse: Path, articles: Iterable[Article], loaded_at: datetime | None = None) -> Shard | None:
    """Write the articles that the archive does not have into one new shard and return it; ``None`` if it has them all."""
    raise NotImplementedError


def list_shards(warehouse: Path) -> list[Shard]:
    """Return the archive's shards of articles, oldest first."""
    raise NotImplementedError


def list_pending_shards(warehouse: Path, extractor_version: str) -> list[Shard]:
    """Return the shards in which this version of the extractor has not yet looked for claims, oldest first."""
    raise NotImplementedError


def read_shard(shard: Shard) -> Iterator[Article]:
    """Stream the articles of one shard."""
    raise NotImplementedError


def read_articles(warehouse: Path) -> pl.DataFrame:
    """Return all article versions as ``ARTICLE_SCHEMA``: one row per ``article_id``, with ``first_loaded_at`` and ``is_current``."""
    raise NotImplementedError


def frame_claims(claims: Iterable[Claim]) -> pl.DataFrame:
    """Return claims as a frame of ``CLAIM_SCHEMA``."""
    raise NotImplementedError


def frame_unread(sentences: Iterable[UnreadSentence]) -> pl.DataFrame:
    """Return unread sentences as a frame of ``UNREAD_SCHEMA``."""
    raise NotImplementedError


def write_claims(
    warehouse: Path,
    shard: Shard,
    extractor_version: str,
    claims: pl.DataFrame,
    unread: pl.DataFrame,
    rejected: pl.DataFrame,
) -> None:
    """Keep what one extractor version found in one shard; after this the shard is no longer pending for that version.

    ``rejected`` has the columns of claims and ``reason``. Writing the same again changes nothing. Raises ``ValueError`` if a frame lacks a
    column or has another type.
    """
    raise NotImplementedError


def read_claims(warehouse: Path, extractor_version: str) -> pl.DataFrame:
    """Return the claims that an extractor version found, as ``CLAIM_SCHEMA``, each claim once."""
    raise NotImplementedError


def read_unread(warehouse: Path, extractor_version: str) -> pl.DataFrame:
    """Return the sentences that an extractor version left unread, as ``UNREAD_SCHEMA``."""
    raise NotImplementedError


def read_rejected_claims(warehouse: Path, extractor_version: str) -> pl.DataFrame:
    """Return the claims of an extractor version that failed validation, as ``REJECTED_CLAIM_SCHEMA``."""
    raise NotImplementedError


def read_rejected_articles(warehouse: Path) -> pl.DataFrame:
    """Return what could not be read as an article at the last reading of its file, as ``REJECTED_ARTICLE_SCHEMA``."""
    raise NotImplementedError
