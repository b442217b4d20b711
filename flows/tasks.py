"""The stages as Prefect tasks, and what all flows share: where a run works, what it reads, how it is shown."""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, cast

import cloudpickle
from prefect import get_run_logger, task, unmapped
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from tollbook import archive, pipeline, stages
from tollbook.archive import BatchFailure, Shard
from tollbook.orchestration import end_quietly, watched_progress
from tollbook.pipeline import FINDING, Progress, Stages
from tollbook.program import ChangedProgramError
from tollbook.report import write_report
from tollbook.settings import load_settings
from tollbook.stages import BatchReport, Place

__all__ = [
    "RUNNER",
    "TASKS",
    "as_text",
    "name_after",
    "report_progress",
]

# This process may be one that a server's worker started for the flow.
end_quietly()

# Worker processes get these functions by value: where a server's worker has loaded the flow by its path alone, they
# could not import them.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

_settings = load_settings()
RUNNER = cast(
    "TaskRunner[PrefectFuture[Any]]", ProcessPoolTaskRunner(max_workers=_settings.workers, initializer=end_quietly)
)
"""One process for each worker of the settings; batches of articles run there."""

# Reading and finding leave only whole files, so doing them again is safe. Prefect caches nothing: the archive knows
# what has been done, on every machine. A build that failed would fail again, for it is made of the same files.
read = task(name="read", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)(stages.read)
read_claims_of_batch = task(
    name=FINDING,
    task_run_name=FINDING + " {batch.shard_id}",
    retries=_settings.batch_retries,
    timeout_seconds=_settings.batch_timeout_seconds,
    cache_policy=NO_CACHE,
)(stages.read_claims_of_batch)
load = task(name="load", cache_policy=NO_CACHE)(stages.load)
build = task(name="build", cache_policy=NO_CACHE)(stages.build)
check = task(name="check", cache_policy=NO_CACHE)(stages.check)
publish = task(name="publish", cache_policy=NO_CACHE)(stages.publish)


def find_claims(place: Place, version: str, batches: Sequence[Shard]) -> Iterator[BatchReport | BatchFailure]:
    """Run one task per batch, in the flow's pool of processes if there are several, and yield what comes of each."""
    if len(batches) < 2:
        # A pool would take longer to start than one batch takes.
        for batch in batches:
            state = read_claims_of_batch(place, version, batch, return_state=True)
            yield _judge(batch, state.result(raise_on_failure=False))
        return
    bereft: list[Shard] = []
    futures = read_claims_of_batch.map(unmapped(place), unmapped(version), list(batches))
    for batch, future in zip(batches, futures, strict=True):
        try:
            result = future.result(raise_on_failure=False)
        except BrokenProcessPool:
            # A process died, and the pool with it; which batch was the reason cannot be told.
            bereft.append(batch)
        else:
            yield _judge(batch, result)
    if bereft:
        get_run_logger().warning("The pool of processes broke; %d batches go on without it.", len(bereft))
        yield from pipeline.find_claims(place, version, bereft)


def _judge(batch: Shard, result: Any) -> BatchReport | BatchFailure:
    """Return a task's report, or the failure of the exception that it ended with; a changed program is no failure."""
    if isinstance(result, ChangedProgramError):
        raise result
    return result if isinstance(result, BatchReport) else archive.describe_failure(batch, result)


report = task(name="report", cache_policy=NO_CACHE)(write_report) if _settings.report else None
TASKS = Stages(read, find_claims, load, build, check, publish, report)
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


def name_after(verb: str) -> Callable[[], str]:
    """Return what names a flow's runs: a verb, and the folder of the warehouse that the run works on."""

    def name_run() -> str:
        return f"{verb} {flow_run.parameters.get('warehouse') or load_settings().warehouse}"

    return name_run


def as_text(paths: Sequence[Path]) -> list[str]:
    """Return paths as the parameters of a flow have them."""
    return [str(path) for path in paths]
