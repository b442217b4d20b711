"""Write files whole or not at all, and for good: neither a reader nor a crash ever meets half of one."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

__all__ = ["UNFINISHED", "sync", "write_whole"]

UNFINISHED = ".*.tmp"
"""The names of files that are being written: what a process that died left behind is no part of anything."""


def write_whole(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Write ``path`` with what ``fill`` puts into a stream, on disk before it gets its name.

    Raises ``OSError`` with the path.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files that only their owner may read; the archive is for everybody who may read its folder.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno is not None and error.filename is None:
            error.filename = str(path)
        raise
    # The new name is safe only once its folder is on disk too.
    sync(path.parent)


def sync(path: Path) -> None:
    """Return once a file, or a folder with the names in it, is on disk; systems that cannot open a folder do
    without.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
