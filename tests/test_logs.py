"""Logs name the run, and are text for people or JSON for collectors."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.warehouse_rows import PROJECT


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_plain_run_logs_its_stages_with_its_id(log_format: str, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'log_format = "{log_format}"\nreport = false')
    done = subprocess.run(
        [sys.executable, "-m", "tollbook.cli", "run", "--plain", "--log", "--json", "-w", str(tmp_path / "warehouse")],
        capture_output=True, text=True, check=True, cwd=PROJECT,
        env={"PATH": "", "TOLLBOOK_CONFIG": str(settings), "PYTHONPATH": str(PROJECT / "src")},
    )  # fmt: skip
    run_id = json.loads(done.stdout)["run_id"]
    lines = done.stderr.splitlines()
    if log_format == "text":
        assert all(f"run_id={run_id}" in line for line in lines)
        assert [line.split(": ")[0].split(" info ")[1] for line in lines] == [
            "run started", "read", "find, resolve, validate", "built and checked", "run published",
        ]  # fmt: skip
    else:
        records = [json.loads(line) for line in lines]
        assert {record["run_id"] for record in records} == {run_id}
        assert records[1] | {"time": ""} == {
            "time": "", "level": "info", "event": "read", "run_id": run_id, "n_files": 2, "n_files_unchanged": 0,
            "n_articles_new": 2, "n_rejected": 0,
        }  # fmt: skip
