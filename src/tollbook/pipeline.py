"""The way of the data from article files to a published warehouse: the stages in their order, whoever runs them."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from tollbook import stages
from tollbook.archive import ReadingReport, Shard
from tollbook.reading import SeriesMapping
from tollbook.stages import BatchReport, Place
from tollbook.warehouse import CheckResult, Run, hold_warehouse

__all__ = ["PLAIN", "Input", "Outcome", "Progress", "Stages", "find_claims", "run_stages"]

LOG = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how many steps of it are done, and how many there are."""


@dataclass(frozen=True)
class Input:
    """What a run reads: files, folders and globs, other names of fields in records, mappings of structured series."""

    paths: Sequence[Path]
    fields: Mapping[str, str] = field(default_factory=dict)
    series: Sequence[SeriesMapping] = ()


@dataclass(frozen=True)
class Stages:
    """The stages as somebody runs them: as plain functions, or each wrapped in an orchestrator's task.

    ``find_claims`` finds, resolves and validates in all batches under a version of the claims, and yields a report for
    each as it is done; ``load`` loads the claims of that version.
    """

    read: Callable[[Place, Sequence[Path], Mapping[str, str], Sequence[SeriesMapping]], ReadingReport]
    find_claims: Callable[[Place, str, Sequence[Shard]], Iterable[BatchReport]]
    load: Callable[[Place, str], None]
    build: Callable[[Place], tuple[str, ...]]
    check: Callable[[Place], tuple[CheckResult, ...]]
    publish: Callable[[Place, str, datetime], Run]


@dataclass(frozen=True)
class Outcome:
    """What a run came to: ``unchanged`` if all was known, ``refused`` if a check failed and the old warehouse stays."""

    status: Literal["published", "unchanged", "refused"]
    reading: ReadingReport
    batches: tuple[BatchReport, ...]
    checks: tuple[CheckResult, ...]
    run: Run | None


def run_stages(run: Stages, place: Place, given: Input, progress: Progress) -> Outcome:
    """Read what is given into the archive, find claims; build, check and publish the warehouse if anything changed.

    One run at a time works in a warehouse; another waits for it. What a run left that died is finished or cleared away
    first. Raises ``ChangedProgramError`` if the program is changed meanwhile: nothing is published then, and the next
    run does it with the new one.
    """

    def tell_of_other(holder: str) -> None:
        LOG.warning("Another run works in %s, %s; this one waits for its end.", place.warehouse, holder)

    with hold_warehouse(place.warehouse, tell_of_other):
        recovered = stages.recover(place)
        try:
            return _run_held(run, place, given, progress, recovered)
        finally:
            stages.discard_build(place)


def _run_held(run: Stages, place: Place, given: Input, progress: Progress, recovered: Run | None) -> Outcome:
    started_at = datetime.now(UTC)
    version = stages.claims_version()
    progress("read", 0, 1)
    reading = run.read(place, given.paths, given.fields, given.series)
    progress("read", 1, 1)
    pending = stages.list_batches(place, version)
    batches = []
    for report in run.find_claims(place, version, pending):
        batches.append(report)
        progress("find, resolve, validate", len(batches), len(pending))
    build_id = stages.find_build_id(place, version)
    if stages.is_published(place, build_id):
        return Outcome("published" if recovered else "unchanged", reading, tuple(batches), (), recovered)
    progress("load", 0, 4)
    run.load(place, version)
    progress("build", 1, 4)
    run.build(place)
    progress("check", 2, 4)
    checks = run.check(place)
    if any(result.stops_publishing for result in checks):
        stages.refuse(place)
        return Outcome("refused", reading, tuple(batches), checks, None)
    stages.require_same_build(place, version, build_id)
    progress("publish", 3, 4)
    published = run.publish(place, build_id, started_at)
    progress("publish", 4, 4)
    return Outcome("published", reading, tuple(batches), checks, published)


def find_claims(place: Place, version: str, batches: Sequence[Shard]) -> Iterator[BatchReport]:
    """Find, resolve and validate the claims of each batch, on all cores, and yield the reports in their order."""
    read_batch = partial(stages.read_claims_of_batch, place, version)
    n_workers = min(len(batches), os.cpu_count() or 1)
    if n_workers < 2:
        yield from map(read_batch, batches)
        return
    # A forked child would inherit the locks of Polars' threads, and hang.
    with ProcessPoolExecutor(n_workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_batch, batches)


PLAIN = Stages(stages.read, find_claims, stages.load, stages.build, stages.check, stages.publish)
"""The stages in this process, without an orchestrator."""
