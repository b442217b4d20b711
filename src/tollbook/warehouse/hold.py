"""Hold: one run at a time works in a warehouse's folder; the next one waits and says for whom."""

import fcntl
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["hold_warehouse"]

LOCK = ".lock"


@contextmanager
def hold_warehouse(warehouse: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Keep other processes from writing into ``warehouse`` until the block ends; wait for one that does so now.

    ``tell`` is called once if there is one, with words for it: its process, machine and since when. The system frees
    what a process held that died, so that nothing is left to remove by hand. Raises ``OSError`` if the folder cannot
    be written, or lies on a file system without locks.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(warehouse / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(os.pread(descriptor, 200, 0).decode(errors="replace").strip() or "another process")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Who holds it is a courtesy to those who wait; a full disk is for the stages to tell.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(
                descriptor,
                f"process {os.getpid()} on {platform.node()} since {datetime.now(UTC):%F %T} UTC\n".encode(),
                0,
            )
        yield
    finally:
        os.close(descriptor)
