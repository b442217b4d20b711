"""The notebook runs on a published warehouse, and draws each figure with the bounds that were printed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.clients.installing import install_python
from tests.warehouse_rows import PROJECT

NOTEBOOK = PROJECT / "sql" / "russian_losses.py"
MARIMO = ("marimo==0.25.2", "altair==6.3.0")
RUN = """
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("notebook", sys.argv[1])
notebook = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notebook)
outputs, defined = notebook.app.run()
charts = {name: json.loads(defined[name].to_json()) for name in ("totals_chart", "ratios_chart")}
rows = {name: json.loads(json.dumps(defined[name].to_dicts(), default=str)) for name in ("totals", "ratios")}
print(json.dumps({"charts": charts, "rows": rows, "words": outputs[-1].text}))
"""


@pytest.fixture(scope="module")
def shown(versions: tuple[Path, Path]) -> dict[str, Any]:
    """What the notebook shows of the seed articles."""
    packages = install_python(*MARIMO, options=["--constraint", str(PROJECT / "requirements.lock")])
    done = subprocess.run(
        [sys.executable, "-c", RUN, NOTEBOOK, "--", "--warehouse", versions[1]],
        env=os.environ | {"PYTHONPATH": str(packages)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_bound_stays_a_bound_and_a_range_a_range(shown: dict[str, Any]) -> None:
    totals = {row["figures_reported"]: (row["form"], row["lower"], row["upper"]) for row in shown["rows"]["totals"]}
    assert totals["154,830"] == ("point", 154_830, 154_830)
    assert totals["up to 250,000"] == ("up to", None, 250_000)
    assert totals["at least 15,000"] == ("at least", 15_000, None)
    assert totals["60,000 to 70,000"] == ("range", 60_000, 70_000)
    assert {row["form"] for row in shown["rows"]["ratios"]} == {"at least", "up to", "range"}


@pytest.mark.parametrize("chart", ["totals_chart", "ratios_chart"])
def test_a_chart_has_a_bar_from_end_to_end_for_ranges_and_arrows_for_open_ends(
    chart: str, shown: dict[str, Any]
) -> None:
    drawn = shown["charts"][chart]
    bars, marks = drawn.get("spec", drawn)["layer"][:2]
    channel = "y" if chart == "totals_chart" else "x"
    assert bars["transform"] == [{"filter": "datum.form == 'range'"}]
    assert (bars["encoding"][channel]["field"], bars["encoding"][f"{channel}2"]["field"]) == ("lower", "upper")
    assert marks["transform"] == [{"filter": "datum.form != 'range'"}]
    assert marks["encoding"]["shape"]["scale"]["domain"] == ["point", "at least", "up to"]
    assert marks["encoding"][channel]["scale"] == bars["encoding"][channel]["scale"] == {"type": "log"}


def test_measures_have_panels_of_their_own(shown: dict[str, Any]) -> None:
    assert shown["charts"]["totals_chart"]["facet"]["column"]["field"] == "measure"


def test_the_words_stand_below_as_plain_text(shown: dict[str, Any]) -> None:
    assert shown["words"].startswith("<pre")
    assert "since the end of September 2022 when it said 5,937 troops had been killed." in shown["words"]
