"""Kill the flow, with Prefect and a server of its own, at five moments: ``python -m tests.crash.flows``.

It runs again after each; that takes some minutes, for a server starts for every run.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crash.contents import TIMED
from tests.crash.runs import Desk
from tests.warehouse_rows import PROJECT

from tollbook.warehouse import diff_warehouses

MOMENTS = {
    "read": "archive/articles/*.parquet",
    "find": "archive/claims/*/claims/*.parquet",
    "load": "building/tollbook.duckdb",
    "publish": "building/exports/*.parquet",
    "a decided publish": "publishing",
}
"""What of the warehouse is there as soon as a run is at it."""
SECONDS = 600


def main() -> None:
    print("killed in | seconds of the next run | lost", flush=True)
    with TemporaryDirectory(prefix="tollbook-flows-") as name:
        folder = Path(name)
        whole = _make_desk(folder / "whole")
        whole.run()
        for moment, pattern in MOMENTS.items():
            desk = _make_desk(folder / moment)
            if not _kill_when_there_is(desk, pattern, folder / "prefect"):
                print(f"{moment} | too late", flush=True)
                continue
            started = time.monotonic()
            _start(desk, folder / "prefect").communicate(timeout=SECONDS)
            lost = _find_lost(desk, whole)
            print(f"{moment} | {time.monotonic() - started:.0f} | {lost or 'nothing'}", flush=True)


def _make_desk(folder: Path) -> Desk:
    desk = Desk.at(folder)
    desk.write(0, 12)
    return desk


def _start(desk: Desk, prefect_home: Path) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {
        "PREFECT_HOME": str(prefect_home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tollbook.cli", "run", desk.articles, "-w", desk.place.warehouse],
        env=environment,
        cwd=PROJECT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _kill_when_there_is(desk: Desk, pattern: str, prefect_home: Path) -> bool:
    process = _start(desk, prefect_home)
    while process.poll() is None and not any(desk.place.warehouse.glob(pattern)):
        time.sleep(0.002)
    if process.poll() is not None:
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True


def _find_lost(desk: Desk, whole: Desk) -> list[str]:
    changes = diff_warehouses(whole.place.warehouse, desk.place.warehouse)
    # Runs that failed are told of as well.
    unlike = {*TIMED, "runs"}
    return [each.table for each in changes if not each.is_unchanged and each.table.partition(".")[2] not in unlike]


if __name__ == "__main__":
    main()
