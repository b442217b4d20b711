"""The same flow on processes, Dask and Ray, and what is said where a runner cannot be had."""

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import pytest
from tests.flows.same_on_all_runners import RUNNERS, find_differences
from tests.warehouse_rows import PROJECT

from flows import runners, tasks
from tollbook import archive, stages, workers
from tollbook.archive import has_found
from tollbook.orchestration import RunnerError
from tollbook.pipeline import Input
from tollbook.place import Place
from tollbook.program import claims_version
from tollbook.settings import load_settings
from tollbook.stages import BatchReport
from tollbook.workers import UnsharedArchiveError

ENGINES = ("prefect_dask", "prefect_ray")
SEEDS = sorted((PROJECT / "seeds" / "articles").iterdir())


def write_articles(folder: Path, n_files: int) -> list[Path]:
    """Write files of articles about an invented war, and return them."""
    files = [folder / f"{number}.jsonl" for number in range(n_files)]
    for number, file in enumerate(files):
        told = (f"Freedonia said {12 + number * 10 + n} of its soldiers were killed on Monday." for n in range(3))
        records = [{"id": f"{number}-{n}", "text": text, "published": "2030-03-07"} for n, text in enumerate(told)]
        file.write_text("\n".join(json.dumps(record) for record in records))
    return files


@pytest.mark.skipif(
    not all(find_spec(engine) for engine in ENGINES), reason="Dask and Ray are not installed; `make test` does that"
)
def test_processes_dask_and_ray_leave_the_same_files_and_ask_no_other_machine(tmp_path: Path) -> None:
    files = [*SEEDS, *write_articles(tmp_path, 2)]
    (tmp_path / "network.log").touch()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(PROJECT / folder) for folder in ("src", "tests/network_guard")),
        "ALLOWED_NETWORK": "loopback",
        "ALLOWED_NETWORK_LOG": str(tmp_path / "network.log"),
        "TOLLBOOK_WORKERS": "2",
    }
    command = [
        sys.executable,
        "-m",
        "tests.flows.same_on_all_runners",
        *map(str, files),
        "--keep",
        str(tmp_path / "kept"),
    ]
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told = re.findall(r"^(\w+) \| 4 \| 8 \| 29 \| .* \| none$", done.stdout, re.MULTILINE)
    assert told == list(RUNNERS), done.stdout
    assert (tmp_path / "network.log").read_text() == ""

    first, *others = (tmp_path / "kept" / runner for runner in RUNNERS)
    assert len(list(first.glob("archive/claims/*/claims/*.parquet"))) == 4
    assert len(list(first.glob("exports/*.parquet"))) > 20
    assert [find_differences(first, other) for other in others] == [[], []]
    (others[0] / "exports" / "claims.parquet").write_bytes(b"other")
    next(others[0].glob("archive/claims/*/claims/*.parquet")).unlink()
    assert len(find_differences(first, others[0])) == 2


@pytest.mark.parametrize(("runner", "module"), [("dask", "prefect_dask"), ("ray", "ray")])
def test_an_engine_that_is_not_installed_is_told_with_the_extra_that_has_it(
    runner: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(os, "environ", {**os.environ})
    with pytest.raises(
        RunnerError, match=rf"runner is {runner}, which is not here .*{module}.*: pip install 'tollbook\[{runner}\]'"
    ):
        runners.make_runner(load_settings(runner=runner))


@pytest.mark.parametrize(
    ("runner", "address", "start"),
    [("dask", "tcp://127.0.0.1:1", "dask scheduler"), ("ray", "127.0.0.1:1", "ray start --head")],
)
def test_an_address_where_no_cluster_answers_is_told_with_how_to_start_one(
    runner: str, address: str, start: str
) -> None:
    with pytest.raises(RunnerError, match=rf"'{address}', where no cluster answers .*`{start}`"):
        runners.require_cluster(load_settings(runner=runner, runner_address=address))


class DaskTaskRunner:
    """A runner whose cluster has these workers, each with what it tells of its program."""

    def __init__(self, told: dict[str, str]) -> None:
        self.client, self.told = self, told

    def wait_for_workers(self, n_workers: int, timeout: float) -> None:
        if len(self.told) < n_workers:
            raise TimeoutError

    def run(self, tell: Callable[[], str]) -> dict[str, str]:
        return {worker: told or tell() for worker, told in self.told.items()}


def test_workers_of_another_version_and_missing_ones_are_told_before_they_get_a_batch() -> None:
    def require(told: dict[str, str]) -> None:
        runners.require_workers(cast("runners.Runner", DaskTaskRunner(told)), claims_version())

    require({"tcp://one": ""})
    with pytest.raises(RunnerError, match=r"the Dask worker tcp://two has older where .* install the same version"):
        require({"tcp://one": "", "tcp://two": "older"})
    with pytest.raises(RunnerError, match=r"no worker for 60 seconds; start some \(`dask worker ADDRESS`\)"):
        require({})


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A warehouse in which articles have been read, and nothing looked for in them."""
    articles = tmp_path / "articles"
    articles.mkdir()
    place = Place(tmp_path / "project", tmp_path / "warehouse")
    stages.read(place, Input(write_articles(articles, 1)))
    return place


def test_a_report_counts_only_once_the_archive_has_what_was_found(place: Place, tmp_path: Path) -> None:
    (batch,) = stages.list_batches(place, claims_version())
    elsewhere = replace(place, warehouse=shutil.copytree(place.warehouse, tmp_path / "elsewhere"))
    report = workers.read_claims_of_batch(elsewhere, claims_version(), batch)
    with pytest.raises(UnsharedArchiveError, match=f"does not have what a worker found in {batch.shard_id}"):
        tasks.judge(place, claims_version(), batch, report)
    assert tasks.judge(elsewhere, claims_version(), batch, report) == report


def test_a_batch_that_nobody_has_any_more_fails_and_one_that_a_worker_alone_lacks_ends_the_run(place: Place) -> None:
    (batch,) = stages.list_batches(place, claims_version())
    unseen = UnsharedArchiveError("has no batch")
    with pytest.raises(UnsharedArchiveError):
        tasks.judge(place, claims_version(), batch, unseen)
    place.storage.remove(batch.name)
    failure = tasks.judge(place, claims_version(), batch, unseen)
    assert isinstance(failure, archive.BatchFailure)
    assert "has no batch" in failure.error


@dataclass(frozen=True)
class Future:
    """A batch that is at work: what comes of it, or what its engine raises instead."""

    outcome: BatchReport | Exception
    engine_error: Exception | None = None

    def result(self, raise_on_failure: bool) -> BatchReport | Exception:
        assert not raise_on_failure
        if self.engine_error:
            raise self.engine_error
        return self.outcome


def find_claims_with(monkeypatch: pytest.MonkeyPatch, place: Place, futures: Sequence[Future]) -> list[object]:
    monkeypatch.setattr("flows.tasks._RunnerSearch._hand_out", lambda *_: futures)
    monkeypatch.setattr(tasks, "get_run_logger", lambda: logging.getLogger("flow"))
    with tasks.TASKS.search(place, claims_version()) as search:
        for batch in stages.list_batches(place, claims_version()):
            search.add(batch)
        return list(search.finish())


def test_batches_of_workers_that_were_lost_go_on_without_them(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stages.read(place, Input(SEEDS))
    first, _ = stages.list_batches(place, claims_version())
    report = workers.read_claims_of_batch(place, claims_version(), first)
    place.storage.remove_folder("claims")
    lost = Future(report, OSError("the worker died"))
    found = find_claims_with(monkeypatch, place, [lost, Future(ZeroDivisionError("by nought"))])
    failure, again = found
    assert isinstance(failure, archive.BatchFailure)
    assert failure.error == "ZeroDivisionError: by nought"
    assert again == report
    assert has_found(place.storage, first, claims_version())


def test_workers_without_the_program_end_the_run(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stages.read(place, Input(SEEDS))
    without = Future(RuntimeError(), ModuleNotFoundError("No module named 'tollbook'"))
    with pytest.raises(RunnerError, match=r"No module named 'tollbook'; install the same version"):
        find_claims_with(monkeypatch, place, [without, without])
