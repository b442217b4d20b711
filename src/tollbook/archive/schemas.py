"""The columns of every Parquet file in the archive, taken from the dataclasses that they hold."""

from dataclasses import fields
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import polars as pl

from tollbook.articles import Article
from tollbook.claims import Claim, UnreadSentence

SCHEMA_VERSION = "1"
"""Changes when a column of the archive changes its name, type or meaning; stands in the metadata of each file."""

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
    """Return the Polars schema of a dataclass: its fields, in their order; raises ``KeyError`` for a type it has no column for."""
    hints = get_type_hints(record)
    return {field.name: _column_type(hints[field.name]) for field in fields(record)}


INSTANT = pl.Datetime("us", "UTC")
CLAIM_SCHEMA = schema_of(Claim)
UNREAD_SCHEMA = schema_of(UnreadSentence)
REJECTED_CLAIM_SCHEMA = {**CLAIM_SCHEMA, "reason": pl.String}
STORED_ARTICLE_SCHEMA = {**schema_of(Article), "address": pl.String}
"""What a shard of articles holds. When it was loaded stands in the shard's record, so that the same articles give the same bytes."""
ARTICLE_SCHEMA = {**STORED_ARTICLE_SCHEMA, "shard_id": pl.String, "first_loaded_at": INSTANT, "is_current": pl.Boolean}
REJECTED_ARTICLE_SCHEMA = {
    "file_path": pl.String,
    "record": pl.String,
    "reason": pl.String,
    "found": pl.String,
    "advice": pl.String,
    "message": pl.String,
}
