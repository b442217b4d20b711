"""Describe: comments on every table and column, and the data dictionary made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

from tollbook.warehouse.database import quote_text
from tollbook.warehouse.models import Model

__all__ = ["Dictionary", "describe", "read_dictionary"]

DICTIONARY_TABLE = "marts.data_dictionary"


@dataclass(frozen=True)
class Dictionary:
    """What tables and columns mean; ``columns`` is keyed by ``column``, or by ``schema.table.column`` to say more."""

    tables: dict[str, str]
    columns: dict[str, str]

    def describe_column(self, table: str, column: str) -> str | None:
        """Return the description of a column of ``schema.table``; ``None`` if there is none."""
        return self.columns.get(f"{table}.{column}", self.columns.get(column))


def read_dictionary(path: Path) -> Dictionary:
    """Return the descriptions in a YAML file with the maps ``tables`` and ``columns``."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    folded = {part: {key: " ".join(str(text).split()) for key, text in content[part].items()} for part in content}
    return Dictionary(folded["tables"], folded["columns"])


def describe(con: duckdb.DuckDBPyConnection, models: Iterable[Model], dictionary: Dictionary) -> None:
    """Put a comment on each table and column that is described, and create ``marts.data_dictionary``.

    A model describes its table in its header; other tables and all columns are described in ``dictionary``.
    """
    tables = dict(dictionary.tables)
    for model in models:
        notes = (
            model.description,
            f"Grain: {model.grain}." if model.grain else "",
            model.caution and f"Caution: {model.caution}",
        )
        tables[model.table] = " ".join(note for note in notes if note)
    _create_dictionary_table(con)
    for schema, name in con.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = current_database()"
    ).fetchall():
        if text := tables.get(f"{schema}.{name}"):
            con.execute(f'comment on table {schema}."{name}" is {quote_text(text)}')
    columns = _list_columns(con)
    for schema, name, column, _ in columns:
        if text := dictionary.describe_column(f"{schema}.{name}", column):
            con.execute(f'comment on column {schema}."{name}"."{column}" is {quote_text(text)}')
    rows = [
        (
            schema,
            name,
            column,
            kind,
            dictionary.describe_column(f"{schema}.{name}", column),
            _find_example(con, schema, name, column),
        )
        for schema, name, column, kind in columns
    ]
    con.executemany(f"insert into {DICTIONARY_TABLE} values (?, ?, ?, ?, ?, ?)", rows)


def _create_dictionary_table(con: duckdb.DuckDBPyConnection) -> None:
    # Made here and not by a model: an example needs a look into every other table, which no FROM clause could name.
    con.execute(
        f"""create table {DICTIONARY_TABLE} (
            table_schema varchar, table_name varchar, column_name varchar,
            data_type varchar, description varchar, example varchar
        )"""
    )


def _list_columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    return con.execute(
        """select schema_name, table_name, column_name, data_type from duckdb_columns()
        where database_name = current_database() and not internal
        order by schema_name, table_name, column_index"""
    ).fetchall()


def _find_example(con: duckdb.DuckDBPyConnection, schema: str, name: str, column: str) -> str | None:
    """Return the first value of a column that is not null, as text cut to 80 characters."""
    found = con.execute(
        f'select left(cast("{column}" as varchar), 80) from {schema}."{name}" where "{column}" is not null limit 1'
    ).fetchall()
    return found[0][0] if found else None
