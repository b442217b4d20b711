"""Split rows into those that hold and those that fail, with the failed checks as the reason."""

from dataclasses import dataclass

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from tollbook.validation.articles import ArticleRows
from tollbook.validation.claims import ClaimRows, ExtractedClaimRows

__all__ = ["OwnFaultError", "Split", "validate_articles", "validate_claims", "validate_corrected"]


class OwnFaultError(RuntimeError):
    """A frame that tollbook itself built has a column too few or too many, or one of the wrong type."""


@dataclass(frozen=True)
class Split:
    """The rows that hold, and the rows that failed with one more column, ``reason``."""

    valid: pl.DataFrame
    rejected: pl.DataFrame


def validate_articles(articles: pl.DataFrame) -> Split:
    """Return the article rows split by ``ArticleRows``, each part in the order of ``articles``.

    Raises ``OwnFaultError`` for a missing or surplus column or a wrong type.
    """
    return _split(articles, ArticleRows)


def validate_claims(claims: pl.DataFrame, articles: pl.DataFrame) -> Split:
    """Return extracted claim rows split by ``ExtractedClaimRows``, each part in the order of ``claims``.

    ``articles`` gives the texts (``article_id``, ``text``) in which quotes and values must stand.
    Raises ``OwnFaultError`` for a missing or surplus column or a wrong type.
    """
    return _split_claims(claims, articles, ExtractedClaimRows)


def validate_corrected(claims: pl.DataFrame, articles: pl.DataFrame) -> Split:
    """Return claim rows that a person corrected split by ``ClaimRows``; otherwise as ``validate_claims``."""
    return _split_claims(claims, articles, ClaimRows)


def _split_claims(claims: pl.DataFrame, articles: pl.DataFrame, schema: type[ClaimRows]) -> Split:
    texts = articles.select("article_id", pl.col("text").alias("article_text"))
    split = _split(claims.join(texts, on="article_id", how="left", maintain_order="left"), schema)
    return Split(split.valid.drop("article_text"), split.rejected.drop("article_text"))


def _split(rows: pl.DataFrame, schema: type[pa.DataFrameModel]) -> Split:
    failures = None
    try:
        schema.validate(rows, lazy=True)
    except SchemaErrors as error:
        failures = error.failure_cases
    if failures is None:
        return Split(rows, rows.clear().with_columns(reason=pl.lit(None, pl.String)))
    reasons = _reasons(failures, schema.__name__)
    numbered = rows.with_row_index("row_number")
    rejected = numbered.join(reasons, on="row_number", how="inner", maintain_order="left").drop("row_number")
    valid = numbered.join(reasons, on="row_number", how="anti", maintain_order="left").drop("row_number")
    return Split(valid, rejected)


def _reasons(failures: pl.DataFrame, schema_name: str) -> pl.DataFrame:
    """Return one row per failed row: its ``row_number`` and the ``reason``, the failed checks in alphabetical order."""
    # Only failures of values carry the index of a row: the others are about the frame, hence our own.
    own = failures.filter(pl.col("index").is_null())
    if own.height:
        found = "; ".join(f"{row['column']}: {row['check']} ({row['failure_case']})" for row in own.to_dicts())
        raise OwnFaultError(f"{schema_name}: {found}; the code that builds this frame must be mended")
    named = (
        pl.when(pl.col("schema_context") == "Column")
        .then(pl.format("{}: {} but is {}", "column", "check", pl.col("failure_case").fill_null("null")))
        .otherwise(pl.col("check"))
    )
    return (
        failures.select(pl.col("index").cast(pl.UInt32).alias("row_number"), named.alias("reason"))
        .group_by("row_number")
        .agg(pl.col("reason").unique().sort().str.join("; "))
    )
