"""The SQL files: what each is, and the order in which they can be built."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError

__all__ = ["Model", "ModelError", "order_models", "read_models"]

MODEL_FOLDERS = ("macros", "staging", "marts", "quality")


class ModelError(ValueError):
    """A SQL file that cannot be built: unreadable, without its header, or part of a circle."""


@dataclass(frozen=True)
class Model:
    """One SQL file: ``schema.name`` is the table that it makes; of the schema ``macros``, the macro that it creates.

    ``description``, ``grain`` and ``caution`` come from the comment lines at its top. ``reads`` holds the tables in its
    FROM clauses as ``schema.table``, and ``calls`` the lower-case names of the functions that sqlglot does not know,
    among them our macros.
    """

    schema: str
    name: str
    sql: str
    description: str
    grain: str | None
    caution: str | None
    reads: frozenset[str]
    calls: frozenset[str]

    @property
    def table(self) -> str:
        """Return ``schema.name``."""
        return f"{self.schema}.{self.name}"

    @property
    def is_macro(self) -> bool:
        """Whether the file creates a macro, not a table."""
        return self.schema == "macros"


def read_models(sql_folder: Path) -> tuple[Model, ...]:
    """Return the models under ``macros``, ``staging``, ``marts`` and ``quality``, by path.

    Raises ``ModelError`` with the file's name if one does not parse or lacks its description or a table's grain.
    """
    paths = [path for folder in MODEL_FOLDERS for path in sorted((sql_folder / folder).glob("*.sql"))]
    return tuple(_read_model(path.parent.name, path.stem, path.read_text(encoding="utf-8")) for path in paths)


def order_models(models: Iterable[Model]) -> tuple[Model, ...]:
    """Return the models so that each comes after all that it reads or calls; otherwise in their given order.

    What no model makes (loaded tables, built-in functions) is taken to be there. Raises ``ModelError`` if models need
    each other in a circle.
    """
    given = list(models)
    makers = {model.table: model for model in given if not model.is_macro}
    macros = {model.name.lower(): model for model in given if model.is_macro}
    places = {model: place for place, model in enumerate(given)}
    sorter = TopologicalSorter[Model]()
    for model in given:
        needed = [makers[table] for table in model.reads if table in makers]
        needed += [macros[call] for call in model.calls if call in macros]
        sorter.add(model, *(other for other in needed if other is not model))
    try:
        sorter.prepare()
    except CycleError as error:
        raise ModelError("models need each other: " + " -> ".join(model.table for model in error.args[1])) from error
    ordered: list[Model] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=places.__getitem__)
        ordered += ready
        sorter.done(*ready)
    return tuple(ordered)


def read_header(sql: str) -> dict[str, str]:
    """Return the comment lines at the top of a SQL text: ``description``, and a value for each line ``-- word: value``.

    A value goes on over the next lines that are indented by two spaces more.
    """
    header: dict[str, str] = {}
    key = "description"
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        text = line[2:].removeprefix(" ")
        if named := re.match(r"(grain|caution|severity): +(.*)", text):
            key = named[1]
            text = named[2]
        elif key != "description" and not text.startswith("  "):
            key = "description"
        header[key] = f"{header[key]} {text.strip()}" if key in header else text.strip()
    return header


# Parsing is most of the work, models and lineage both need the trees, and one process may build many times.
@cache
def parse(sql: str) -> tuple[exp.Expr, ...]:
    """Return the tree of each statement, once for each text: it is not to be changed."""
    return tuple(statement for statement in sqlglot.parse(sql, read="duckdb") if statement is not None)


@cache
def _read_model(schema: str, name: str, content: str) -> Model:
    place = f"{schema}/{name}.sql"
    sql = content.strip().rstrip(";")
    header = read_header(sql)
    is_table = schema != "macros"
    if not header.get("description") or (is_table and "grain" not in header):
        raise ModelError(f"{place}: begin it with comment lines that say what it is, and `-- grain:` what one row is")
    try:
        statements = parse(sql)
    except ParseError as error:
        raise ModelError(f"{place}: {error}") from error
    if len(statements) != 1 or isinstance(statements[0], exp.Create) == is_table:
        kind = "one SELECT" if is_table else "one CREATE MACRO"
        raise ModelError(f"{place}: holds {len(statements)} statements; a file here is {kind}")
    (tree,) = statements
    return Model(
        schema=schema,
        name=name,
        sql=sql,
        description=header["description"],
        grain=header.get("grain"),
        caution=header.get("caution"),
        reads=frozenset(f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db),
        calls=frozenset(call.name.lower() for call in tree.find_all(exp.Anonymous)),
    )
