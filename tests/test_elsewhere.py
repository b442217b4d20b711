"""The same input gives the same warehouse, wherever and however the program runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fuzzing.elsewhere import ALL_AT_ONCE, HOME, list_bytes, read_exports, run, tell_differences
from tests.warehouse_rows import PROJECT

REPORTS = (
    "The General Staff of the Ukrainian Armed Forces said {n} Russian soldiers had been killed the previous day.",
    "Officials in Kyiv said {n} civilians were killed and 30 wounded in a Russian missile strike on Kharkiv.",
    "İ — “Up to {n} soldiers died”, the ministry said. Since the invasion began 154,{n} have been lost.",
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles without an address, which are known by their file's name, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("articles")
    for number in (3, 1, 2, 0):
        text = "2023-03-07\n\n" + REPORTS[number % 3].format(n=101 + number)
        (folder / f"report-{number}-é.txt").write_text(text, encoding="utf-8")
    (folder / "broken.json").write_text("{")
    return folder


def test_another_core_seed_zone_locale_and_folder_change_no_byte_and_no_row(articles: Path, tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    run([articles], home, HOME)
    run([articles], elsewhere, ALL_AT_ONCE)
    assert len(list_bytes(home)) == 4
    assert read_exports(home)["claims"].height >= 6
    assert tell_differences(home, elsewhere) == []


def test_a_locale_without_their_letters_shows_them_by_their_numbers(articles: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tollbook.cli", "claims", str(articles / "report-2-é.txt")],
        env={**os.environ, **ALL_AT_ONCE.environment, "PYTHONPATH": str(PROJECT / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert r"\u201cUp to 103 soldiers died\u201d" in done.stdout
