"""A real Prefect server on loopback, for tests: started, asked, and stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def serve_prefect(folder: Path, database: str | None = None) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of the API of a server of its own, and the environment that leads commands to it.

    Its database is SQLite in ``folder``, or the one that the address ``database`` leads to.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        "PREFECT_HOME": str(folder / "prefect"),
        "TOLLBOOK_REPORT": "true",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    }
    if database:
        environment["PREFECT_API_DATABASE_CONNECTION_URL"] = database
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


def wait_for(look: Callable[[], Any], seconds: float = 180) -> Any:
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
    for n_left in range(20, -1, -1):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # A server that is busy says so, and asks to be asked again.
            if error.code != 503 or not n_left:
                raise
            time.sleep(0.5)
    raise AssertionError("the last try returns or raises")


def find_ended(api: str, flow_run_id: str) -> Any:
    runs = ask(api, "flow_runs/filter", {"flow_runs": {"id": {"any_": [flow_run_id]}}})
    return next((run for run in runs if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")), None)
