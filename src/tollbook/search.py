"""Search: processes look for claims in batches of articles while the next batches are still being read."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Protocol

from tollbook import archive, stages
from tollbook.archive import BatchFailure, Shard
from tollbook.place import Place
from tollbook.program import ChangedProgramError
from tollbook.stages import BatchReport

__all__ = ["Search", "find_claims", "open_search"]


class Search(Protocol):
    """A search for claims that goes on while batches are added to it."""

    def add(self, batch: Shard) -> None:
        """Have claims looked for in a batch, which the archive holds already."""

    def finish(self) -> Iterator[BatchReport | BatchFailure]:
        """Yield for each batch, as they were added, what was found or why it could not be read."""


@contextmanager
def open_search(place: Place, version: str, n_workers: int | None = None, n_retries: int = 1) -> Iterator[Search]:
    """Yield a search that finds, resolves and validates on ``n_workers`` processes (default: one for each core).

    A batch that fails is tried again, ``n_retries`` times, in a process of its own, so that one that takes its process
    down (for want of memory, say) takes no other with it. ``finish`` raises ``ChangedProgramError`` as soon as a batch
    does: that is no fault of the batch. What nobody has begun with at the end of the block is left for the next run.
    """
    search = _ProcessSearch(place, version, n_workers or os.cpu_count() or 1, n_retries)
    try:
        yield search
    finally:
        search.close()


def find_claims(
    place: Place, version: str, batches: Sequence[Shard], n_workers: int | None = None, n_retries: int = 1
) -> Iterator[BatchReport | BatchFailure]:
    """Yield what comes of each batch in a search of its own, as ``open_search`` has it."""
    with open_search(place, version, n_workers, n_retries) as search:
        for batch in batches:
            search.add(batch)
        yield from search.finish()


class _ProcessSearch:
    def __init__(self, place: Place, version: str, n_workers: int, n_retries: int) -> None:
        self._read_claims = partial(stages.read_claims_of_batch, place, version)
        self._n_workers, self._n_retries = n_workers, n_retries
        self._held: list[Shard] = []
        self._handed_out: list[tuple[Shard, Future[BatchReport]]] = []
        self._pool: ProcessPoolExecutor | None = None

    def add(self, batch: Shard) -> None:
        self._held.append(batch)
        # Processes take longer to start than one batch takes: it is held until there is another.
        if self._n_workers > 1 and (self._handed_out or len(self._held) > 1):
            self._pool = self._pool or _make_pool(self._n_workers)
            self._handed_out += [(each, self._hand_out(self._pool, each)) for each in self._held]
            self._held = []

    def _hand_out(self, pool: ProcessPoolExecutor, batch: Shard) -> Future[BatchReport]:
        try:
            return pool.submit(self._read_claims, batch)
        except BrokenProcessPool as error:
            # A batch has taken its process down meanwhile; this one can do nothing for it, and is tried again.
            broken = Future[BatchReport]()
            broken.set_exception(error)
            return broken

    def finish(self) -> Iterator[BatchReport | BatchFailure]:
        outcomes = self._await_outcomes()
        for n_left in range(self._n_retries, -1, -1):
            failed = []
            for batch, outcome in outcomes:
                if isinstance(outcome, BatchReport):
                    yield outcome
                elif isinstance(outcome, ChangedProgramError):
                    raise outcome
                elif n_left:
                    failed.append(batch)
                else:
                    yield archive.describe_failure(batch, outcome)
            outcomes = self._try_alone(failed)

    def _await_outcomes(self) -> Iterator[tuple[Shard, BatchReport | Exception]]:
        for batch, future in self._handed_out:
            yield batch, _outcome_of(future.result)
        for batch in self._held:
            yield batch, _outcome_of(partial(self._read_claims, batch))

    def _try_alone(self, batches: Sequence[Shard]) -> Iterator[tuple[Shard, BatchReport | Exception]]:
        for batch in batches:
            with _make_pool(1) as pool:
                yield batch, _outcome_of(self._hand_out(pool, batch).result)

    def close(self) -> None:
        if self._pool:
            # Processes that have done all take a while to end, for which nobody need wait; those that are at work may
            # not go on once the warehouse is somebody else's.
            is_done = all(future.done() for _, future in self._handed_out)
            self._pool.shutdown(wait=not is_done, cancel_futures=True)


def _outcome_of(work: Callable[[], BatchReport]) -> BatchReport | Exception:
    try:
        return work()
    except Exception as error:
        return error


def _make_pool(n_workers: int) -> ProcessPoolExecutor:
    # A forked child would inherit the locks of Polars' threads, and hang.
    return ProcessPoolExecutor(n_workers, mp_context=get_context("spawn"))
