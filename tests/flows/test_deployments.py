"""The flows against real Prefect servers on loopback: by hand, served on a schedule, by a worker. The slow tests."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.flows.server import ask, find_ended, serve_prefect, wait_for
from tests.warehouse_rows import PROJECT

from tollbook.warehouse import count_rows, open_published

SEEDS = PROJECT / "seeds" / "articles"
TOLLBOOK = (sys.executable, "-m", "tollbook.cli")
NAMES = ["build-warehouse", "maintain", "re-extract", "watch"]


def test_a_server_records_a_run_and_serves_a_schedule_a_watch_and_a_backfill(tmp_path: Path) -> None:
    with serve_prefect(tmp_path) as (api, environment):
        by_hand = subprocess.run(
            [*TOLLBOOK, "run", str(SEEDS), "-w", str(tmp_path / "by_hand")],
            env=environment, cwd=PROJECT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert by_hand.returncode == 0, by_hand.stderr
        assert "Published: " in by_hand.stdout
        check_record(api, tmp_path / "by_hand")

        inbox = tmp_path / "inbox"
        shutil.copytree(SEEDS, inbox)
        command = [*TOLLBOOK, "serve", str(inbox), "-w", str(tmp_path / "served")]
        schedule = ["--cron", "* * * * *", "--timezone", "Europe/Kyiv", "--wait"]
        with (
            (tmp_path / "serve.log").open("w") as log,
            subprocess.Popen(
                [*command, *schedule], env=environment, cwd=PROJECT, stdout=log, stderr=subprocess.STDOUT
            ) as process,
        ):
            try:
                check_deployments(api)
                # The watch, which began at once, sees that something is there to read, and then a file come.
                wait_for(lambda: count_articles(tmp_path / "served") == 2)
                (inbox / "wire.txt").write_text("Freedonia said 12 of its soldiers were killed on Monday.")
                wait_for(lambda: count_articles(tmp_path / "served") == 3)
                for name in ("re-extract", "maintain"):
                    run_deployment(api, name)
                # Meanwhile the schedule has fired by itself.
                scheduled = wait_for(lambda: find_completed(api, "build-warehouse", is_scheduled=True))
                assert scheduled["name"] == f"build {tmp_path / 'served'}"
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=60)
        events = [
            each["event"]
            for each in ask(api, "events/filter", {"filter": {"event": {"prefix": ["tollbook."]}}})["events"]
        ]
        assert "tollbook.warehouse.published" in events


def test_a_worker_runs_what_prefect_yaml_deploys_with_postgresql_where_it_is_at_hand(tmp_path: Path) -> None:
    with serve_postgresql(tmp_path) as database, serve_prefect(tmp_path, database) as (api, environment):
        environment |= {
            "TOLLBOOK_PROJECT": str(PROJECT),
            "TOLLBOOK_WAREHOUSE": str(tmp_path / "worked"),
            "PREFECT_WORKER_QUERY_SECONDS": "1",
        }
        prefect = [sys.executable, "-m", "prefect"]
        for arguments in (["work-pool", "create", "tollbook", "--type", "process"], ["--no-prompt", "deploy", "--all"]):
            done = subprocess.run(
                [*prefect, *arguments], env=environment, cwd=PROJECT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
        worker = [*prefect, "worker", "start", "--pool", "tollbook"]
        with subprocess.Popen(worker, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
            try:
                check_deployments(api)
                run_deployment(api, "build-warehouse")
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=60)
        assert count_articles(tmp_path / "worked") == 2


def check_record(api: str, warehouse: Path) -> None:
    """Assert that the server knows the run with its stages, pages and logs."""
    assert (warehouse / "report" / "index.html").is_file()
    (flow_run,) = ask(api, "flow_runs/filter")
    assert (flow_run["name"], flow_run["state_type"]) == (f"build {warehouse}", "COMPLETED")
    names = [task_run["name"].split(" ")[0].split("-")[0].rstrip(",") for task_run in ask(api, "task_runs/filter")]
    assert sorted(names) == ["build", "check", "find", "load", "publish", "read", "report"]
    pages = {artifact["key"]: artifact["data"] for artifact in ask(api, "artifacts/filter")}
    assert "| articles new | 2 |" in pages["tollbook-run"]
    assert "| articles | 2 |" in pages["tollbook-run"]
    assert r"| marts.articles | 2 | 2 | 0 | 0 | added: the whole table |" in pages["tollbook-changes"]
    assert "passed" in pages["tollbook-checks"]
    assert "154,830" in pages["tollbook-figures"]
    assert "tollbook-findings" in pages
    told = wait_for(lambda: [line for line in ask(api, "logs/filter") if line["name"] == "tollbook"])
    assert any(line["message"].startswith("run published: run_id=") for line in told)


def check_deployments(api: str) -> None:
    """Assert that the four deployments stand at the server as they are written, each parameter described."""
    found = wait_for(lambda: len(each := ask(api, "deployments/filter")) == len(NAMES) and each)
    by_name = {each["name"]: each for each in found}
    assert sorted(by_name) == NAMES
    for name, deployment in by_name.items():
        assert deployment["description"], name
        properties = deployment["parameter_openapi_schema"]["properties"]
        assert [each for each, told in properties.items() if not told.get("description")] == []
    build = by_name["build-warehouse"]
    assert build["global_concurrency_limit"]["limit"] == 1
    assert build["schedules"][0]["schedule"]["timezone"] == "Europe/Kyiv"


def run_deployment(api: str, name: str) -> None:
    """Run a deployment and assert that it completes."""
    (deployment,) = [each for each in ask(api, "deployments/filter") if each["name"] == name]
    started = ask(api, f"deployments/{deployment['id']}/create_flow_run", {})
    ended = wait_for(lambda: find_ended(api, started["id"]))
    assert ended["state_type"] == "COMPLETED", ended["state"]


def find_completed(api: str, name: str, is_scheduled: bool) -> Any:
    wanted = {"flows": {"name": {"any_": [name]}}, "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    runs = ask(api, "flow_runs/filter", wanted)
    return next((run for run in runs if run["auto_scheduled"] == is_scheduled), None)


def count_articles(warehouse: Path) -> int:
    database = warehouse / "tollbook.duckdb"
    if not database.is_file():
        return 0
    with open_published(database) as con:
        return count_rows(con, "marts.articles")


@contextmanager
def serve_postgresql(folder: Path) -> Iterator[str | None]:
    """Yield the address of a database of a PostgreSQL server of its own; ``None`` where there is no PostgreSQL."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        yield None
        return
    data = folder / "postgresql"
    data.mkdir()
    # PostgreSQL refuses to be run by root.
    as_user: dict[str, Any] = {}
    if os.getuid() == 0:
        shutil.chown(data, "postgres", "postgres")
        for parent in folder.parents:
            if parent.owner() == "root" and parent != Path("/") and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o001)
        folder.chmod(0o755)
        as_user = {"user": "postgres", "group": "postgres"}
    bin_ = binaries[-1]
    subprocess.run(
        [bin_ / "initdb", "-D", data, "-A", "trust", "-U", "tollbook", "--no-sync"],
        check=True, capture_output=True, cwd=data, **as_user,
    )  # fmt: skip
    options = f"-c listen_addresses='' -c unix_socket_directories={data} -c fsync=off"
    subprocess.run(
        [bin_ / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start"],
        check=True, stdout=subprocess.DEVNULL, cwd=data, **as_user,
    )  # fmt: skip
    try:
        yield f"postgresql+asyncpg://tollbook@/postgres?host={data}"
    finally:
        subprocess.run(
            [bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            check=True,
            capture_output=True,
            cwd=data,
            **as_user,
        )


def test_every_deployment_names_a_flow_that_is_there() -> None:
    pytest.importorskip("prefect")
    from flows.serving import FLOWS

    assert sorted(FLOWS) == NAMES
