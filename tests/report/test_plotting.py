"""`tollbook plot series`: a picture with its sources, or an error that says what there is."""

from pathlib import Path

import pytest
from tests.report.invented_war import COUNTERS, OBSERVERS
from typer.testing import CliRunner, Result

from tollbook.cli import app
from tollbook.place import Place


def plot(warehouse: Path, file: Path, *options: str) -> Result:
    given = {"--party": "FRE", "--measure": "killed"} | dict(zip(options[::2], options[1::2], strict=True))
    words = [word for pair in given.items() for word in pair]
    return CliRunner().invoke(app, ["plot", "series", *words, "-o", str(file), "-w", str(warehouse)])


@pytest.mark.parametrize(("suffix", "start"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_the_suffix_says_the_kind_of_picture(place: Place, tmp_path: Path, suffix: str, start: bytes) -> None:
    file = tmp_path / f"chart{suffix}"
    result = plot(place.warehouse, file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{file}: Killed: Freedonia, running totals, War of Freedonia (figures: 7)\n"
    assert file.read_bytes().startswith(start)


def test_the_picture_names_claimants_sources_dates_and_build(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    plot(place.warehouse, file)
    svg = file.read_text(encoding="utf-8")
    assert "Killed: Freedonia, running totals" in svg
    assert f"Claimants (4 of 4): {COUNTERS}; Ministry &lt;img src=x" in svg
    assert "Figures of 2030-01-31 to 2030-03-31." in svg
    assert "Printed by The Daily Invention, 2030-01-31 to 2030-03-31." in svg
    assert "tollbook, build " in svg
    assert f"{OBSERVERS}: 900 to 1,600 on 2030-02-20" in svg
    assert "<img" not in svg


def test_claimants_can_be_chosen_by_a_part_of_their_name(place: Place, tmp_path: Path) -> None:
    assert "(figures: 2)" in plot(place.warehouse, tmp_path / "chart.svg", "--claimant", "observers").stdout
    assert COUNTERS not in (tmp_path / "chart.svg").read_text(encoding="utf-8")


def test_a_projection_of_both_sides_is_drawn_dashed_from_its_base(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    plot(place.warehouse, file, "--party", "RUS+UKR", "--measure", "casualties")
    assert "stroke-dasharray" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--party", "SYL"), "no figure of party 'SYL'; there are "),
        (("--measure", "wounded"), "no 'wounded' of party FRE; there are killed\n"),
        (("--war", "donbas-2014"), "no killed of FRE in the war 'donbas-2014'; there are freedonia-2030\n"),
        (("--claimant", "nobody"), "no claimant 'nobody' here; there are Ministry <img"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(
    place: Place, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    result = plot(place.warehouse, tmp_path / "chart.svg", *options)
    assert result.exit_code == 1
    assert result.stderr.startswith(message)
    assert not (tmp_path / "chart.svg").exists()


def test_an_unknown_suffix_is_refused_with_the_known_ones(place: Place, tmp_path: Path) -> None:
    result = plot(place.warehouse, tmp_path / "chart.gif")
    assert result.exit_code == 1
    assert result.stderr == f"{tmp_path / 'chart.gif'}: cannot draw a .gif; use .svg, .png, .pdf\n"


def test_without_a_warehouse_it_says_how_to_build_one(tmp_path: Path) -> None:
    result = plot(tmp_path, tmp_path / "chart.svg")
    assert result.exit_code == 1
    assert "build one with `tollbook run`" in result.stderr
