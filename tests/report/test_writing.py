"""The report as files: whole or not at all, linked to what is there, and without a foreign address."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from tests.report.invented_war import IMAGE, SCRIPT
from typer.testing import CliRunner

from tollbook.cli import app
from tollbook.place import Place
from tollbook.report import ReportError, write_report, writing
from tollbook.report.writing import PAGES


def test_every_link_of_a_page_leads_to_a_file_that_is_there(report: Path) -> None:
    for name in PAGES:
        html = (report / f"{name}.html").read_text(encoding="utf-8")
        links = re.findall(r'(?:href|src)="([^"#][^"]*)"', html)
        assert links
        for link in links:
            assert (report / link).resolve().is_file(), link


def test_pages_allow_no_script_but_their_own_files_and_ask_no_network(report: Path) -> None:
    for name in PAGES:
        html = (report / f"{name}.html").read_text(encoding="utf-8")
        assert "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'" in html
        assert not re.search(r"\son\w+=|\sstyle=|<style|<script>|https?://", html)


def test_nothing_that_an_article_prints_stands_in_a_file_as_markup(report: Path) -> None:
    for path in [*report.glob("*.html"), *report.rglob("data/**/*.js")]:
        text = path.read_text(encoding="utf-8")
        assert SCRIPT not in text, path
        assert IMAGE not in text, path


def test_each_table_can_be_downloaded_as_parquet_and_each_mart_as_csv(place: Place, report: Path) -> None:
    html = (report / "data.html").read_text(encoding="utf-8")
    for exported in place.exports.glob("*.parquet"):
        assert f'href="../exports/{exported.name}"' in html
    assert 'href="csv/claims.csv"' in html
    assert (report / "csv" / "claims.csv").read_text(encoding="utf-8").startswith("claim_id,")


def test_the_old_report_stays_until_the_new_one_is_whole(
    place: Place, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (report / "index.html").read_bytes()

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(writing, "write_articles", fail)
    with pytest.raises(OSError, match="no space left"):
        write_report(place)
    assert (report / "index.html").read_bytes() == before


def test_the_command_puts_a_new_report_in_the_place_of_the_old_one_and_leaves_nothing_of_it(
    place: Place, report: Path
) -> None:
    (report / "data" / "stale.js").write_text("old")
    result = CliRunner().invoke(app, ["report", "-w", str(place.warehouse)])
    assert (result.exit_code, result.stdout) == (0, f"{report / 'index.html'}\n")
    assert not (report / "data" / "stale.js").exists()
    assert [path.name for path in place.warehouse.glob("report*")] == ["report"]


def test_there_is_no_report_of_what_is_not_published(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", "-w", str(tmp_path / "warehouse")])
    assert result.exit_code == 1
    assert "no warehouse here; build one with `tollbook run`" in result.stderr
    assert not (tmp_path / "warehouse").exists()


def test_there_is_no_report_of_two_builds(place: Place, tmp_path: Path) -> None:
    shutil.copy(place.database, tmp_path / "tollbook.duckdb")
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "manifest.json").write_text('{"build_id": "another", "tables": {}}')
    with pytest.raises(ReportError, match=r"is not of the build of tollbook\.duckdb; publish again"):
        write_report(Place(place.project, tmp_path))


def test_without_the_drawing_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(ReportError, match=r"pip install 'tollbook\[report\]'"):
        writing.bundle_vega()
