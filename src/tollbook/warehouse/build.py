"""Build: run the SQL models in the order that their FROM clauses give, and describe what they made."""

from pathlib import Path

import duckdb

from tollbook.warehouse.database import execute
from tollbook.warehouse.dictionary import describe, read_dictionary
from tollbook.warehouse.lineage import create_lineage
from tollbook.warehouse.models import ModelError, order_models, read_models

__all__ = ["build_models"]


def build_models(con: duckdb.DuckDBPyConnection, sql_folder: Path) -> tuple[str, ...]:
    """Create the tables and macros of ``sql_folder``, and describe them; return their names in building order.

    Raises ``ModelError`` with the file's name if DuckDB refuses one.
    """
    models = order_models(read_models(sql_folder))
    for model in models:
        try:
            execute(con, model.sql if model.is_macro else f"create table {model.table} as {model.sql}")
        except duckdb.Error as error:
            raise ModelError(f"sql/{model.schema}/{model.name}.sql: {error}") from error
    # Hundreds of small statements, each of which would wait for the disk by itself.
    con.begin()
    create_lineage(con, models)
    describe(con, models, read_dictionary(sql_folder / "dictionary.yml"))
    con.commit()
    return tuple(model.table for model in models)
