"""Load: the archive and the reference data into the tables that the models read."""

import csv
from pathlib import Path

import duckdb
import polars as pl

__all__ = ["SeedError", "append_rows", "count_rows", "create_unread_table", "load_seeds", "load_table"]

_NUMBERS = ("lower", "best", "upper")


class SeedError(ValueError):
    """A CSV file of reference data that cannot be read."""


def load_table(con: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Create ``table`` (``schema.name``) with the columns and rows of a frame."""
    con.register("loaded_rows", rows)
    con.execute(f"create table {table} as select * from loaded_rows")
    con.unregister("loaded_rows")


def create_unread_table(con: duckdb.DuckDBPyConnection, sentences: str) -> None:
    """Create ``quality.unread_sentences`` of the table ``sentences``, with the ids by which corrections know them.

    Their order does not tell in which order files were read.
    """
    con.execute(
        f"""create table quality.unread_sentences as
        select left(sha256(concat_ws('|', article_id, sentence_start, sentence_end)), 16) as sentence_id, *
        from {sentences}
        order by article_id, sentence_start, sentence_end"""
    )


def append_rows(con: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Add the rows of a frame to ``table`` (``schema.name``), column by column of the same name."""
    con.register("loaded_rows", rows)
    con.execute(f"insert into {table} by name select * from loaded_rows")
    con.unregister("loaded_rows")


def count_rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return how many rows ``table`` (``schema.name``) has."""
    ((n_rows,),) = con.execute(f"select count(*) from {table}").fetchall()
    return int(n_rows)


def load_seeds(con: duckdb.DuckDBPyConnection, seeds_folder: Path) -> None:
    """Create ``seeds.<stem>`` from each CSV file in ``seeds_folder``; the names of the columns give their types.

    ``*_date`` is a date, ``lower``, ``best`` and ``upper`` are numbers, ``is_*`` is a boolean, all else is text; an
    empty field is null. Raises ``SeedError`` with file and line for a field that is not of its type.
    """
    for path in sorted(seeds_folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            names = next(csv.reader(file))
        types = {name: _type_of(name) for name in names}
        try:
            con.execute(
                f"""create table seeds."{path.stem}" as select * from read_csv(
                    ?, auto_detect = false, columns = ?, header = true, delim = ',', quote = '"', escape = '"',
                    nullstr = ''
                )""",
                [str(path), types],
            )
        except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
            # What DuckDB goes on to advise are options of its reader.
            found = " ".join(str(error).partition("Possible fixes")[0].split())
            raise SeedError(f"seeds/{path.name}: {found}; mend that line") from error


def _type_of(column: str) -> str:
    if column.endswith("_date"):
        return "DATE"
    if column.startswith("is_"):
        return "BOOLEAN"
    return "DOUBLE" if column in _NUMBERS else "VARCHAR"
