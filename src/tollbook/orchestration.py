"""Where plain code meets the flows: they are loaded from ``flows/`` only when somebody asks for them."""

import atexit
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from tollbook.project import project_folder

if TYPE_CHECKING:
    from tollbook.pipeline import Progress

__all__ = ["RunnerError", "end_in_order", "end_quietly", "load_flows", "watch_progress", "watched_progress"]


class RunnerError(RuntimeError):
    """What should run batches of articles cannot: it is not installed, does not answer, or contradicts something."""


# Not a global of the flow's module: Prefect sends those to its worker processes, and a progress bar must stay here.
_watched: ContextVar["Progress | None"] = ContextVar("watched", default=None)


def load_flows(name: str = "build_warehouse", log_level: str = "INFO") -> ModuleType:
    """Return the module ``flows/<name>.py`` of the project, which imports Prefect, with telemetry off.

    The flows lie beside the package and not in it: Prefect's deployments name them by their path in the checkout, and
    the package stays importable without Prefect. Raises ``ProjectNotFoundError`` where there is no checkout.

    ``log_level`` is Prefect's, unless the environment sets one.
    """
    # Read by Prefect when it is first imported; whoever wants telemetry sets it.
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", log_level)
    # What the stages log goes to the server, too.
    os.environ.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "tollbook")
    # A server's database opens only in the version of Prefect that made it, so ours lies in the environment that
    # holds it. Who has set Prefect up for himself keeps his.
    if not (Path.home() / ".prefect" / "profiles.toml").is_file():
        os.environ.setdefault("PREFECT_HOME", str(Path(sys.prefix) / ".prefect"))
    project = str(project_folder())
    if project not in sys.path:
        sys.path.append(project)
    end_quietly()
    # Whoever wants Prefect's warnings alone on the screen wants no line for each stage either; the server gets them.
    logging.getLogger("tollbook").propagate = log_level != "WARNING"
    return import_module(f"flows.{name}")


@contextmanager
def watch_progress(progress: "Progress") -> Iterator[None]:
    """Have flows that run within the block report their progress to ``progress``."""
    token = _watched.set(progress)
    try:
        yield
    finally:
        _watched.reset(token)


def watched_progress() -> "Progress | None":
    """Return what ``watch_progress`` set; ``None`` where nobody watches."""
    return _watched.get()


@cache
def end_quietly() -> None:
    """Have this process say nothing after its last word; to be called before Prefect is imported, if that can be.


    Prefect keeps flows alive to the very end, and DuckDB's binding then reports every object of its own as a leak.
    """
    # Exit functions run in reverse, so what is registered first is the last to speak.
    atexit.register(_close_stderr)


@contextmanager
def end_in_order() -> Iterator[None]:
    """Have a process that is told to end within the block (SIGTERM) end as one that is done: with its exit functions,
    one of which ends the server that was started for it. Main thread only.
    """
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _close_stderr() -> None:
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
