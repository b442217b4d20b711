"""Find the input files: single files, folders with all that lies in them, and globs."""

import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tollbook.reading.limits import Limits
from tollbook.reading.rejection import RejectedArticle
from tollbook.reading.series import MAPPING_SUFFIX, MappingError, SeriesMapping, read_mapping
from tollbook.reading.source import Source


@dataclass(frozen=True, slots=True)
class _Search:
    """What every step of one search is given, and the files and folders that it has come by."""

    limits: Limits
    series: Sequence[SeriesMapping]
    root: Path
    seen: set[tuple[int, int]]


# Of these there may be millions, of which a run takes a closer look at a few: a dataclass takes longer to make.
class FoundFile(NamedTuple):
    """An input file as it was found: its path, the name that stands for it, its size in bytes, the time of its last
    change in nanoseconds, and its mapping if it is a structured series.
    """

    path: str
    file_path: str
    size: int
    modified_ns: int
    mapping: SeriesMapping | None = None


def find_files(
    paths: Iterable[str | Path],
    limits: Limits | None = None,
    series: Sequence[SeriesMapping] = (),
    root: Path | None = None,
) -> Iterator[FoundFile | RejectedArticle]:
    """Stream the files that ``paths`` name, each once, in the order of the paths and by name within a folder.

    Hidden files and folders inside a folder are passed over; links are followed, a folder already seen is not entered
    again. A path that leads to nothing, an empty folder, a device, pipe or socket comes out as a ``RejectedArticle``.
    A file is a structured series if one of ``series`` is for it, or its mapping lies beside it. A file's name is
    relative to ``root`` (default: the working directory), as ``show_path`` has it.
    """
    search = _Search(limits or Limits(), series, root or Path.cwd(), set())
    for path in paths:
        yield from _find_under(path, search)


def find_sources(
    paths: Iterable[str | Path], limits: Limits | None = None, series: Sequence[SeriesMapping] = ()
) -> Iterator[Source | RejectedArticle]:
    """Stream the files of ``find_files``, ready to be read."""
    for found in find_files(paths, limits, series):
        yield found if isinstance(found, RejectedArticle) else source_of(found, limits)


def source_of(found: FoundFile, limits: Limits | None = None) -> Source:
    """Return a file that was found as what is read."""
    return Source(Path(found.path), found.file_path, limits or Limits(), found.mapping)


def show_path(path: Path, root: Path) -> str:
    """Return the name that stands for a file: relative to the absolute path ``root`` if it lies below it, with forward
    slashes.
    """
    absolute = Path(os.path.abspath(path))
    shown = absolute.relative_to(root) if absolute.is_relative_to(root) else absolute
    return os.fsencode(shown.as_posix()).decode("utf-8", "backslashreplace")


def _find_under(given: str | Path, search: _Search) -> Iterator[FoundFile | RejectedArticle]:
    path = Path(given)
    try:
        is_pattern = glob.has_magic(str(given)) and not path.exists()
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_pattern = is_folder = False
    if is_pattern:
        matches = sorted(glob.glob(str(given), recursive=True))
        if not matches:
            yield _reject(path, search, "missing", "matches no file", "check the pattern")
        for match in matches:
            # A folder that a pattern such as ** names beside its files is found through them.
            if not Path(match).is_dir() or not str(given).endswith("**"):
                yield from _find_at(Path(match), search)
        return
    n_found = 0
    for found in _find_at(path, search):
        n_found += 1
        yield found
    if is_folder and not n_found and not _has_file(path):
        yield _reject(
            path, search, "empty", "is a folder with no file in it", "put article files there, or name another folder"
        )


def _has_file(folder: Path) -> bool:
    return any(not name.startswith(".") for _, _, names in os.walk(folder) for name in names)


def _find_at(path: Path, search: _Search) -> Iterator[FoundFile | RejectedArticle]:
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            yield _reject(path, search, "missing", "is a link that leads to nothing", "mend or remove the link")
        else:
            yield _reject(path, search, "missing", "does not exist", "check the path")
        return
    except (OSError, ValueError) as error:
        yield _reject(
            path, search, "unreadable", f"cannot be looked at ({_say(error)})", "check the path and its permissions"
        )
        return
    identity = (status.st_dev, status.st_ino)
    if identity in search.seen:
        return
    search.seen.add(identity)
    if stat.S_ISDIR(status.st_mode):
        yield from _find_in_folder(path, search)
    elif path.name.endswith(MAPPING_SUFFIX):
        data = path.name.removesuffix(MAPPING_SUFFIX)
        if not path.with_name(data).exists():
            found = f"is the mapping of {data}, which is not beside it"
            yield _reject(path, search, "missing", found, "put it there, or give the mapping with --series")
    elif stat.S_ISREG(status.st_mode):
        try:
            mapping = _find_mapping(path, search.series)
        except MappingError as error:
            yield _reject(path, search, "wrong_mapping", f"its mapping {error.file_name} {error.found}", error.advice)
            return
        yield FoundFile(str(path), show_path(path, search.root), status.st_size, status.st_mtime_ns, mapping)
    else:
        yield _reject(path, search, "not_a_file", "is a device, pipe or socket", "give a regular file")


def _find_mapping(path: Path, series: Sequence[SeriesMapping]) -> SeriesMapping | None:
    """Return the mapping that is given for a file, else the one beside it, else ``None``."""
    fitting = [mapping for mapping in series if mapping.fits(path)]
    if len(fitting) > 1:
        names = " and ".join(mapping.file_name for mapping in fitting)
        raise MappingError(
            fitting[0].file_name, f"is one of several for it ({names})", "narrow `files:` in one of them"
        )
    beside = path.with_name(path.name + MAPPING_SUFFIX)
    return fitting[0] if fitting else read_mapping(beside) if beside.is_file() else None


def _find_in_folder(folder: Path, search: _Search) -> Iterator[FoundFile | RejectedArticle]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted((entry for entry in listing if not entry.name.startswith(".")), key=lambda each: each.name)
    except OSError as error:
        yield _reject(folder, search, "unreadable", f"cannot be listed ({_say(error)})", "check its permissions")
        return
    mappings = {entry.name for entry in entries if entry.name.endswith(MAPPING_SUFFIX)}
    shown, seen = show_path(folder / "-", search.root).removesuffix("-"), search.seen
    for entry in entries:
        name = entry.name
        # A plain file is told by what its folder knows of it; all else takes a closer look.
        is_of_series = mappings and (name in mappings or name + MAPPING_SUFFIX in mappings)
        status = None if is_of_series else _stat_plain(entry)
        if status is None or search.series or not name.isascii():
            yield from _find_at(folder / name, search)
            continue
        identity = (status.st_dev, status.st_ino)
        if identity not in seen:
            seen.add(identity)
            yield FoundFile(entry.path, shown + name, status.st_size, status.st_mtime_ns)


def _stat_plain(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        # What a folder says of an entry's kind costs nothing; a link's target is another matter.
        return entry.stat() if entry.is_file() else None
    except OSError:
        return None


def _reject(path: Path, search: _Search, reason: str, found: str, advice: str) -> RejectedArticle:
    return RejectedArticle(show_path(path, search.root), None, reason, found, advice)


def _say(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
