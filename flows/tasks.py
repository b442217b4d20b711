"""The stages as Prefect tasks, and what all flows share: where a run works, what it reads, how it is shown."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import cloudpickle
from flows.runners import ONE_VERSION, computes_in_threads, make_runner, require_cluster, require_workers
from prefect import Flow, Task, get_client, get_run_logger, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext, get_run_context
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from tollbook import archive, stages, workers
from tollbook.archive import BatchFailure, Shard
from tollbook.orchestration import RunnerError, end_in_order, end_quietly, watch_progress, watched_progress
from tollbook.pipeline import FINDING, Progress, Stages
from tollbook.place import Place
from tollbook.program import ChangedProgramError
from tollbook.report import write_report
from tollbook.search import Search, find_claims
from tollbook.settings import Settings, load_settings
from tollbook.stages import BatchReport
from tollbook.workers import UnsharedArchiveError, describe_unshared

__all__ = [
    "RUNNER",
    "TASKS",
    "as_text",
    "name_after",
    "report_progress",
    "run_here",
]

P = ParamSpec("P")
R = TypeVar("R")

# This process may be one that a server's worker started for the flow.
end_quietly()

# Workers get the flows' functions by value: those of a cluster have the package, and no folder of flows at hand.
cloudpickle.register_pickle_by_value(sys.modules["flows"])

_settings = load_settings()
RUNNER = make_runner(_settings)
"""What runs batches of articles, as the settings say."""

# Reading and finding leave only whole files, so doing them again is safe. Prefect caches nothing: the archive knows
# what has been done, on every machine. A build that failed would fail again, for it is made of the same files.
read = task(name="read", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)(stages.read)
load = task(name="load", cache_policy=NO_CACHE)(stages.load)
build = task(name="build", cache_policy=NO_CACHE)(stages.build)
check = task(name="check", cache_policy=NO_CACHE)(stages.check)
publish = task(name="publish", cache_policy=NO_CACHE)(stages.publish)


def _make_batch_task(timeout_seconds: int | None) -> Task[[Place, str, Shard], BatchReport]:
    return task(
        name=FINDING,
        task_run_name=FINDING + " {batch.shard_id}",
        retries=_settings.batch_retries,
        timeout_seconds=timeout_seconds,
        cache_policy=NO_CACHE,
    )(workers.read_claims_of_batch)


read_claims_of_batch = _make_batch_task(_settings.batch_timeout_seconds)
read_claims_in_thread = _make_batch_task(None)


@contextmanager
def open_search(place: Place, version: str) -> Iterator[Search]:
    """Yield a search of one task per batch, by the flow's runner if there are several.

    What was found is told by the archive, which a worker has written to, and not by what an engine hands back: where a
    worker is lost its batches go on here. ``finish`` raises ``ChangedProgramError`` and ``UnsharedArchiveError`` as a
    worker does, and ``RunnerError`` for workers that cannot run this program at all.
    """
    yield _RunnerSearch(place, version)


class _RunnerSearch:
    def __init__(self, place: Place, version: str) -> None:
        self._place, self._version = place, version
        self._batches: list[Shard] = []
        self._futures: list[PrefectFuture[BatchReport]] = []
        self._refusal: RunnerError | None = None
        # Batches are added while `read` runs, and yet are the flow's tasks and not parts of that one.
        self._flow_context = copy_context()

    def add(self, batch: Shard) -> None:
        self._batches.append(batch)
        # A pool would take longer to start than one batch takes.
        if len(self._batches) > 1 and not self._refusal:
            try:
                self._futures += self._flow_context.run(self._hand_out, self._batches[len(self._futures) :])
            except RunnerError as error:
                # That is no failure of `read`, which would be tried again for it.
                self._refusal = error

    def _hand_out(self, batches: Sequence[Shard]) -> Sequence[PrefectFuture[BatchReport]]:
        runner = cast("FlowRunContext", get_run_context()).task_runner
        if not self._futures:
            require_workers(runner, self._version)
        reading = read_claims_in_thread if computes_in_threads(runner) else read_claims_of_batch
        try:
            return [reading.submit(self._place, self._version, batch) for batch in batches]
        except Exception as error:
            raise RunnerError(f"the workers take no batches: {error}; {ONE_VERSION}") from error

    def finish(self) -> Iterator[BatchReport | BatchFailure]:
        if self._refusal:
            raise self._refusal
        bereft: list[Shard] = []
        for batch, future in zip(self._batches, self._futures, strict=False):
            try:
                result = future.result(raise_on_failure=False)
            except (ImportError, AttributeError) as error:
                raise RunnerError(f"the workers cannot run this program: {error}; {ONE_VERSION}") from error
            except Exception as error:
                # What a task raises it returns; this the engine raised, for a process that died, or a machine. With a
                # pool of processes all go down with one, and which batch was the reason cannot be told.
                get_run_logger().warning("a worker was lost: %s: %s", type(error).__name__, error)
                bereft.append(batch)
            else:
                yield judge(self._place, self._version, batch, result)
        for batch in self._batches[len(self._futures) :]:
            state = read_claims_of_batch(self._place, self._version, batch, return_state=True)
            yield judge(self._place, self._version, batch, state.result(raise_on_failure=False))
        if bereft:
            get_run_logger().warning("%d batches go on here, without workers that were lost", len(bereft))
            yield from find_claims(self._place, self._version, bereft)


def judge(place: Place, version: str, batch: Shard, result: Any) -> BatchReport | BatchFailure:
    """Return a task's report, or the failure of the exception that it ended with.

    A changed program is no failure of the batch, nor is a worker that has another archive before it.
    """
    if isinstance(result, ChangedProgramError):
        raise result
    if isinstance(result, UnsharedArchiveError) and place.storage.has(batch.name):
        raise result
    if not isinstance(result, BatchReport):
        return archive.describe_failure(batch, result)
    if not archive.has_found(place.storage, batch, version):
        raise UnsharedArchiveError(describe_unshared(place, batch, "does not have what a worker found in"))
    return result


report = task(name="report", cache_policy=NO_CACHE)(write_report) if _settings.report else None
TASKS = Stages(read, open_search, load, build, check, publish, report)
"""The stages as tasks."""


def report_progress() -> Progress:
    """Return the progress function of who watches, else one that logs and draws the long stage as an artifact."""
    return watched_progress() or _Reporter().report


class _Reporter:
    """Logs each stage; the batches of articles, of which there may be thousands, get a progress bar at the server."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._percent = 0

    def report(self, stage: str, done: int, total: int) -> None:
        if stage != FINDING:
            get_run_logger().info("%s: %d of %d", stage, done, total)
            return
        told = f"{done:,} of {total:,} batches of articles read"
        percent = 100 * done // total
        if self._bar is None:
            self._bar = create_progress_artifact(percent, key="tollbook-batches", description=told)
        elif percent > self._percent:
            update_progress_artifact(self._bar, percent, description=told)
        if percent > self._percent:
            get_run_logger().info(told)
        self._percent = percent


@contextmanager
def run_here(flow: Flow[P, R], settings: Settings, progress: Progress) -> Iterator[Flow[P, R]]:
    """Yield the flow as it is to be called here and now: with the runner of the settings, showing its progress.

    If PREFECT_API_URL names no server it has one of its own, which starts here. Raises ``RunnerError`` if the runner
    cannot be had.
    """
    runner = make_runner(settings)
    require_cluster(settings)
    with end_in_order(), get_client(sync_client=True) as client:
        here = {
            # A worker that is told of no server would start another one.
            PREFECT_API_URL: str(client.api_url),
            # The heartbeat tells a server of crashed runs. Here somebody waits for the run, and would wait for it.
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        }
        with watch_progress(progress), temporary_settings(here):
            yield flow.with_options(task_runner=runner)


def name_after(verb: str) -> Callable[[], str]:
    """Return what names a flow's runs: a verb, and the folder of the warehouse that the run works on."""

    def name_run() -> str:
        return f"{verb} {flow_run.parameters.get('warehouse') or load_settings().warehouse}"

    return name_run


def as_text(paths: Sequence[Path]) -> list[str]:
    """Return paths as the parameters of a flow have them."""
    return [str(path) for path in paths]
