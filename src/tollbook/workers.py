"""What a worker does, on this machine or another: one batch, read from the archive and written to it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tollbook import stages
from tollbook.archive import Shard
from tollbook.place import Place
from tollbook.stages import BatchReport

__all__ = ["UnsharedArchiveError", "describe_unshared", "read_claims_of_batch"]


class UnsharedArchiveError(RuntimeError):
    """A worker and the run that it works for do not see the same archive."""


def read_claims_of_batch(place: Place, version: str, batch: Shard) -> BatchReport:
    """Do what ``stages.read_claims_of_batch`` does, on a machine that may have no more of the warehouse than its
    archive.

    Twice, or on two workers at once, it leaves the same files. Raises ``UnsharedArchiveError`` if the archive that this
    worker sees does not have the batch.
    """
    with _make_room(place) as here:
        if not here.storage.has(batch.name):
            raise UnsharedArchiveError(describe_unshared(here, batch, "has no batch"))
        return stages.read_claims_of_batch(here, version, batch)


@contextmanager
def _make_room(place: Place) -> Iterator[Place]:
    """Yield the place; where there is no warehouse, with a folder for what is fetched of a bucket that is removed
    afterwards.
    """
    if place.archive is None or place.warehouse.is_dir():
        yield place
        return
    with TemporaryDirectory(prefix="tollbook-") as folder:
        yield replace(place, warehouse=Path(folder))


def describe_unshared(place: Place, batch: Shard, found: str) -> str:
    """Return what was found wrong with the archive as this machine sees it, and what to do."""
    archive = place.archive or place.warehouse / "archive"
    return (
        f"the archive {archive}, as {socket.gethostname()} sees it, {found} {batch.shard_id}; a run and all its "
        "workers need one archive: give it as s3://bucket/prefix, gs://bucket/prefix or a folder that all share"
    )
