"""What stands in the archive as DuckDB sees it: the shards' Parquet files read in place, joined with the catalogue."""

from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl

from tollbook.archive.catalogue import Shard, list_shards, read_catalogue
from tollbook.archive.found import KINDS, locate_found
from tollbook.archive.schemas import (
    INVALID_ARTICLE_SCHEMA,
    SCHEMA_VERSION,
    schema_of,
)
from tollbook.archive.writing import scan_frames
from tollbook.articles import Article
from tollbook.storage import Storage


def create_tables(
    con: duckdb.DuckDBPyConnection,
    storage: Storage,
    extractor_version: str,
    *,
    unread: str = "quality.unread_sentences",
    rejected: str = "quality.rejected_claims",
) -> pl.DataFrame:
    """Create ``archive.articles``, and tables of what a version of the extractor found in the rows that stand for them.

    ``archive.articles`` (``ARTICLE_SCHEMA``, one row per article version) is a view: no text is copied before a model
    asks for it. Its rows have no order; those of the tables come in the order of the shards. Articles that failed
    validation are left out and returned with their ``reason``.
    """
    shards = list_shards(storage)
    catalogue = read_catalogue(storage, shards)
    invalid = _read_invalid(storage, extractor_version, shards).join(
        catalogue, on=["article_id", "shard_id"], how="semi", maintain_order="left"
    )
    catalogue = catalogue.join(invalid, on=["article_id", "shard_id"], how="anti", maintain_order="left")
    places = pl.DataFrame({"shard_id": [shard.shard_id for shard in shards]}, schema={"shard_id": pl.String})
    _create(con, "archive.shards", places.with_row_index("place"))
    _create(con, "archive.catalogue", catalogue.select("article_id", "shard_id", "first_loaded_at", "is_current"))
    held = set(catalogue["shard_id"].unique().to_list())
    standing = [shard for shard in shards if shard.shard_id in held]
    _create_articles(con, storage, standing)
    # What has no claims yet is not written whole.
    done = set(storage.list_names(f"{locate_found(extractor_version)}/claims"))
    standing = [shard for shard in standing if f"{shard.shard_id}.parquet" in done]
    for kind, table in (("claims", "archive.claims"), ("unread", unread), ("rejected", rejected)):
        _create_found(con, storage, standing, f"{locate_found(extractor_version)}/{kind}", table, KINDS[kind])
    return invalid.drop("shard_id")


def _create_articles(con: duckdb.DuckDBPyConnection, storage: Storage, shards: list[Shard]) -> None:
    # A column that all shards lack, for they are older than it, is there all the same. Shards of older schema versions
    # are upgraded, and so not read in place.
    upgraded = [pl.DataFrame(schema=schema_of(Article) | {"filename": pl.String})]
    for shard in (shard for shard in shards if shard.schema_version != SCHEMA_VERSION):
        rows_of_then = scan_frames(storage.fetch([shard.name]), schema_of(Article))
        upgraded.append(rows_of_then.with_columns(pl.lit(shard.shard_id).alias("filename")).collect())
    _create(con, "archive.upgraded_articles", pl.concat(upgraded))
    rows = "from archive.upgraded_articles"
    ours = [shard.name for shard in shards if shard.schema_version == SCHEMA_VERSION]
    if ours:
        paths = [str(path) for path in storage.fetch(ours)]
        rows += f" union all by name select * exclude (row_key, file_row_number) from {_read_parquet(paths)}"
    columns = ", ".join(f"stored.{name}" for name in schema_of(Article))
    con.execute(
        f"""create view archive.articles as
        select {columns}, catalogue.shard_id, catalogue.first_loaded_at, catalogue.is_current
        from ({rows}) as stored inner join archive.catalogue as catalogue
        on stored.article_id = catalogue.article_id and parse_filename(stored.filename, true) = catalogue.shard_id"""
    )


def _create_found(
    con: duckdb.DuckDBPyConnection,
    storage: Storage,
    shards: list[Shard],
    folder: str,
    table: str,
    schema: Mapping[str, Any],
) -> None:
    names = [f"{folder}/{shard.shard_id}.parquet" for shard in shards]
    _create(con, table, pl.DataFrame(schema=schema))
    if names:
        paths = [str(path) for path in storage.fetch(names)]
        columns = ", ".join(f"found.{name}" for name in schema)
        con.execute(
            f"""insert into {table} by name
            select {columns} from {_read_parquet(paths)} as found
            inner join archive.shards as shards on parse_filename(found.filename, true) = shards.shard_id
            semi join archive.catalogue as catalogue
            on found.article_id = catalogue.article_id and shards.shard_id = catalogue.shard_id
            order by shards.place, found.file_row_number"""
        )


def _read_invalid(storage: Storage, extractor_version: str, shards: list[Shard]) -> pl.DataFrame:
    folder = f"{locate_found(extractor_version)}/invalid"
    there = set(storage.list_names(folder))
    frames = [pl.DataFrame(schema={**INVALID_ARTICLE_SCHEMA, "shard_id": pl.String})]
    for shard in shards:
        if f"{shard.shard_id}.parquet" in there:
            rows = scan_frames(storage.fetch([f"{folder}/{shard.shard_id}.parquet"]), INVALID_ARTICLE_SCHEMA)
            frames.append(rows.with_columns(pl.lit(shard.shard_id).alias("shard_id")).collect())
    return pl.concat(frames)


def _create(con: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    con.register("archived_rows", rows)
    con.execute(f"create table {table} as select * from archived_rows")
    con.unregister("archived_rows")


def _read_parquet(paths: list[str]) -> str:
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}], union_by_name = true, filename = true, file_row_number = true)"
