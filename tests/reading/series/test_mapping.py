from pathlib import Path

import pytest

from tollbook.reading.series import MappingError, SeriesMapping, read_mapping

WHOLE = """
name: Losses of Freedonia
outlet: The Herald
files: "daily*.csv"
date: day
url: link
party: FRE
claimant: {column: who, values: {H: The Herald}, otherwise: null}
skip: {state: [draft, "old *"]}
figures:
  - {value: dead, measure: killed}
  - {low: least, high: most, measure: casualties, party: SYL, missing: [0, n/a]}
"""


def read(folder: Path, text: str) -> SeriesMapping:
    path = folder / "daily.csv.series.yaml"
    path.write_text(text)
    return read_mapping(path)


def test_what_stands_at_the_top_holds_for_every_figure_that_says_nothing_else(tmp_path: Path) -> None:
    killed, casualties = read(tmp_path, WHOLE).figures
    assert (killed.given["party"].constant, casualties.given["party"].constant) == ("FRE", "SYL")
    assert (killed.columns, casualties.columns) == (("dead",), ("least", "most"))
    assert casualties.missing == {"0", "n/a"}


def test_rows_are_told_apart_by_their_date_and_by_the_columns_that_are_looked_up(tmp_path: Path) -> None:
    mapping = read(tmp_path, WHOLE)
    assert mapping.key == ("day", "who")
    assert mapping.list_columns() == ["day", "link", "who", "state", "dead", "least", "most"]


def test_it_is_for_the_files_whose_names_fit(tmp_path: Path) -> None:
    mapping = read(tmp_path, WHOLE)
    assert mapping.fits(Path("in/daily-2030.csv"))
    assert not mapping.fits(Path("in/weekly.csv"))


def test_rows_are_skipped_by_a_cell_or_a_pattern(tmp_path: Path) -> None:
    mapping = read(tmp_path, WHOLE)
    assert [mapping.skips({"state": state}) for state in ("draft", "old version", "final")] == [True, True, False]
    assert not mapping.skips({})


def test_another_text_has_another_fingerprint(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE).fingerprint != read(tmp_path, WHOLE + "\n# reviewed\n").fingerprint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("figures: [", "cannot be read"),
        ("- a list", "is no mapping of names to values"),
        ("date: day", "has no list of figures"),
        ("figures: [dead]", "figures[1] is no mapping"),
        ("figures: [{value: dead}]", "figures[1] has no measure"),
        ("figures: [{measure: killed}]", "figures[1] names its columns []"),
        ("figures: [{value: a, low: b, measure: killed}]", "figures[1] names its columns ['low', 'value']"),
        ("figures: [{value: a, measure: dead}]", "figures[1].measure is 'dead'; use killed, wounded"),
        ("figures: [{value: a, measur: killed}]", "has the unknown key figures[1].measur"),
        ("colour: red\nfigures: [{value: a, measure: killed}]", "has the unknown key colour; use name"),
        ("name: 5\nfigures: [{value: a, measure: killed}]", "name is 5, not text"),
        ("skip: draft\nfigures: [{value: a, measure: killed}]", "skip is no mapping"),
        ("key: {a: b}\nfigures: [{value: a, measure: killed}]", "key is a mapping"),
        ("party: freedonia\nfigures: [{value: a, measure: killed}]", "party is 'freedonia', no party"),
        ("party: NO\nfigures: [{value: a, measure: killed}]", "party is False, not text; put it in quotes"),
        ("days: 0\nfigures: [{value: a, measure: killed}]", "days is 0; give a whole number of days"),
        ("ends: soon\nfigures: [{value: a, measure: killed}]", "ends is 'soon'; give a whole number of days"),
        ("subset: some\nfigures: [{value: a, measure: killed}]", "subset is 'some'; use true or false"),
        ("status: {column: s, values: [x]}\nfigures: [{value: a, measure: killed}]", "status.values is no mapping"),
        ("status: {values: {}}\nfigures: [{value: a, measure: killed}]", "status has values; give `column:`"),
        ("figures: [{value: a, measure: {column: m, values: {d: dead}}}]", "figures[1].measure.values.d is 'dead'"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_what_is_wrong_in_it(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith("daily.csv.series.yaml: ")
    assert said in str(caught.value)


def test_a_mapping_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"none\.series\.yaml: cannot be read"):
        read_mapping(tmp_path / "none.series.yaml")
