"""Every recipe of ``sql/CLIENTS.md`` that stands on an export: SQLite for Datasette and R, CSV for spreadsheets."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from tests.clients.installing import alone, install_python, needed
from tests.clients.recipes import read_commands, start_client, write_program
from typer.testing import CliRunner

from tollbook.cli import app
from tollbook.warehouse import write_sheet

DATASETTE = ("datasette==0.65.5",)


@pytest.fixture
def export_next(
    warehouse: Path, publish_next: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], None]:
    """Export the older version as the page says; publish the newer and export it again when called."""
    monkeypatch.chdir(warehouse.parent)
    monkeypatch.setenv("TOLLBOOK_WAREHOUSE", str(warehouse))
    ((_, *arguments), _) = read_commands("Datasette")

    def export() -> None:
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.stderr

    def publish_and_export() -> None:
        publish_next()
        export()

    export()
    return publish_and_export


@contextmanager
def serve_datasette() -> Iterator[str]:
    """Yield the address of a Datasette that serves as the page says, at a port that is free."""
    (_, (_, *arguments)) = read_commands("Datasette")
    with subprocess.Popen(
        [sys.executable, "-S", "-m", "datasette", "serve", *arguments, "--port", "0"],
        env=alone(install_python(*DATASETTE)), stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stderr
        try:
            log = ""
            while not (address := re.search(r"running on (http://\S+)", log)):
                line = server.stderr.readline()
                assert line, log
                log += line
            yield address[1]
        finally:
            server.terminate()


def fetch(address: str) -> str:
    with urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


def test_datasette_links_and_searches_shows_text_as_text_and_goes_on_with_the_next_export(
    export_next: Callable[[], None],
) -> None:
    with closing(sqlite3.connect("warehouse/book.sqlite")) as con, con:
        con.execute("update articles set title = '<script>alert(500)</script>'")
    with serve_datasette() as address:
        (article,) = json.loads(fetch(f"{address}/book/articles.json?_shape=array"))
        page = fetch(f"{address}/book/claims?_search=four+figures")
        assert f'<a href="/book/articles/{article["article_id"]}">&lt;script&gt;alert(500)' in page
        assert "<script>alert(500)" not in page
        assert "1 row " in page
        export_next()
        assert len(json.loads(fetch(f"{address}/book/articles.json?_shape=array"))) == 2


def test_r_follows_the_recipe(warehouse: Path, export_next: Callable[[], None]) -> None:
    rscript = needed("Rscript")
    if subprocess.run([rscript, "-e", "library(RSQLite)"], capture_output=True, check=False).returncode:
        pytest.skip("RSQLite is not in the R of this machine, so it is not asked")
    program = write_program("R", "r", 'ask("select count(*) from articles")[[1]]')
    with start_client([rscript, "-e", program], warehouse.parent, os.environ) as client:
        assert client.count_articles() == 1
        export_next()
        assert client.count_articles() == 2


def test_libreoffice_runs_no_formula_of_a_sheet_that_an_export_has_written(tmp_path: Path) -> None:
    needed("soffice")
    (_, (*convert, _, _, _)) = read_commands("Spreadsheets")
    text = "=1+1"
    (tmp_path / "bare.csv").write_text(f"title\n{text}\n")
    with (tmp_path / "exported.csv").open("w", encoding="utf-8") as file:
        write_sheet(file, ["title"], [[text], ["\N{EN DASH} Łódź"]])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        [*convert, profile, "--outdir", ".", "bare.csv", "exported.csv"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1+1</f>" in read_part(tmp_path / "bare.xlsx", "xl/worksheets/sheet1.xml")
    assert "</f>" not in read_part(tmp_path / "exported.xlsx", "xl/worksheets/sheet1.xml")
    texts = read_part(tmp_path / "exported.xlsx", "xl/sharedStrings.xml")
    assert "&apos;=1+1<" in texts
    assert "\N{EN DASH} Łódź<" in texts


def read_part(book: Path, part: str) -> str:
    with ZipFile(book) as parts:
        return parts.read(part).decode()
