"""The flow that watches the inbox, and starts a build within seconds of a new file."""

import os
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from prefect import flow, get_client, get_run_logger
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import run_deployment
from pydantic import PositiveFloat
from watchfiles import Change
from watchfiles import watch as watch_folders

from tollbook.settings import load_settings
from tollbook.warehouse import read_runs

__all__ = ["watch"]


@flow(name="watch", flow_run_name="watch for {minutes:g} minutes", persist_result=False)
def watch(
    paths: list[str] | None = None,
    warehouse: str | None = None,
    minutes: PositiveFloat = 16,
    settle_seconds: PositiveFloat = 2,
    is_polling: bool = False,
    deployment: str = "build-warehouse/build-warehouse",
) -> int:
    """Run the deployment that builds the warehouse whenever files in the inbox change; return how often that was.

    A watch begins with a look at what came while nobody watched.

    Args:
        paths: Files, folders and globs to watch, relative to the project; the inbox of the settings if not given.
        warehouse: Folder of the warehouse, relative to the project; that of the settings if not given.
        minutes: How long to watch; the schedule starts the next watch.
        settle_seconds: How long nothing must change before a build starts, for files are copied in their time.
        is_polling: Look at the folders again and again, for network drives that send no notice.
        deployment: The deployment to run.
    """
    settings = load_settings(inbox=paths, warehouse=warehouse)
    inbox = settings.list_input().paths
    place = settings.find_place()
    parameters = {name: value for name, value in (("paths", paths), ("warehouse", warehouse)) if value is not None}
    folders = sorted({_find_folder(path) for path in inbox})
    logger = get_run_logger()
    logger.info("watching %s", ", ".join(map(str, folders)))
    n_started = 0
    runs = read_runs(place.storage)
    if any(_list_newer(folders, runs[-1].started_at if runs else datetime.min.replace(tzinfo=UTC))):
        n_started += _start(deployment, parameters)
    settle = int(settle_seconds * 1000)
    end = time.monotonic() + minutes * 60
    for changes in watch_folders(
        *folders,
        watch_filter=lambda _, path: not _is_passed_over(Path(path), place.warehouse),
        step=settle,
        debounce=30 * settle,
        rust_timeout=min(5000, int(minutes * 60_000)),
        yield_on_timeout=True,
        force_polling=is_polling,
    ):
        if any(change is not Change.deleted for change, _ in changes):
            logger.info("%d files changed", len(changes))
            n_started += _start(deployment, parameters)
        if time.monotonic() > end:
            break
    return n_started


def _find_folder(path: Path) -> Path:
    """Return the folder to watch for a path of the inbox: itself, or the first above it that is there."""
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _is_passed_over(path: Path, warehouse: Path) -> bool:
    return path.name.startswith(".") or path.is_relative_to(warehouse)


def _list_newer(folders: list[Path], since: datetime) -> Iterator[Path]:
    """Stream the files below folders that were changed or moved there after a moment."""
    for folder in folders:
        for parent, _, names in os.walk(folder):
            for name in names:
                path = Path(parent, name)
                if not name.startswith(".") and path.exists() and path.stat().st_ctime > since.timestamp():
                    yield path


def _start(deployment: str, parameters: Mapping[str, object]) -> bool:
    """Have the deployment run; not if a run of it waits already, for that will read what is new."""
    due = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED, StateType.PENDING])),
        expected_start_time=FlowRunFilterExpectedStartTime.model_validate({"before_": datetime.now(UTC)}),
    )
    with get_client(sync_client=True) as client:
        own = DeploymentFilter(id=DeploymentFilterId(any_=[client.read_deployment_by_name(deployment).id]))
        if client.read_flow_runs(flow_run_filter=due, deployment_filter=own, limit=1):
            get_run_logger().info("a run of %s waits already", deployment)
            return False
    started = cast("FlowRun", run_deployment(deployment, parameters=dict(parameters), timeout=0, as_subflow=False))
    get_run_logger().info("started %s of %s", started.name, deployment)
    return True
