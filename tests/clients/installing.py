"""Clients to test with, each installed once into a folder of its own below ``.venv/clients``.

Where no registry of packages can be reached, the test that asks for a client steps aside.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.warehouse_rows import PROJECT

CLIENTS = PROJECT / ".venv" / "clients"
# A registry that does not answer is as good as none: no test waits for it.
IMPATIENT = {
    "UV_HTTP_TIMEOUT": "10",
    "UV_HTTP_RETRIES": "0",
    "npm_config_fetch_retries": "0",
    "npm_config_fetch_timeout": "30000",
}


def install_python(*requirements: str, options: Sequence[str] = ()) -> Path:
    """Return the folder that holds these Python packages, and what they need, and nothing else."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--python",
        sys.executable,
        "--only-binary=:all:",
    ]
    return _install("+".join(requirements).replace("==", "-"), [*command, *options, *requirements, "--target"])


def install_node(*packages: str) -> Path:
    """Return a ``node_modules`` that holds these packages of npm and what they need."""
    needed("npm")
    command = ["npm", "install", "--loglevel=error", "--no-audit", "--no-fund", *packages, "--prefix"]
    name = "+".join(packages).replace("/", "-").replace("@", "-").strip("-")
    return _install(name, command) / "node_modules"


def needed(program: str) -> str:
    """Return the path of a program of this machine; skip the test if it is not there."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not on this machine, so it is not asked")
    return path


def alone(packages: Path) -> Mapping[str, str]:
    """Return an environment in which Python, started with ``-S``, sees these packages and no others."""
    return os.environ | {"PYTHONPATH": str(packages)}


def _install(name: str, command: Sequence[str]) -> Path:
    folder = CLIENTS / name
    if folder.is_dir():
        return folder
    CLIENTS.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=CLIENTS) as made:
        new = Path(made) / "client"
        new.mkdir()
        done = subprocess.run(
            [*command, str(new)], env=os.environ | IMPATIENT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(
                f"{name} cannot be installed, so it is not asked: {(done.stderr or done.stdout).strip()[-200:]}"
            )
        # Whole or not at all, also if two test runs install at once.
        if not folder.is_dir():
            os.replace(new, folder)
    return folder
