"""Describe: comments on every table and column, and the data dictionary made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

from tollbook.warehouse.database import insert_columns, quote_text
from tollbook.warehouse.models import Model

__all__ = ["Dictionary", "comment_tables", "create_dictionary_table", "read_dictionary", "write_dictionary"]

DICTIONARY_TABLE = "marts.data_dictionary"
# How many rows of a table are searched at once for examples of all its columns.
LOOKED_AT = 20
DICTIONARY_COLUMNS = ("table_schema", "table_name", "column_name", "data_type", "description", "example")


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
    # Only here, and beside the build of the tables, which need not wait for it.
    import yaml

    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    folded = {part: {key: " ".join(str(text).split()) for key, text in content[part].items()} for part in content}
    return Dictionary(folded["tables"], folded["columns"])


def create_dictionary_table(con: duckdb.DuckDBPyConnection) -> None:
    """Create the empty table ``marts.data_dictionary``.

    No model makes it: an example needs a look into every other table, which no FROM clause could name.
    """
    con.execute(f"create table {DICTIONARY_TABLE} ({', '.join(f'{name} varchar' for name in DICTIONARY_COLUMNS)})")


def comment_tables(con: duckdb.DuckDBPyConnection, models: Iterable[Model], dictionary: Dictionary) -> None:
    """Put a comment on each table and column that is described.

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
    columns = _list_columns(con)
    comments = [
        f'comment on table {schema}."{name}" is {quote_text(tables[table])};'
        for schema, name in dict.fromkeys(column[:2] for column in columns)
        if (table := f"{schema}.{name}") in tables
    ] + [
        f'comment on column {schema}."{name}"."{column}" is {quote_text(text)};'
        for schema, name, column, _ in columns
        if (text := dictionary.describe_column(f"{schema}.{name}", column))
    ]
    con.execute("\n".join(comments))


def write_dictionary(con: duckdb.DuckDBPyConnection, dictionary: Dictionary) -> None:
    """Fill ``marts.data_dictionary`` with a row for each column of each table, with an example from its rows."""
    columns = _list_columns(con)
    descriptions = [dictionary.describe_column(f"{schema}.{name}", column) for schema, name, column, _ in columns]
    insert_columns(con, DICTIONARY_TABLE, [*zip(*columns, strict=True), descriptions, _find_examples(con, columns)])


def _list_columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    return con.execute(
        """select schema_name, table_name, column_name, data_type from duckdb_columns()
        where database_name = current_database() and not internal
        order by schema_name, table_name, column_index"""
    ).fetchall()


def _find_examples(con: duckdb.DuckDBPyConnection, columns: list[tuple[str, str, str, str]]) -> list[str | None]:
    """Return the first value of each column that is not null, as text cut to 80 characters; ``None`` if all are."""
    examples: list[str | None] = []
    for (schema, name), group in groupby(columns, key=lambda column: column[:2]):
        table = f'{schema}."{name}"'
        texts = {column: f'left(cast("{column}" as varchar), 80)' for *_, column, _ in group}
        # One look at the first rows finds most.
        rows = con.execute(f"select {', '.join(texts.values())} from {table} limit {LOOKED_AT}").fetchall()
        for place, (column, text) in enumerate(texts.items()):
            example = next((row[place] for row in rows if row[place] is not None), None)
            if example is None and len(rows) == LOOKED_AT:
                rest = f'select {text} from {table} where "{column}" is not null limit 1'
                example = next((value for (value,) in con.execute(rest).fetchall()), None)
            examples.append(example)
    return examples
