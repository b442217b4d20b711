"""The columns of every Parquet file in the archive, taken from the dataclasses that they hold."""

from dataclasses import fields
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import polars as pl

from tollbook.articles import Article
from tollbook.claims import Claim, UnreadSentence

SCHEMA_VERSION = 1
"""The version of the columns, in each file's metadata; ``tollbook.archive.upgrades`` says when it changes."""

_TYPES: dict[Any, Any] = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date}
_PAIRS = pl.List(pl.Struct({"field": pl.String, "reason": pl.String}))


def _column_type(hint: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
        origin = get_origin(hint)
    if origin is Literal:
        return pl.String
    if origin is tuple:
        return _PAIRS
    return _TYPES[hint]


def schema_of(record: type) -> dict[str, Any]:
    """Return the Polars schema of a dataclass: its fields, in their order; raises ``KeyError`` for a type it has no
    column for.
    """
    hints = get_type_hints(record)
    return {field.name: _column_type(hints[field.name]) for field in fields(record)}


INSTANT = pl.Datetime("us", "UTC")
CLAIM_SCHEMA: dict[str, Any] = schema_of(Claim)
UNREAD_SCHEMA: dict[str, Any] = schema_of(UnreadSentence)
REJECTED_CLAIM_SCHEMA: dict[str, Any] = {**CLAIM_SCHEMA, "reason": pl.String}
STORED_ARTICLE_SCHEMA: dict[str, Any] = {**schema_of(Article), "row_key": pl.String}
"""What a shard of articles holds: ``row_key`` tells rows apart that differ in anything but their file. When a shard was
loaded stands in its record, so that the same articles give the same bytes.
"""
INVALID_ARTICLE_SCHEMA: dict[str, Any] = {**schema_of(Article), "reason": pl.String}
"""Articles that failed validation, with the checks that they failed."""
ARTICLE_SCHEMA: dict[str, Any] = {
    **schema_of(Article),
    "shard_id": pl.String,
    "first_loaded_at": INSTANT,
    "is_current": pl.Boolean,
}
RETURN_SCHEMA: dict[str, Any] = {"article_id": pl.String, "address": pl.String, "shard_id": pl.String, "at": INSTANT}
"""Articles that came back unchanged after another version had taken their place."""
REJECTED_ARTICLE_SCHEMA: dict[str, Any] = {
    "file_path": pl.String,
    "record": pl.String,
    "reason": pl.String,
    "found": pl.String,
    "advice": pl.String,
    "message": pl.String,
}
FAILED_BATCH_SCHEMA: dict[str, Any] = {
    "shard_id": pl.String,
    "n_articles": pl.Int64,
    "error": pl.String,
    "failed_at": INSTANT,
}
_REJECTIONS = pl.List(pl.Struct({"record": pl.String, "reason": pl.String, "found": pl.String, "advice": pl.String}))
FILE_READING_SCHEMA: dict[str, Any] = {
    "file_path": pl.String,
    "size": pl.Int64,
    "modified_ns": pl.Int64,
    "sha256": pl.String,
    "reader_version": pl.String,
    "read_at": INSTANT,
    "n_articles": pl.Int64,
    "rejected": _REJECTIONS,
}
