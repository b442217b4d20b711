"""The way of the data from article files to a published warehouse: the stages in their order, whoever runs them."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from tollbook import archive, program, stages
from tollbook.archive import BatchFailure, ReadingReport, Shard
from tollbook.logs import tell
from tollbook.place import Place
from tollbook.search import Search, open_search
from tollbook.stages import BatchReport, Input, Work
from tollbook.warehouse import CheckResult, Run, hold_warehouse, start_run

__all__ = [
    "FINDING",
    "PLAIN",
    "Backfill",
    "Input",
    "Outcome",
    "Progress",
    "Stages",
    "make_plain_stages",
    "re_extract",
    "run_stages",
]

FINDING = "find, resolve, validate"
Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how many steps of it are done, and how many there are."""


@dataclass(frozen=True)
class Stages:
    """The stages as somebody runs them: as plain functions, or each wrapped in an orchestrator's task.

    ``search`` opens a search that finds, resolves and validates under a version of the claims; ``read`` hands it each
    batch of articles that it has read, so that it need not wait for the others. ``load`` loads the claims of that
    version. ``report``, if it is there, writes pages about what was published; that they cannot be written takes
    nothing back.
    """

    read: Callable[[Place, Input, Callable[[Shard], None]], ReadingReport]
    search: Callable[[Place, str], AbstractContextManager[Search]]
    load: Callable[[Place, str], None]
    build: Callable[[Place], tuple[str, ...]]
    check: Callable[[Place], tuple[CheckResult, ...]]
    publish: Callable[[Place, str, Work], Run]
    report: Callable[[Place], Path] | None = None


@dataclass(frozen=True)
class Outcome:
    """What a run came to: ``unchanged`` if all was known, ``refused`` if a check failed and the old warehouse stays.

    ``failures`` are the batches that were set aside; the next run tries them again.
    """

    status: Literal["published", "unchanged", "refused"]
    reading: ReadingReport
    batches: tuple[BatchReport, ...]
    failures: tuple[BatchFailure, ...]
    checks: tuple[CheckResult, ...]
    run: Run


def run_stages(run: Stages, place: Place, given: Input, progress: Progress) -> Outcome:
    """Read what is given into the archive, find claims; build, check and publish the warehouse if anything changed.

    One run at a time works in a warehouse; another waits for it. What a run left that died is finished or cleared away
    first. The run is recorded, whatever comes of it. Raises what a stage raises, and ``ChangedProgramError`` if the
    program is changed meanwhile: nothing is published then, and the next run does it with the new one.
    """
    work = Work(start_run())
    run_id = work.start.run_id
    tell(run_id, "run started", warehouse=place.warehouse)
    with _hold(place, run_id):
        recovered = stages.recover(place)
        try:
            outcome = _run_held(run, place, given, progress, work, recovered)
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            tell(run_id, "run failed", logging.ERROR, error=told)
            # Where the disk is full the record is lost too; the error itself says more.
            with suppress(OSError):
                stages.record_run(place, work, "failed", told)
            raise
        finally:
            stages.discard_build(place)
    tell(run_id, f"run {outcome.status}", n_claims=outcome.run.n_claims, build_id=outcome.run.build_id)
    if run.report and outcome.status == "published":
        progress("report", 0, 1)
        try:
            tell(run_id, "report written", page=run.report(place))
        except Exception as error:
            # What is published stands, with pages or without.
            tell(run_id, "report not written", logging.WARNING, error=f"{type(error).__name__}: {error}")
        progress("report", 1, 1)
    return outcome


def _hold(place: Place, run_id: str) -> AbstractContextManager[None]:
    """Return a block in which no other run works in the warehouse; one that has to wait for that says so."""

    def tell_of_other(holder: str) -> None:
        tell(run_id, "waiting for another run", logging.WARNING, warehouse=place.warehouse, holder=holder)

    return hold_warehouse(place.warehouse, tell_of_other)


def _run_held(
    run: Stages, place: Place, given: Input, progress: Progress, work: Work, recovered: Run | None
) -> Outcome:
    run_id, version = work.start.run_id, program.claims_version()
    with run.search(place, version) as search:
        progress("read", 0, 1)
        reading, begun = _read_ahead(run, place, given, search)
        progress("read", 1, 1)
        tell(
            run_id, "read", n_files=reading.n_files, n_files_unchanged=reading.n_files_unchanged,
            n_articles_new=reading.n_articles_new, n_rejected=reading.n_rejected,
        )  # fmt: skip
        batches, failures = _find_pending_claims(search, place, version, progress, run_id, begun)
    work = replace(work, n_articles_read=reading.n_articles_new, failures=failures)
    build_id = stages.find_build_id(place, version)
    if stages.is_published(place, build_id):
        # The copy may have been out of reach when the build was published.
        stages.copy_exports(place)
        if recovered:
            return Outcome("published", reading, batches, failures, (), recovered)
        return Outcome("unchanged", reading, batches, failures, (), stages.record_run(place, work, "unchanged"))
    progress("load", 0, 4)
    run.load(place, version)
    progress("build", 1, 4)
    n_models = len(run.build(place))
    progress("check", 2, 4)
    checks = run.check(place)
    failed = [result.check_name for result in checks if result.stops_publishing]
    tell(run_id, "built and checked", n_models=n_models, n_checks=len(checks), failed=", ".join(failed) or None)
    if failed:
        stages.refuse(place)
        refused = stages.record_run(place, work, "refused", f"checks failed: {', '.join(failed)}")
        return Outcome("refused", reading, batches, failures, checks, refused)
    stages.require_same_build(place, version, build_id)
    progress("publish", 3, 4)
    published = run.publish(place, build_id, work)
    progress("publish", 4, 4)
    return Outcome("published", reading, batches, failures, checks, published)


def _read_ahead(run: Stages, place: Place, given: Input, search: Search) -> tuple[ReadingReport, frozenset[str]]:
    """Read the input, and have each batch searched as soon as the archive has it; return the ids of these, too."""
    begun: set[str] = set()

    def hand_on(batch: Shard) -> None:
        begun.add(batch.shard_id)
        search.add(batch)

    return run.read(place, given, hand_on), frozenset(begun)


def _find_pending_claims(
    search: Search,
    place: Place,
    version: str,
    progress: Progress,
    run_id: str,
    begun: frozenset[str] = frozenset(),
    n_most: int | None = None,
) -> tuple[tuple[BatchReport, ...], tuple[BatchFailure, ...]]:
    """Finish a search with the batches that a version has not read, ``n_most`` at most; keep what fails.

    ``begun`` are the ids of those that were added to the search before. Returns what was found, batch by batch, and the
    batches that failed. What is done stays done: a call that is broken off continues with the next.
    """
    # What failed before comes last, so that it holds up nothing else.
    failed_before = set(archive.read_failed_batches(place.storage, version)["shard_id"])
    batches = sorted(stages.list_batches(place, version), key=lambda batch: batch.shard_id in failed_before)
    pending = [batch for batch in batches if batch.shard_id not in begun][:n_most]
    for batch in pending:
        search.add(batch)
    n_batches = len(begun) + len(pending)
    found: list[BatchReport] = []
    failures: list[BatchFailure] = []
    for outcome in search.finish():
        if isinstance(outcome, BatchFailure):
            failures.append(outcome)
            archive.record_failed_batch(place.storage, version, outcome)
            tell(run_id, "batch set aside", logging.ERROR, shard_id=outcome.shard_id, error=outcome.error)
        else:
            found.append(outcome)
        progress(FINDING, len(found) + len(failures), n_batches)
    if n_batches:
        n_claims = sum(report.n_claims for report in found)
        tell(run_id, FINDING, n_batches=n_batches, n_claims=n_claims, n_failed_batches=len(failures))
    return tuple(found), tuple(failures)


@dataclass(frozen=True)
class Backfill:
    """What a reading with new rules came to: batches read and set aside, those left, and the publish if there was one.

    ``outcome`` is ``None`` as long as batches are left, or where none was asked for.
    """

    n_batches: int
    n_claims: int
    failures: tuple[BatchFailure, ...]
    n_left: int
    outcome: Outcome | None


def re_extract(
    run: Stages, place: Place, progress: Progress, n_most: int | None = None, is_publishing: bool = True
) -> Backfill:
    """Look for claims in all that the present rules and reference data have not read, ``n_most`` batches at most.

    The warehouse that is published goes on with the old rules until every batch is read; then, if ``is_publishing``,
    the new one takes its place. A call that is broken off continues with the batches that it had not come to.
    """
    run_id, version = start_run().run_id, program.claims_version()
    with _hold(place, run_id):
        stages.recover(place)
        with run.search(place, version) as search:
            batches, failures = _find_pending_claims(search, place, version, progress, run_id, n_most=n_most)
        n_left = len(stages.list_batches(place, version)) - len(failures)
    outcome = run_stages(run, place, Input(()), progress) if is_publishing and not n_left else None
    n_claims = sum(report.n_claims for report in batches)
    return Backfill(len(batches), n_claims, failures, n_left, outcome)


def make_plain_stages(
    n_workers: int | None = None, n_retries: int = 1, report: Callable[[Place], Path] | None = None
) -> Stages:
    """Return the stages without an orchestrator: ``search`` with so many processes and retries, all else here."""
    search = partial(open_search, n_workers=n_workers, n_retries=n_retries)
    return Stages(stages.read, search, stages.load, stages.build, stages.check, stages.publish, report)


PLAIN = make_plain_stages()
"""The stages without an orchestrator, on all cores."""
