"""What earlier rules found: kept until the present rules have read everything, then dropped."""

import shutil
from pathlib import Path

from tollbook.archive.found import list_pending_shards

__all__ = ["drop_superseded"]


def drop_superseded(warehouse: Path, extractor_version: str) -> tuple[str, ...]:
    """Remove what versions of the extractor other than this one found, and return those versions.

    Nothing is removed while this version has batches to read: until it has read them all, the warehouse that is
    published can be built again from nothing else. All of it can be found again from the articles, which stay.
    """
    if list_pending_shards(warehouse, extractor_version):
        return ()
    dropped = set()
    for kind in ("claims", "failures"):
        for folder in (warehouse / "archive" / kind).glob("*"):
            if folder.is_dir() and folder.name != extractor_version:
                shutil.rmtree(folder)
                dropped.add(folder.name)
    return tuple(sorted(dropped))
