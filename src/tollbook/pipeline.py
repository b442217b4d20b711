"""The way of the data from article files to a published warehouse: the stages in their order, whoever runs them."""

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
from tollbook.warehouse import CheckResult, Run, hold_publishing

__all__ = ["PLAIN", "Input", "Outcome", "Progress", "Stages", "find_claims", "run_stages"]

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

    ``find_claims`` finds, resolves and validates in all batches, and yields a report for each as it is done.
    """

    read: Callable[[Place, Sequence[Path], Mapping[str, str], Sequence[SeriesMapping]], ReadingReport]
    find_claims: Callable[[Place, Sequence[Shard]], Iterable[BatchReport]]
    load: Callable[[Place], None]
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
    """Read what is given into the archive, find claims; build, check and publish the warehouse if anything changed."""
    started_at = datetime.now(UTC)
    progress("read", 0, 1)
    reading = run.read(place, given.paths, given.fields, given.series)
    progress("read", 1, 1)
    pending = stages.list_batches(place)
    batches = []
    for report in run.find_claims(place, pending):
        batches.append(report)
        progress("find, resolve, validate", len(batches), len(pending))
    with hold_publishing(place.warehouse):
        build_id = stages.find_build_id(place)
        if stages.is_published(place, build_id):
            # The copy may have been out of reach when the build was published.
            stages.copy_exports(place)
            return Outcome("unchanged", reading, tuple(batches), (), None)
        progress("load", 0, 4)
        run.load(place)
        progress("build", 1, 4)
        run.build(place)
        progress("check", 2, 4)
        checks = run.check(place)
        if any(result.stops_publishing for result in checks):
            stages.refuse(place)
            return Outcome("refused", reading, tuple(batches), checks, None)
        progress("publish", 3, 4)
        published = run.publish(place, build_id, started_at)
        progress("publish", 4, 4)
    return Outcome("published", reading, tuple(batches), checks, published)


def find_claims(place: Place, batches: Sequence[Shard]) -> Iterator[BatchReport]:
    """Find, resolve and validate the claims of each batch, on all cores, and yield the reports in their order."""
    read_batch = partial(stages.read_claims_of_batch, place)
    n_workers = min(len(batches), os.cpu_count() or 1)
    if n_workers < 2:
        yield from map(read_batch, batches)
        return
    # A forked child would inherit the locks of Polars' threads, and hang.
    with ProcessPoolExecutor(n_workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_batch, batches)


PLAIN = Stages(stages.read, find_claims, stages.load, stages.build, stages.check, stages.publish)
"""The stages in this process, without an orchestrator."""
