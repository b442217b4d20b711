"""Write files whole or not at all, and for good: neither a reader nor a crash ever meets half of one."""

import os
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

__all__ = ["UNFINISHED", "sync", "write_whole"]

UNFINISHED = ".*.tmp"
"""The names of files that are being written: what a process that died left behind is no part of anything."""


def write_whole(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Write ``path`` with what ``fill`` puts into a stream, on disk before it gets its name.

    Raises ``OSError`` with the path.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{token_hex(8)}.tmp")
    # Who may read it is for the umask to say, as for every file that a program makes.
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except BaseException as error:
        new.unlink(missing_ok=True)
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
