from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tollbook.figures import Figure
from tollbook.reading.series import MappingError, read_mapping
from tollbook.reading.series.row import read_figures, write_row


def find(folder: Path, mapping: str, cells: dict[str, Any]) -> tuple[Figure, ...]:
    path = folder / "daily.series.yaml"
    path.write_text(mapping)
    return read_figures(write_row(cells), read_mapping(path))


def find_one(folder: Path, figure: str, cells: dict[str, Any]) -> Figure:
    (found,) = find(folder, f"date: day\nmeasure: killed\nfigures: [{figure}]", {"day": "2030-01-03", **cells})
    return found


def test_a_row_is_written_column_by_column_without_its_empty_cells() -> None:
    row = write_row({"day": date(2030, 1, 3), "dead": 12, "hurt": None, "note": " ", "who": "The Herald"})
    assert row.text == "day: 2030-01-03; dead: 12; who: The Herald"
    assert {name: row.text[start:end] for name, (start, end) in row.spans.items()} == dict(row.cells)


@pytest.mark.parametrize(
    ("figure", "cells", "bounds"),
    [
        ("{value: dead}", {"dead": 12}, (12, 12, 12, "exact")),
        ("{value: dead}", {"dead": "1,200"}, (1200, 1200, 1200, "exact")),
        ("{value: dead}", {"dead": 0}, (0, 0, 0, "exact")),
        ("{value: dead, qualifier: about}", {"dead": 12.0}, (12, 12, 12, "about")),
        ("{value: dead, qualifier: more_than}", {"dead": 12}, (12, None, None, "more_than")),
        ("{value: dead, qualifier: up_to}", {"dead": 12}, (None, None, 12, "up_to")),
        ("{low: a, high: b}", {"a": 5, "b": 9}, (5, None, 9, "range")),
        ("{low: a, high: b}", {"a": 9, "b": 9}, (9, 9, 9, "exact")),
        ("{low: a, high: b}", {"a": 5}, (5, None, None, "at_least")),
        ("{low: a, high: b}", {"b": 9}, (None, None, 9, "up_to")),
    ],
)
def test_cells_give_the_bounds(figure: str, cells: dict[str, Any], bounds: tuple[Any, ...], tmp_path: Path) -> None:
    found = find_one(tmp_path, figure, cells)
    assert (found.lower, found.best, found.upper, found.qualifier) == bounds


def test_the_value_stands_in_the_row_where_its_span_says(tmp_path: Path) -> None:
    cells = {"day": "2030-01-03", "least": 5, "most": 9}
    (found,) = find(tmp_path, "date: day\nfigures: [{low: least, high: most, measure: killed}]", cells)
    assert write_row(cells).text[found.value_start : found.value_end] == "5; most: 9"


def test_an_empty_cell_or_one_that_stands_for_nothing_gives_no_figure(tmp_path: Path) -> None:
    mapping = "date: day\nmeasure: killed\nfigures: [{value: dead, missing: n/a}, {value: more}]"
    assert find(tmp_path, mapping, {"day": "2030-01-03", "dead": "n/a", "more": None}) == ()


def test_a_running_total_ends_on_its_day_and_a_window_is_so_many_days_long(tmp_path: Path) -> None:
    total = find_one(tmp_path, "{value: dead, time_basis: cumulative}", {"dead": 1})
    assert (total.period_start_date, total.period_end_date) == (None, date(2030, 1, 3))
    window = find_one(tmp_path, "{value: dead, time_basis: period, days: 2, ends: -1}", {"dead": 1})
    assert (window.period_start_date, window.period_end_date) == (date(2030, 1, 1), date(2030, 1, 2))
    assert window.as_of_date == date(2030, 1, 2)


def test_a_figure_per_day_is_a_rate(tmp_path: Path) -> None:
    found = find_one(tmp_path, "{value: dead, per_unit: day}", {"dead": 1})
    assert (found.claim_type, found.per_unit) == ("rate", "day")


def test_a_property_is_looked_up_in_its_column(tmp_path: Path) -> None:
    figure = (
        "{value: dead, status: {column: state, values: {ok: confirmed}, otherwise: estimated}, claimant: {column: who}}"
    )
    sure = find_one(tmp_path, figure, {"dead": 1, "state": "ok", "who": "The Herald"})
    assert (sure.status, sure.claimant, sure.claimant_text) == ("confirmed", "The Herald", "The Herald")
    assert ("status", "daily.series.yaml: state = ok") in sure.reasons
    unsure = find_one(tmp_path, figure, {"dead": 1, "state": "draft"})
    assert (unsure.status, unsure.claimant) == ("estimated", None)


@pytest.mark.parametrize(
    ("printed", "format", "day", "precision"),
    [
        ("2030-01-03", None, date(2030, 1, 3), "day"),
        ("2030-01-03 00:00:00", None, date(2030, 1, 3), "day"),
        ("03/01/2030", "%d/%m/%Y", date(2030, 1, 3), "day"),
        ("February 2028", "%B %Y", date(2028, 2, 29), "month"),
        ("2030", "%Y", date(2030, 12, 31), "year"),
    ],
)
def test_a_date_means_the_last_day_that_it_names(
    printed: str, format: str | None, day: date, precision: str, tmp_path: Path
) -> None:
    told = f"date: day\n{f'date_format: {format!r}' if format else ''}\nfigures: [{{value: dead, measure: killed}}]"
    (found,) = find(tmp_path, told, {"day": printed, "dead": 1})
    assert (found.as_of_date, found.date_precision) == (day, precision)


@pytest.mark.parametrize(
    ("figure", "cells", "said"),
    [
        ("{value: dead}", {"dead": "a dozen"}, "dead is 'a dozen', no number; mend it, or list it under `missing:`"),
        ("{value: dead}", {"dead": -1}, "dead is '-1', no number"),
        ("{value: dead}", {"dead": 1, "day": "soon"}, "day is 'soon', no date as %Y-%m-%d; mend it, or change"),
        ("{low: a, high: b}", {"a": 9, "b": 5}, "a is 9, above b 5"),
        ("{value: a, status: {column: s, values: {x: stated}}}", {"a": 1, "s": "y"}, "is 'y', which `status`"),
        ("{value: a, measure: {column: m}}", {"a": 1}, "column 'm' is None; use killed"),
        ("{value: a, days: {column: n}}", {"a": 1, "n": "two"}, "column 'n' is 'two'; give a whole number of days"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_says_why(figure: str, cells: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        find_one(tmp_path, figure, cells)
    assert said in str(caught.value)
