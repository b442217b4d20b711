"""Where plain code meets the flows: they are loaded from ``flows/`` only when somebody asks for them."""

import atexit
import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from tollbook.project import project_folder

__all__ = ["load_flows"]


def load_flows(log_level: str = "INFO") -> ModuleType:
    """Return the module ``flows/build_warehouse.py`` of the project, which imports Prefect, with telemetry off.

    The flows lie beside the package and not in it: Prefect's deployments name them by their path in the checkout, and
    the package stays importable without Prefect. So the command, too, loads them by their path. Raises
    ``ProjectNotFoundError`` where there is no checkout.

    ``log_level`` is Prefect's, unless the environment sets one.
    """
    # Read by Prefect when it is first imported; whoever wants telemetry sets it.
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", log_level)
    name = "build_warehouse"
    if name in sys.modules:
        return sys.modules[name]
    # Registered before Prefect's own, so run after them, as the last.
    atexit.register(_close_stderr)
    path = project_folder() / "flows" / f"{name}.py"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path}: cannot be imported")
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _close_stderr() -> None:
    """Say nothing after the last word: Prefect keeps flows alive to the very end, and DuckDB's binding reports each leak."""
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
