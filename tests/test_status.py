"""The state of a warehouse: its runs, how fresh its sources are, what waits."""

import json
from datetime import date
from pathlib import Path

from tests.warehouse_rows import PROJECT
from typer.testing import CliRunner

from tollbook.cli import app
from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.place import Place
from tollbook.stages import read
from tollbook.status import read_status

SEEDS = PROJECT / "seeds" / "articles"


def test_an_empty_warehouse_has_an_empty_status(tmp_path: Path) -> None:
    status = read_status(Place(PROJECT, tmp_path), date(2030, 1, 1))
    assert (status.runs, status.claimants, status.outlets, status.n_pending, status.n_failed) == ((), (), (), 0, 0)


def test_runs_sources_and_what_waits_are_told(tmp_path: Path) -> None:
    place = Place(PROJECT, tmp_path / "warehouse")
    run_stages(PLAIN, place, Input([SEEDS]), lambda *_: None)
    run_stages(PLAIN, place, Input([SEEDS]), lambda *_: None)
    (tmp_path / "wire.txt").write_text("Freedonia lost 500 men.")
    read(place, Input([tmp_path / "wire.txt"]))
    status = read_status(place, date(2023, 3, 8))
    assert [run.status for run in status.runs] == ["unchanged", "published"]
    by_name = {row[0]: row for row in status.claimants}
    assert by_name["General Staff of the Ukrainian Armed Forces"][1:3] == (date(2023, 3, 7), 1)
    assert status.n_pending == 1


def test_the_command_prints_it_for_people_and_for_programs(tmp_path: Path) -> None:
    run_stages(PLAIN, Place(PROJECT, tmp_path), Input([SEEDS]), lambda *_: None)
    shown = CliRunner().invoke(app, ["status", "-w", str(tmp_path)], env={"PREFECT_API_URL": ""})
    assert shown.exit_code == 0
    assert "published" in shown.output
    assert "General Staff of the Ukrainian Armed Forces" in shown.output
    assert "PREFECT_API_URL names none" in shown.output
    told = json.loads(
        CliRunner().invoke(app, ["status", "--json", "-w", str(tmp_path)], env={"PREFECT_API_URL": ""}).output
    )
    assert told["runs"][0]["status"] == "published"
    assert told["next_runs"] is None
