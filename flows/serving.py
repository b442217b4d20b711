"""All deployments of ``prefect.yaml`` in one process, without a work pool."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import yaml
from flows.build_warehouse import build_warehouse
from flows.maintain import maintain
from flows.re_extract import re_extract
from flows.tasks import as_text
from flows.watch import watch
from prefect import Flow, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron

from tollbook.project import project_folder

__all__ = ["list_next_runs", "make_deployments", "serve"]

FLOWS: Mapping[str, Flow[..., Any]] = {
    "build-warehouse": build_warehouse,
    "re-extract": re_extract,
    "maintain": maintain,
    "watch": watch,
}


def make_deployments(
    paths: Sequence[Path] | None = None,
    warehouse: Path | None = None,
    cron: str | None = None,
    timezone: str | None = None,
    is_waiting: bool | None = None,
) -> list[RunnerDeployment]:
    """Return the deployments as ``prefect.yaml`` has them, with what is given in its place.

    ``cron`` and ``timezone`` are of the builds. ``is_waiting`` says what becomes of a build that is due while another
    one runs: it waits, or is cancelled.
    """
    written = yaml.safe_load((project_folder() / "prefect.yaml").read_text(encoding="utf-8"))
    deployments = []
    for entry in written["deployments"]:
        is_build = entry["name"] == "build-warehouse"
        for schedule in entry.get("schedules", []) if is_build else []:
            schedule |= {name: value for name, value in (("cron", cron), ("timezone", timezone)) if value}
        if is_build and is_waiting is not None:
            strategies = ConcurrencyLimitStrategy.CANCEL_NEW, ConcurrencyLimitStrategy.ENQUEUE
            entry["concurrency_limit"] = entry["concurrency_limit"] | {"collision_strategy": strategies[is_waiting]}
        deployments.append(_make_deployment(entry, paths, warehouse))
    return deployments


def serve(deployments: Sequence[RunnerDeployment]) -> None:
    """Register the deployments, begin to watch, and run what is due until interrupted."""
    # Paths of parameters and settings are relative to the project, and so are the flows' own files.
    os.chdir(project_folder())
    asyncio.run(_serve(deployments))


async def _serve(deployments: Sequence[RunnerDeployment]) -> None:
    runner = Runner(name="tollbook", pause_on_shutdown=True, limit=None)
    ids = {deployment.name: await runner.aadd_deployment(deployment) for deployment in deployments}
    async with get_client() as client:
        # The schedule's first watch may be minutes away.
        await client.create_flow_run_from_deployment(ids["watch"])
    await runner.start()


def list_next_runs() -> list[tuple[str, datetime]]:
    """Return the deployments' runs that are due next, each with its name and time; asks the server."""
    scheduled = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])))
    due: dict[str, datetime] = {}
    with get_client(sync_client=True) as client:
        names = {each.id: each.name for each in client.read_deployments() if each.name in FLOWS}
        for run in client.read_flow_runs(
            flow_run_filter=scheduled, sort=FlowRunSort.EXPECTED_START_TIME_ASC, limit=200
        ):
            if run.deployment_id in names and run.expected_start_time:
                due.setdefault(names[run.deployment_id], run.expected_start_time)
    return sorted(due.items(), key=lambda item: item[1])


def _make_deployment(
    entry: Mapping[str, Any], paths: Sequence[Path] | None, warehouse: Path | None
) -> RunnerDeployment:
    flow = FLOWS[entry["name"]]
    parameters = dict(entry.get("parameters", {}))
    if paths and "paths" in flow.parameters.properties:
        parameters["paths"] = as_text(paths)
    if warehouse:
        parameters["warehouse"] = str(warehouse)
    deployment = flow.to_deployment(
        name=entry["name"],
        description=entry["description"],
        parameters=parameters,
        schedules=[Cron(each["cron"], timezone=each.get("timezone")) for each in entry.get("schedules", [])],
        concurrency_limit=ConcurrencyLimitConfig(**entry["concurrency_limit"]),
    )
    return cast("RunnerDeployment", deployment)
