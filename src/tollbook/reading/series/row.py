"""One row of a series: its text, and the figures that its mapping reads in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tollbook.claims import Precision, Qualifier
from tollbook.figures import Figure
from tollbook.reading.series.given import MappingError
from tollbook.reading.series.mapping import FigureMapping, SeriesMapping

__all__ = ["Row", "read_day", "read_figures", "write_row"]

_NUMBER = re.compile(r"\d+(?:[,\u00a0\u202f ]\d{3})*(?:\.\d+)?")
_GIVES_DAY, _GIVES_MONTH = re.compile(r"%[dejxcD]"), re.compile(r"%[mbB]")


@dataclass(frozen=True)
class Row:
    """A row as text, "column: cell; column: cell", with the place of each cell in it; empty cells are left out."""

    text: str
    cells: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]


def write_row(values: Mapping[str, object]) -> Row:
    """Return a record as a row, every cell as it is printed."""
    text, cells, spans = "", dict[str, str](), dict[str, tuple[int, int]]()
    for name, value in values.items():
        cell = "" if value is None else str(value).strip()
        if cell:
            text += f"{'; ' if text else ''}{name}: "
            cells[name], spans[name] = cell, (len(text), len(text) + len(cell))
            text += cell
    return Row(text, cells, spans)


def read_day(row: Row, mapping: SeriesMapping) -> tuple[date | None, Precision | None]:
    """Return the last day that the row's date means, and how well it names it; raises ``MappingError`` for none."""
    if mapping.date is None:
        return None, None
    cell = row.cells.get(mapping.date)
    try:
        # Parquet gives dates and times of its own, which print as ISO with the time behind.
        printed = cell[:10] if cell and mapping.date_format == "%Y-%m-%d" else cell or ""
        day = datetime.strptime(printed, mapping.date_format).date()
    except ValueError as error:
        advice = f"mend it, or change date_format in {mapping.file_name}"
        raise MappingError("", f"{mapping.date} is {cell!r}, no date as {mapping.date_format}", advice) from error
    if _GIVES_DAY.search(mapping.date_format):
        return day, "day"
    if _GIVES_MONTH.search(mapping.date_format):
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1), "month"
    return day.replace(month=12, day=31), "year"


def read_figures(row: Row, mapping: SeriesMapping) -> tuple[Figure, ...]:
    """Return the figures of a row that its cells give; raises ``MappingError`` for a cell that is no figure."""
    day, precision = read_day(row, mapping)
    found = (_read_figure(row, figure, day, precision, mapping) for figure in mapping.figures)
    return tuple(figure for figure in found if figure)


def _read_figure(
    row: Row, mapped: FigureMapping, day: date | None, precision: Precision | None, mapping: SeriesMapping
) -> Figure | None:
    filled = [each for each in mapped.columns if row.cells.get(each) is not None and not _is_missing(row, mapped, each)]
    if not filled:
        return None
    given: dict[str, Any] = {key: each.read(row.cells) for key, each in mapped.given.items()}
    lower, best, upper, qualifier = _read_bounds(row, mapped, filled, given.get("qualifier"))
    starts, ends = zip(*(row.spans[column] for column in filled), strict=True)
    last = day and day + timedelta(days=given.get("ends") or 0)
    days, basis = given.get("days"), given.get("time_basis")
    claimant = mapped.given.get("claimant")
    return Figure(
        value_start=min(starts),
        value_end=max(ends),
        claim_type="rate" if given.get("per_unit") else "count",
        measure=given["measure"],
        measure_text=mapped.text or " and ".join(filled),
        party_id=given.get("party"),
        victim_type=given.get("victim_type"),
        lower=lower,
        best=best,
        upper=upper,
        qualifier=qualifier,
        per_unit=given.get("per_unit"),
        time_basis=basis,
        period_start_date=last - timedelta(days=days - 1) if last and days else None,
        period_end_date=last if days or basis == "cumulative" else None,
        as_of_date=last,
        date_precision=precision,
        claimant=given.get("claimant"),
        claimant_text=row.cells.get(claimant.column) if claimant and claimant.column else None,
        status=given.get("status") or "stated",
        is_subset=bool(given.get("subset")),
        conflict_id=given.get("conflict"),
        reasons=tuple(_explain(mapping, mapped, row)),
    )


def _is_missing(row: Row, mapped: FigureMapping, column: str) -> bool:
    return row.cells[column] in mapped.missing


def _read_bounds(
    row: Row, mapped: FigureMapping, filled: list[str], said: Qualifier | None
) -> tuple[float | None, float | None, float | None, Qualifier]:
    numbers = {column: _read_number(column, row.cells[column]) for column in filled}
    if mapped.value:
        number = numbers[mapped.value]
        match said:
            case "more_than" | "at_least":
                return number, None, None, said
            case "up_to" | "less_than":
                return None, None, number, said
            case _:
                return number, number, number, said or "exact"
    low, high = numbers.get(mapped.low or ""), numbers.get(mapped.high or "")
    if low is not None and high is not None:
        if low > high:
            found = f"{mapped.low} is {row.cells[str(mapped.low)]}, above {mapped.high} {row.cells[str(mapped.high)]}"
            raise MappingError("", found, "put the lower figure into the low column")
        return (low, low, low, "exact") if low == high else (low, None, high, "range")
    return (low, None, None, "at_least") if low is not None else (None, None, high, "up_to")


def _read_number(column: str, cell: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise MappingError("", f"{column} is {cell!r}, no number", "mend it, or list it under `missing:`")
    return float(re.sub(r"[^\d.]", "", cell))


def _explain(mapping: SeriesMapping, mapped: FigureMapping, row: Row) -> list[tuple[str, str]]:
    """Return what decided each property: the mapping, or a cell through it."""
    return [
        (key, f"{mapping.file_name}: {f'{each.column} = {row.cells.get(each.column)}' if each.column else 'stated'}")
        for key, each in mapped.given.items()
    ]
