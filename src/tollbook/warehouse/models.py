"""The SQL files: what each is, and the order in which they can be built."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

__all__ = ["Model", "ModelError", "order_models", "read_models"]

MODEL_FOLDERS = ("macros", "staging", "marts", "quality")
# Names are read off the text: to parse all models takes longer than DuckDB takes to build them of a hundred articles.
_UNREAD = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_TABLE = re.compile(r"\b(?:archive|seeds|staging|marts|quality)\.[a-z_]\w*")
_CALL = re.compile(r"\b([a-z_]\w*)\s*\(")


class ModelError(ValueError):
    """A SQL file that cannot be built: without its header, part of a circle, or refused by DuckDB."""


@dataclass(frozen=True)
class Model:
    """One SQL file: ``schema.name`` is the table that it makes; of the schema ``macros``, the macro that it creates.

    ``description``, ``grain`` and ``caution`` come from the comment lines at its top. ``reads`` holds the tables that
    it names as ``schema.table``, and ``calls`` the names before a parenthesis, among them those of macros; both are in
    lower case.
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

    Raises ``ModelError`` with the file's name if one lacks its description or a table's grain.
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


def _read_model(schema: str, name: str, content: str) -> Model:
    sql = content.strip().rstrip(";")
    header = read_header(sql)
    if not header.get("description") or (schema != "macros" and "grain" not in header):
        raise ModelError(
            f"{schema}/{name}.sql: begin it with comment lines that say what it is, and `-- grain:` what one row is"
        )
    read = _UNREAD.sub(" ", sql).lower()
    return Model(
        schema=schema,
        name=name,
        sql=sql,
        description=header["description"],
        grain=header.get("grain"),
        caution=header.get("caution"),
        reads=frozenset(_TABLE.findall(read)),
        calls=frozenset(_CALL.findall(read)),
    )
