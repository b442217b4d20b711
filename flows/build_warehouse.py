"""The flow that builds the warehouse: tollbook's stages as Prefect tasks, in the order of ``tollbook.pipeline``."""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import cloudpickle
from prefect import flow, get_client, get_run_logger, task, unmapped
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.concurrency.sync import concurrency
from prefect.futures import PrefectFuture
from prefect.schedules import Cron
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from tollbook import pipeline, stages
from tollbook.archive import Shard
from tollbook.orchestration import end_quietly, watch_progress, watched_progress
from tollbook.pipeline import Input, Outcome, Progress, Stages
from tollbook.project import project_folder
from tollbook.reading import read_mapping
from tollbook.stages import BatchReport, Place
from tollbook.storage import locate
from tollbook.summary import render_changes, render_markdown, summarize
from tollbook.warehouse import Run, read_diff

__all__ = ["TASKS", "build_warehouse", "run", "serve"]

# This process may be one that a server's worker started for the flow.
end_quietly()

# Worker processes get this file's functions by value: they could not import it, for it is known by its path alone.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

PUBLISHING = "tollbook-publish"
"""Name of the server's limit that lets one run publish at a time."""

# Reading and finding leave only whole files, so doing them again is safe. Prefect caches nothing: the archive knows
# what has been done, on every machine. A build that failed would fail again, for it is made of the same files.
read = task(name="read", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)(stages.read)
read_claims_of_batch = task(
    name="find, resolve, validate",
    task_run_name="find, resolve, validate {batch.shard_id}",
    retries=1,
    cache_policy=NO_CACHE,
)(stages.read_claims_of_batch)
load = task(name="load", cache_policy=NO_CACHE)(stages.load)
build = task(name="build", cache_policy=NO_CACHE)(stages.build)
check = task(name="check", cache_policy=NO_CACHE)(stages.check)


@task(name="publish", tags=[PUBLISHING], cache_policy=NO_CACHE)
def publish(place: Place, build_id: str, started_at: datetime) -> Run:
    """Publish the warehouse, one run at a time over all machines that share the server."""
    with concurrency(PUBLISHING):
        return stages.publish(place, build_id, started_at)


def find_claims(place: Place, batches: Sequence[Shard]) -> Iterator[BatchReport]:
    """Run one task per batch, in the flow's pool of processes if there are several, and yield the reports in order."""
    if len(batches) < 2:
        # A pool would take longer to start than one batch takes.
        yield from (read_claims_of_batch(place, batch) for batch in batches)
        return
    for future in read_claims_of_batch.map(unmapped(place), list(batches)):
        yield future.result()


TASKS = Stages(read, find_claims, load, build, check, publish)


@flow(
    name="build_warehouse",
    flow_run_name="build {warehouse}",
    task_runner=cast("TaskRunner[PrefectFuture[Any]]", ProcessPoolTaskRunner(os.cpu_count(), initializer=end_quietly)),
    # Whoever started the flow in this process gets its outcome; nobody else needs it: the warehouse has it all.
    persist_result=False,
)
def build_warehouse(
    paths: list[str],
    warehouse: str,
    fields: dict[str, str] | None = None,
    series: list[str] | None = None,
    archive: str | None = None,
    exports: str | None = None,
) -> Outcome:
    """Read article files into the archive, find their claims, and build, check and publish the warehouse.

    ``paths`` are files, folders and globs, ``warehouse`` is the folder of the warehouse; both are relative to the
    project unless absolute. ``fields`` gives other names of fields in records, ``series`` the files that say what the
    columns of files of figures mean. ``archive`` is where the archive lies if not in the warehouse, ``exports`` where
    the exports are copied to: a folder, ``s3://bucket/prefix`` or ``gs://bucket/prefix``.
    """
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(PUBLISHING, 1)
    project = project_folder()
    place = Place(project, project / warehouse, archive=locate(archive, project), exports_copy=locate(exports, project))
    mappings = [read_mapping(project / path) for path in series or []]
    given = Input([project / path for path in paths], fields or {}, mappings)
    outcome = pipeline.run_stages(TASKS, place, given, watched_progress() or _log_progress)
    if outcome.status == "refused":
        failed = [f"{each.check_name} ({each.n_rows} rows)" for each in outcome.checks if each.stops_publishing]
        create_markdown_artifact("\n".join(f"- {each}" for each in failed), key="tollbook-failed-checks")
    else:
        create_markdown_artifact(render_markdown(summarize(place.database)), key="tollbook-warehouse")
    if outcome.status == "published":
        create_markdown_artifact(render_changes(read_diff(place.changes)), key="tollbook-changes")
    return outcome


def run(place: Place, given: Input, progress: Progress) -> Outcome:
    """Run the flow here and now and return its outcome; with a server of its own if PREFECT_API_URL names none."""
    # The heartbeat tells a server of crashed runs. Here somebody waits for the run, and would wait for the heart.
    with watch_progress(progress), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return build_warehouse(
            [str(path.resolve()) for path in given.paths],
            str(place.warehouse),
            dict(given.fields),
            [str(mapping.path.resolve()) for mapping in given.series],
            place.archive,
            place.exports_copy,
        )


def serve(place: Place, paths: Sequence[Path], cron: str, timezone: str) -> None:
    """Register the deployment ``build_warehouse/served`` with its schedule, and run what is due until interrupted."""
    build_warehouse.serve(
        name="served",
        schedule=Cron(cron, timezone=timezone),
        parameters={
            "paths": [str(path) for path in paths],
            "warehouse": str(place.warehouse),
            "archive": place.archive,
            "exports": place.exports_copy,
        },
        # Two runs at once would wait for each other at the publish anyway.
        limit=1,
    )


def _log_progress(stage: str, done: int, total: int) -> None:
    get_run_logger().info("%s: %d of %d", stage, done, total)
