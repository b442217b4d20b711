"""The picture of which table is made from which: places of boxes, and the lines between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tollbook.warehouse import Model, order_models, read_models

__all__ = ["Box", "Line", "Picture", "draw_lineage", "read_sources"]

WIDTH, HEIGHT = 190, 26
"""Of a box, in pixels."""
_STEP_ACROSS, _STEP_DOWN, _MARGIN = 250, 36, 6


@dataclass(frozen=True)
class Box:
    """A table at its place in the picture; ``x`` and ``y`` are its upper left corner."""

    table: str
    x: int
    y: int

    @property
    def schema(self) -> str:
        """Return the table's schema."""
        return self.table.partition(".")[0]


@dataclass(frozen=True)
class Line:
    """A line from the right edge of the box of ``source`` to the left edge of that of ``table``, as an SVG path."""

    source: str
    table: str
    path: str


@dataclass(frozen=True)
class Picture:
    """Boxes and lines in a picture of ``width`` by ``height`` pixels; all sources of a box lie to its left."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def read_sources(sql_folder: Path) -> dict[str, frozenset[str]]:
    """Return for each table that a model makes the tables that it reads, itself or by the macros that it calls."""
    models = order_models(read_models(sql_folder))
    macros = {model.name.lower(): model for model in models if model.is_macro}
    return {model.table: _read(model, macros) for model in models if not model.is_macro}


def draw_lineage(sources: Mapping[str, Iterable[str]]) -> Picture:
    """Return the picture of tables and their sources."""
    columns: dict[str, int] = {}

    def column_of(table: str) -> int:
        if table not in columns:
            columns[table] = 1 + max((column_of(source) for source in sources.get(table, ())), default=-1)
        return columns[table]

    for table in sources:
        column_of(table)
    by_column: dict[int, list[str]] = {}
    for table in sorted(columns):
        by_column.setdefault(columns[table], []).append(table)
    boxes = {
        table: Box(table, _MARGIN + column * _STEP_ACROSS, _MARGIN + row * _STEP_DOWN)
        for column, tables in by_column.items()
        for row, table in enumerate(tables)
    }
    lines = tuple(
        Line(source, table, _curve(boxes[source], boxes[table]))
        for table in sorted(sources)
        for source in sorted(sources[table])
    )
    return Picture(
        tuple(boxes.values()),
        lines,
        max((box.x for box in boxes.values()), default=0) + WIDTH + _MARGIN,
        max((box.y for box in boxes.values()), default=0) + HEIGHT + _MARGIN,
    )


def _read(model: Model, macros: Mapping[str, Model]) -> frozenset[str]:
    called = (macros[call] for call in model.calls if call in macros and macros[call] is not model)
    return model.reads.union(*(_read(macro, macros) for macro in called)) - {model.table}


def _curve(source: Box, table: Box) -> str:
    start, end = (source.x + WIDTH, source.y + HEIGHT // 2), (table.x, table.y + HEIGHT // 2)
    middle = (start[0] + end[0]) // 2
    return f"M{start[0]},{start[1]} C{middle},{start[1]} {middle},{end[1]} {end[0]},{end[1]}"
