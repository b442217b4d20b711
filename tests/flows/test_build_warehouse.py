"""The flow against a real Prefect server on loopback: by hand, and served on a schedule. The suite's slow test."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.warehouse_rows import PROJECT

SEEDS = PROJECT / "seeds" / "articles"
TOLLBOOK = (sys.executable, "-m", "tollbook.cli")


def test_a_server_records_the_flow_and_a_served_schedule_runs_it(tmp_path: Path) -> None:
    with serve_prefect(tmp_path) as (api, environment):
        by_hand = subprocess.run(
            [*TOLLBOOK, "run", str(SEEDS), "-w", str(tmp_path / "by_hand")],
            env=environment, cwd=PROJECT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert by_hand.returncode == 0, by_hand.stderr
        assert "Published: " in by_hand.stdout

        (flow_run,) = ask(api, "flow_runs/filter")
        assert flow_run["name"] == f"build {tmp_path / 'by_hand'}"
        assert flow_run["state_type"] == "COMPLETED"
        names = [task_run["name"].split(" ")[0].split("-")[0].rstrip(",") for task_run in ask(api, "task_runs/filter")]
        assert sorted(names) == ["build", "check", "find", "load", "publish", "read"]
        artifacts = {artifact["key"]: artifact["data"] for artifact in ask(api, "artifacts/filter")}
        assert "| articles | 2 |" in artifacts["tollbook-warehouse"]
        assert r"| marts.articles | 2 | 2 | 0 | 0 | added: the whole table |" in artifacts["tollbook-changes"]

        served = [*TOLLBOOK, "serve", str(SEEDS), "-w", str(tmp_path / "served")]
        schedule = ["--cron", "0 6 * * *", "--timezone", "Europe/Kyiv"]
        with subprocess.Popen([*served, *schedule], env=environment, cwd=PROJECT, stderr=subprocess.PIPE) as process:
            try:
                (deployment,) = wait_for(lambda: ask(api, "deployments/filter"))
                due = deployment["schedules"][0]
                assert (due["schedule"]["cron"], due["schedule"]["timezone"]) == ("0 6 * * *", "Europe/Kyiv")
                assert due["active"]
                wait_for(lambda: [run for run in ask(api, "flow_runs/filter") if run["auto_scheduled"]])
                started = ask(api, f"deployments/{deployment['id']}/create_flow_run", {})
                ended = wait_for(lambda: find_ended(api, started["id"]))
                assert ended["state_type"] == "COMPLETED", ended["state"]
            finally:
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=60)
        assert (tmp_path / "served" / "tollbook.duckdb").is_file()


@contextmanager
def serve_prefect(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of the API of a server of its own, and the environment that leads commands to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    }
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT) as server,
    ):
        try:
            wait_for(lambda: is_up(api))
            yield api, environment | {"PREFECT_API_URL": api}
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


def wait_for(look: Callable[[], Any], seconds: float = 90) -> Any:
    """Return what ``look`` returns as soon as it is something."""
    last_call = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < last_call, f"nothing after {seconds} seconds"
        time.sleep(0.3)
    return found


def is_up(api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def ask(api: str, path: str, body: dict[str, Any] | None = None) -> Any:
    request = urllib.request.Request(
        f"{api}/{path}", json.dumps(body or {}).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def find_ended(api: str, flow_run_id: str) -> Any:
    runs = ask(api, "flow_runs/filter", {"flow_runs": {"id": {"any_": [flow_run_id]}}})
    return next((run for run in runs if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")), None)
