"""Build: run the SQL models in the order that their FROM clauses give, and describe what they made."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from tollbook.warehouse.database import execute
from tollbook.warehouse.dictionary import (
    Dictionary,
    comment_tables,
    create_dictionary_table,
    read_dictionary,
    write_dictionary,
)
from tollbook.warehouse.models import Model, ModelError, order_models, read_models

__all__ = ["build_models", "build_tables", "describe_tables"]


def build_models(con: duckdb.DuckDBPyConnection, sql_folder: Path) -> tuple[str, ...]:
    """Create the tables and macros of ``sql_folder``, and describe them; return their names in building order.

    Raises ``ModelError`` with the file's name if DuckDB refuses one.
    """
    models = order_models(read_models(sql_folder))
    # Python prepares what will be told of the tables while DuckDB, which needs no Python for that, makes them.
    with ThreadPoolExecutor(max_workers=1) as beside:
        parsing = beside.submit(_parse_models, models)
        reading = beside.submit(read_dictionary, sql_folder / "dictionary.yml")
        build_tables(con, models)
        parsing.result()
        describe_tables(con, models, reading.result())
    return tuple(model.table for model in models)


def describe_tables(con: duckdb.DuckDBPyConnection, models: tuple[Model, ...], dictionary: Dictionary) -> None:
    """Create ``marts.lineage`` and ``marts.data_dictionary``, and comment every table and column."""
    from tollbook.warehouse import lineage

    # Hundreds of small statements, each of which would wait for the disk by itself.
    con.begin()
    lineage.create_lineage_table(con)
    create_dictionary_table(con)
    with ThreadPoolExecutor(max_workers=1) as beside:
        tracing = beside.submit(lineage.trace_columns, models, lineage.read_catalogue(con))
        comment_tables(con, models, dictionary)
        lineage.write_lineage(con, tracing.result())
    write_dictionary(con, dictionary)
    con.commit()


def build_tables(con: duckdb.DuckDBPyConnection, models: Iterable[Model]) -> None:
    """Create the tables and macros of ``models`` in their order; none, if one of them is not SQL.

    Raises ``ModelError`` with the file's name if DuckDB refuses one.
    """
    statements = [(model, _parse_statement(con, model)) for model in models]
    for model, statement in statements:
        try:
            execute(con, statement)
        except duckdb.Error as error:
            raise ModelError(f"{_name_file(model)}: {error}") from error


def _parse_statement(con: duckdb.DuckDBPyConnection, model: Model) -> duckdb.Statement:
    try:
        statements = con.extract_statements(
            model.sql if model.is_macro else f"create table {model.table} as {model.sql}"
        )
    except duckdb.Error as error:
        raise ModelError(f"{_name_file(model)}: {error}") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.CREATE:
        kind = "one CREATE MACRO" if model.is_macro else "one SELECT"
        raise ModelError(f"{_name_file(model)}: holds {len(statements)} statements; a file here is {kind}")
    return statements[0]


def _parse_models(models: Iterable[Model]) -> None:
    # Imported here, for sqlglot takes its time, too.
    from tollbook.warehouse import lineage

    lineage.parse_models(models)


def _name_file(model: Model) -> str:
    return f"sql/{model.schema}/{model.name}.sql"
