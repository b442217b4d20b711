"""Find the input files: single files, folders with all that lies in them, and globs."""

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from tollbook.reading.limits import Limits
from tollbook.reading.rejection import RejectedArticle
from tollbook.reading.source import Source


def find_sources(paths: Iterable[str | Path], limits: Limits | None = None) -> Iterator[Source | RejectedArticle]:
    """Stream the files that ``paths`` name, each once, in the order of the paths and by name within a folder.

    Hidden files and folders inside a folder are passed over; links are followed, a folder already seen is not entered
    again. A path that leads to nothing, an empty folder, a device, pipe or socket comes out as a ``RejectedArticle``.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _find_under(path, limits or Limits(), seen)


def show_path(path: Path) -> str:
    """Return the name that stands for a file: relative to the working directory if it lies below it, with forward
    slashes.
    """
    absolute = Path(os.path.abspath(path))
    folder = Path.cwd()
    shown = absolute.relative_to(folder) if absolute.is_relative_to(folder) else absolute
    return os.fsencode(shown.as_posix()).decode("utf-8", "backslashreplace")


def _find_under(given: str | Path, limits: Limits, seen: set[tuple[int, int]]) -> Iterator[Source | RejectedArticle]:
    path = Path(given)
    try:
        is_pattern = glob.has_magic(str(given)) and not path.exists()
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_pattern = is_folder = False
    if is_pattern:
        matches = sorted(glob.glob(str(given), recursive=True))
        if not matches:
            yield _reject(path, "missing", "matches no file", "check the pattern")
        for match in matches:
            # A folder that a pattern such as ** names beside its files is found through them.
            if not Path(match).is_dir() or not str(given).endswith("**"):
                yield from _find_at(Path(match), limits, seen)
        return
    n_found = 0
    for found in _find_at(path, limits, seen):
        n_found += 1
        yield found
    if is_folder and not n_found and not _has_file(path):
        yield _reject(
            path, "empty", "is a folder with no file in it", "put article files there, or name another folder"
        )


def _has_file(folder: Path) -> bool:
    return any(not name.startswith(".") for _, _, names in os.walk(folder) for name in names)


def _find_at(path: Path, limits: Limits, seen: set[tuple[int, int]]) -> Iterator[Source | RejectedArticle]:
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            yield _reject(path, "missing", "is a link that leads to nothing", "mend or remove the link")
        else:
            yield _reject(path, "missing", "does not exist", "check the path")
        return
    except (OSError, ValueError) as error:
        yield _reject(path, "unreadable", f"cannot be looked at ({_say(error)})", "check the path and its permissions")
        return
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return
    seen.add(identity)
    if stat.S_ISDIR(status.st_mode):
        yield from _find_in_folder(path, limits, seen)
    elif stat.S_ISREG(status.st_mode):
        yield Source(path, show_path(path), limits)
    else:
        yield _reject(path, "not_a_file", "is a device, pipe or socket", "give a regular file")


def _find_in_folder(folder: Path, limits: Limits, seen: set[tuple[int, int]]) -> Iterator[Source | RejectedArticle]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield _reject(folder, "unreadable", f"cannot be listed ({_say(error)})", "check its permissions")
        return
    for name in names:
        if not name.startswith("."):
            yield from _find_at(folder / name, limits, seen)


def _reject(path: Path, reason: str, found: str, advice: str) -> RejectedArticle:
    return RejectedArticle(show_path(path), None, reason, found, advice)


def _say(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
