"""What earlier rules found: kept until the present rules have read everything, then dropped."""

from tollbook.archive.found import list_pending_shards
from tollbook.storage import Storage

__all__ = ["drop_superseded"]


def drop_superseded(storage: Storage, extractor_version: str) -> tuple[str, ...]:
    """Remove what versions of the extractor other than this one found, and return those versions.

    Nothing is removed while this version has batches to read: until it has read them all, the warehouse that is
    published can be built again from nothing else. All of it can be found again from the articles, which stay.
    """
    if list_pending_shards(storage, extractor_version):
        return ()
    dropped = set()
    for kind in ("claims", "failures"):
        for version in storage.list_folders(kind):
            if version != extractor_version:
                storage.remove_folder(f"{kind}/{version}")
                dropped.add(version)
    return tuple(sorted(dropped))
