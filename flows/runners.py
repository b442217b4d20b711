"""Who looks for claims: processes of this machine, or the workers of a Dask or Ray cluster."""

import logging
import os
import secrets
import socket
from contextlib import closing
from importlib import import_module
from types import ModuleType
from typing import Any, cast
from urllib.parse import urlsplit

from prefect.futures import PrefectFuture
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from tollbook.orchestration import RunnerError, end_quietly
from tollbook.settings import Settings

__all__ = ["Runner", "computes_in_threads", "make_runner", "require_cluster"]

Runner = TaskRunner[PrefectFuture[Any]]
_LOOPBACK = "127.0.0.1"
_SECONDS = 10.0


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
    return cast("Runner", _import_engine("prefect_ray", "ray").RayTaskRunner(init_kwargs=cluster))


def _set_environment(**variables: str) -> None:
    """Set what an engine reads when it is imported, and its processes with it; what the user has set stands."""
    for name, value in variables.items():
        os.environ.setdefault(name, value)


def _import_engine(module: str, extra: str) -> ModuleType:
    try:
        return import_module(module)
    except ImportError as error:
        raise RunnerError(f"runner is {extra}, which needs {error.name}: pip install 'tollbook[{extra}]'") from error


def computes_in_threads(runner: Runner) -> bool:
    """Return whether tasks run outside their process's main thread, where Prefect's timeouts stop little."""
    return type(runner).__name__ == "DaskTaskRunner"


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
