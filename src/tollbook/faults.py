"""Faults of the place where the program works: a full disk, a missing right, too little memory, in plain words."""

import errno
import getpass
import os
import re
from concurrent.futures.process import BrokenProcessPool

import duckdb

__all__ = ["describe_fault"]

KEPT = "Nothing that was read or published is lost; run it again."
ADVICE = {
    errno.ENOSPC: "free some space, or give another folder with --warehouse",
    errno.EDQUOT: "free some space, or give another folder with --warehouse",
    errno.EFBIG: "raise the limit on the size of a file (`ulimit -f`), or give another folder with --warehouse",
    errno.EACCES: "give {user} the right to write there, or give another folder with --warehouse",
    errno.EPERM: "give {user} the right to write there, or give another folder with --warehouse",
    errno.EROFS: "mount it for writing, or give another folder with --warehouse",
    errno.ENOTDIR: "give a folder with --warehouse",
    errno.EEXIST: "give a folder with --warehouse",
    errno.ENOLCK: "give a folder on a file system with locks with --warehouse",
    errno.EIO: "look after the disk, or give another folder with --warehouse",
}
"""What to do about an error of the system, by its number."""


def describe_fault(error: BaseException) -> str | None:
    """Return what was found, where, and what to do, if ``error`` is a fault of disk or memory; ``None`` if it is not.

    DuckDB tells of the system's errors in words of its own that end in the system's.
    """
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return f"memory ran out ({_shorten(error)}); end other programs or take a larger machine. {KEPT}"
    if isinstance(error, BrokenProcessPool):
        return f"the system ended a process that looked for claims, mostly for want of memory. {KEPT}"
    number = error.errno if isinstance(error, OSError) else _find_number(str(error))
    if number not in ADVICE:
        return None
    advice = ADVICE[number].format(user=_name_user())
    return f"{_find_path(error)}: {os.strerror(number).lower()}; {advice}. {KEPT}"


def _find_number(message: str) -> int | None:
    return next((number for number in ADVICE if os.strerror(number) in message), None)


def _find_path(error: BaseException) -> str:
    if isinstance(error, OSError):
        # Of a file that is moved it is the new place that takes no more.
        return str(error.filename2 or error.filename or "the warehouse")
    quoted = re.search(r'"(/[^"]+)"', str(error))
    return quoted[1] if quoted else "the warehouse"


def _name_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"the user with the number {os.getuid()}"


def _shorten(error: BaseException) -> str:
    return str(error).partition("\n")[0][:200] or type(error).__name__
