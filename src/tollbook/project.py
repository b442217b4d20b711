"""Where the parts of the project lie that are not Python packages: SQL models, reference data, flows."""

import os
from pathlib import Path

__all__ = ["ProjectNotFoundError", "project_folder"]


class ProjectNotFoundError(RuntimeError):
    """The folder with ``sql/``, ``seeds/`` and ``flows/`` could not be found."""


def project_folder() -> Path:
    """Return the absolute path of the folder that holds ``sql/``, ``seeds/`` and ``flows/``.

    The environment variable ``TOLLBOOK_PROJECT`` names it; without that it is the checkout that the package was
    installed from (``make`` installs it so), which is two folders above this file's package. Models, seeds and flows
    are meant to be changed by those who run them, so they stay plain files in the checkout and are not copied into
    the installed package. Raises ``ProjectNotFoundError`` where neither place has them.
    """
    named = os.environ.get("TOLLBOOK_PROJECT")
    folder = Path(named).resolve() if named else Path(__file__).resolve().parents[2]
    if not (folder / "sql" / "marts").is_dir():
        raise ProjectNotFoundError(
            f"{folder}: no sql/marts here; set TOLLBOOK_PROJECT to the folder of tollbook's checkout"
        )
    return folder
