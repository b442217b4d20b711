"""Who looks for claims: processes of this machine, or the workers of a Dask or Ray cluster."""

import logging
import os
import secrets
import socket
import sys
from contextlib import closing
from importlib import import_module
from types import ModuleType
from typing import Any, cast
from urllib.parse import urlsplit

from prefect.futures import PrefectFuture
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from tollbook.orchestration import RunnerError, end_quietly
from tollbook.settings import Settings

__all__ = ["ONE_VERSION", "Runner", "computes_in_threads", "make_runner", "require_cluster", "require_workers"]

Runner = TaskRunner[PrefectFuture[Any]]
ONE_VERSION = "install the same version of tollbook on all machines"
"""What to do about workers that have another program."""

_LOOPBACK = "127.0.0.1"
_SECONDS = 10.0
_SECONDS_FOR_WORKERS = 60


def make_runner(settings: Settings) -> Runner:
    """Return what runs batches of articles as the settings say; a local cluster starts and ends with the flow.

    Raises ``RunnerError`` for an engine that is not installed.
    """
    if settings.runner == "processes":
        return cast("Runner", ProcessPoolTaskRunner(max_workers=settings.workers, initializer=end_quietly))
    make = {"dask": _make_dask_runner, "ray": _make_ray_runner}[settings.runner]
    return make(settings.runner_address, settings.workers)


def _make_dask_runner(address: str | None, n_workers: int) -> Runner:
    _set_environment(DASK_LOGGING__DISTRIBUTED="warning")
    engine = _import_engine("prefect_dask", "dask")
    if address:
        return cast("Runner", engine.DaskTaskRunner(address=address))
    # At the end a worker that takes long to free its memory is killed, which harms nothing.
    logging.getLogger("distributed.nanny").setLevel(logging.ERROR)
    cluster = {
        "n_workers": n_workers,
        # What looks for claims is Python, of which one thread of a process runs at a time.
        "threads_per_worker": 1,
        "host": _LOOPBACK,
        "dashboard_address": f"{_LOOPBACK}:0",
        "scheduler_kwargs": {"dashboard": False},
        # Keys for this cluster alone: who can reach it can have it run what he likes.
        "security": True,
        # With a blank in it this is code that each worker runs first.
        "preload": ["from tollbook.orchestration import end_quietly; end_quietly()"],
    }
    return cast("Runner", engine.DaskTaskRunner(cluster_kwargs=cluster))


def _make_ray_runner(address: str | None, n_workers: int) -> Runner:
    # Ray reports how it is used unless it is told not to.
    _set_environment(RAY_USAGE_STATS_ENABLED="0")
    cluster: dict[str, object] = {"log_to_driver": False, "logging_level": "WARNING"}
    if address:
        cluster["address"] = address
    else:
        # So that it listens on loopback alone, and to nobody but this flow.
        _set_environment(
            RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER="0", RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32)
        )
        cluster |= {
            # Without this Ray would take a cluster that somebody else has started here.
            "address": "local",
            "num_cpus": n_workers,
            "include_dashboard": False,
            # Batches and reports are small: what they name lies in the archive.
            "object_store_memory": 100_000_000,
        }
    # Ray has a cloudpickle of its own, to which `flows.tasks` says nothing. It comes first, for prefect_ray imports Ray
    # only by halves.
    _import_engine("ray.cloudpickle", "ray").register_pickle_by_value(sys.modules["flows"])
    if not address:
        # Even without a dashboard Ray starts a process of it, which asks the clouds' metadata servers where it is. This
        # is what Ray makes of a dashboard that cannot start.
        cast("Any", import_module("ray._private.services")).start_api_server = lambda *_, **__: (None, None)
    return cast("Runner", _import_engine("prefect_ray", "ray").RayTaskRunner(init_kwargs=cluster))


def _set_environment(**variables: str) -> None:
    """Set what an engine reads when it is imported, and its processes with it; what the user has set stands."""
    for name, value in variables.items():
        os.environ.setdefault(name, value)


def _import_engine(module: str, extra: str) -> ModuleType:
    try:
        return import_module(module)
    except ImportError as error:
        raise RunnerError(f"runner is {extra}, which is not here ({error}): pip install 'tollbook[{extra}]'") from error


def computes_in_threads(runner: Runner) -> bool:
    """Return whether tasks run outside their process's main thread, where Prefect's timeouts stop little: in Dask's."""
    return type(runner).__name__ == "DaskTaskRunner"


def require_workers(runner: Runner, version: str) -> None:
    """Raise ``RunnerError`` unless Dask has workers, all with this version of what makes claims.

    A worker without the program would go down over its first batch, and the batch wait for another for ever. Ray's say
    themselves what they lack.
    """
    if not computes_in_threads(runner):
        return
    client = cast("Any", runner).client
    try:
        client.wait_for_workers(1, timeout=_SECONDS_FOR_WORKERS)
    except TimeoutError as error:
        raise RunnerError(
            f"the Dask cluster has had no worker for {_SECONDS_FOR_WORKERS} seconds; start some (`dask worker ADDRESS`)"
        ) from error
    # A function with a name would be looked for there, where there are no flows.
    for worker, told in client.run(lambda: _tell_version()).items():  # noqa: PLW0108
        if told != version:
            raise RunnerError(
                f"the Dask worker {worker} has {told} where this run has version {version} of what makes claims; "
                f"{ONE_VERSION}"
            )


def _tell_version() -> str:
    """Return the version of what makes claims on the worker that runs this, or why it could not run a batch."""
    try:
        import_module("tollbook.workers")
        return str(import_module("tollbook.program").claims_version())
    except Exception as error:
        return f"{type(error).__name__} ({error})"


def require_cluster(settings: Settings) -> None:
    """Raise ``RunnerError`` if nobody answers at the address of the settings' cluster."""
    address = settings.runner_address
    if settings.runner == "processes" or not address or address == "auto":
        return
    parts = urlsplit(address if "://" in address else f"//{address}")
    try:
        with closing(socket.create_connection((parts.hostname or "", parts.port or 0), _SECONDS)):
            return
    except (OSError, ValueError) as error:
        start = {"dask": "dask scheduler", "ray": "ray start --head"}[settings.runner]
        raise RunnerError(
            f"runner_address is {address!r}, where no cluster answers ({error}); start one (`{start}`), correct the "
            "address, or leave it out to have a local one started"
        ) from error
