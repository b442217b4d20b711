"""Upgrades: how this version of the project reads an archive that an earlier one wrote.

An archive outlives the program that wrote it, and its files are never changed. So that every later version reads it:

- A new column leaves ``SCHEMA_VERSION`` as it is. Files without it give null, so its type must allow null. An older
  program passes over it.
- A column that changes its name, type or meaning, or goes, makes ``SCHEMA_VERSION`` one more, and ``UPGRADES`` gets the
  step from the version before: for each folder of the archive that is touched, a function from the older file's rows
  to those of the next version. Files are read through all steps from theirs to ours.
- A file of a later version than ours is refused with ``ArchiveVersionError``, before anything is written.
- ``tests/archive/versions`` keeps an archive of each version, made by ``python -m tests.archive.versions``, and tests
  read all of them.

Claims are found anew by each version of the rules; their upgrades matter to whoever compares versions.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from tollbook.archive.schemas import SCHEMA_VERSION

__all__ = ["UPGRADES", "ArchiveVersionError", "check_version", "find_version", "upgrade"]

METADATA_KEY = "tollbook_schema_version"

Upgrade = Callable[[pl.LazyFrame], pl.LazyFrame]
UPGRADES: Mapping[int, Mapping[str, Upgrade]] = {}
"""By the version that a step leads away from: what it does to the rows of the files in a folder of the archive."""


class ArchiveVersionError(ValueError):
    """The archive was written by a later version of the project, whose files this one cannot understand."""


def find_version(path: Path) -> int:
    """Return the schema version of one of the archive's Parquet files; raises ``ArchiveVersionError`` for a later one
    than ours.
    """
    return check_version(path, pl.read_parquet_metadata(path)[METADATA_KEY])


def check_version(path: Path, version: str) -> int:
    """Return the version that stands in the file at ``path`` as a number; raises ``ArchiveVersionError`` for a later
    one than ours.
    """
    if int(version) > SCHEMA_VERSION:
        raise ArchiveVersionError(
            f"{path}: the archive has schema version {version}, but this program knows no later one than "
            f"{SCHEMA_VERSION}; use the program that wrote it, or give a new folder with --warehouse"
        )
    return int(version)


def upgrade(rows: pl.LazyFrame, folder: str, version: int) -> pl.LazyFrame:
    """Return the rows of a file of an older version, from that folder of the archive, as ones of ours."""
    for step in range(version, SCHEMA_VERSION):
        rows = UPGRADES[step].get(folder, _keep)(rows)
    return rows


def _keep(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows
