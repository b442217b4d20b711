"""The eight verbs as plain functions: read, find, resolve, validate, load, build, check, publish.

Each takes folders and small records, leaves its result in a file, and returns what it did in numbers, so that a stage
can run in this process, in another one, or as a task of an orchestrator.
"""

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version as find_package_version
from pathlib import Path

import duckdb
import polars as pl

from tollbook import archive, extraction, warehouse
from tollbook.archive import BatchFailure, ReadingReport, Shard
from tollbook.archive.schemas import schema_of
from tollbook.articles import Article
from tollbook.place import Place
from tollbook.program import ChangedProgramError, require_program
from tollbook.reading import Limits, SeriesMapping
from tollbook.storage import Folder, open_storage
from tollbook.warehouse import CheckResult, Run, RunStart, RunStatus

__all__ = [
    "BatchReport",
    "Input",
    "Work",
    "build",
    "check",
    "copy_exports",
    "discard_build",
    "find_build_id",
    "frame_articles",
    "is_published",
    "list_batches",
    "load",
    "publish",
    "read",
    "read_claims_of_batch",
    "record_run",
    "recover",
    "refuse",
    "require_same_build",
]


@dataclass(frozen=True)
class Input:
    """What a run reads: files, folders and globs, other names of fields in records, mappings of structured series."""

    paths: Sequence[Path]
    fields: Mapping[str, str] = field(default_factory=dict)
    series: Sequence[SeriesMapping] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Work:
    """What a run has done before its end: when it started, articles new to the archive, batches set aside."""

    start: RunStart
    n_articles_read: int = 0
    failures: tuple[BatchFailure, ...] = ()


@dataclass(frozen=True)
class BatchReport:
    """What was found in one batch of articles; all are counts."""

    n_articles: int
    n_claims: int
    n_rejected_claims: int
    n_unread_sentences: int


def read(place: Place, given: Input, hand_on: Callable[[Shard], None] = lambda _: None) -> ReadingReport:
    """Read what is new in the input into the archive and return the counts; bad input is kept with its reason.

    ``hand_on`` is given each new batch of articles as soon as the archive has it, while the next is being read.
    """
    root = place.root or place.project
    return archive.load_files(
        place.storage, given.paths, given.fields, given.limits, given.series, root=root, hand_on=hand_on
    )


def list_batches(place: Place, version: str) -> list[Shard]:
    """Return the batches of articles in which that version has not yet looked for claims, oldest first."""
    return archive.list_pending_shards(place.storage, version)


def read_claims_of_batch(place: Place, version: str, batch: Shard) -> BatchReport:
    """Find, resolve and validate the claims of one batch and archive them under ``version``; doing it twice changes
    nothing.

    Raises ``ChangedProgramError`` if another version is at work here.
    """
    # Rules and schemas are loaded late: a run that finds nothing new need not wait for them.
    from tollbook import validation
    from tollbook.finding import find_and_resolve

    articles = list(archive.read_shard(place.storage, batch))
    frame = frame_articles(articles)
    checked = validation.validate_articles(frame)
    valid_ids = set(checked.valid["article_id"])
    found = find_and_resolve(article for article in articles if article.article_id in valid_ids)
    claims = archive.frame_claims(claim for each in found for claim in each.claims)
    unread = archive.frame_unread(sentence for each in found for sentence in each.unread)
    split = validation.validate_claims(claims, frame)
    require_program(version)
    archive.write_claims(place.storage, batch, version, split.valid, unread, split.rejected, checked.rejected)
    return BatchReport(len(articles), split.valid.height, split.rejected.height, unread.height)


def frame_articles(articles: Sequence[Article]) -> pl.DataFrame:
    """Return articles as a frame with the columns of ``Article``."""
    return pl.DataFrame([asdict(article) for article in articles], schema=schema_of(Article), orient="row")


def find_build_id(place: Place, version: str) -> str:
    """Return the fingerprint of all that a build with the claims of ``version`` is made of: archive, program, models,
    checks and reference data.
    """
    digest = hashlib.sha256(f"{find_package_version('tollbook')}\n{version}\n".encode())
    digest.update(archive.fingerprint_archive(place.storage).encode())
    # A batch that could not be read is missing from the build, and makes another one once it has been.
    digest.update("".join(f"pending {batch.shard_id}\n" for batch in list_batches(place, version)).encode())
    for row in archive.read_rejected_articles(place.storage).iter_rows():
        digest.update(f"{row}\n".encode("utf-8", "surrogatepass"))
    folders = [place.project / "sql", place.project / "seeds", Path(__file__).parent / "warehouse"]
    for path in sorted(
        path for folder in folders for pattern in ("*.sql", "*.yml", "*.csv", "*.py") for path in folder.rglob(pattern)
    ):
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def is_published(place: Place, build_id: str) -> bool:
    """Whether the published warehouse is the build with this id already."""
    return warehouse.published_build_id(place.warehouse, place.database) == build_id


def require_same_build(place: Place, version: str, build_id: str) -> None:
    """Raise ``ChangedProgramError`` if a build made now would be another than the one with this id."""
    require_program(version)
    if find_build_id(place, version) != build_id:
        raise ChangedProgramError(
            "models, checks, reference data or the archive were changed while the warehouse was built; nothing was "
            "published, run it again"
        )


def load(place: Place, version: str) -> None:
    """Create the new database and load the archive with the claims of ``version``, reference data and earlier runs."""
    warehouse.create_database(place.new_database)
    with warehouse.attach(place.new_database, place.memory_limit) as con:
        warehouse.load_seeds(con, place.project / "seeds")
        invalid = archive.create_tables(con, place.storage, version, unread="archive.unread")
        rejected = archive.read_rejected_articles(place.storage)
        for table, rows in (
            ("quality.rejected_articles", pl.concat([rejected, _describe_rejected(invalid)])),
            ("quality.failed_batches", archive.read_failed_batches(place.storage, version)),
            ("quality.runs", warehouse.frame_runs(warehouse.read_runs(place.storage))),
        ):
            warehouse.load_table(con, table, rows)
        warehouse.create_unread_table(con, "archive.unread")
        warehouse.create_corrections_table(con)
        warehouse.apply_corrections(con)
        warehouse.create_results_table(con)


def build(place: Place) -> tuple[str, ...]:
    """Run the models in the new database; return the names of the tables and macros in the order they were made."""
    with warehouse.attach(place.new_database, place.memory_limit) as con:
        return warehouse.build_models(con, place.project / "sql")


def check(place: Place) -> tuple[CheckResult, ...]:
    """Run the checks in the new database and return their results."""
    with warehouse.attach(place.new_database, place.memory_limit) as con:
        return warehouse.run_checks(con, place.project / "sql" / "checks")


def publish(place: Place, build_id: str, work: Work) -> Run:
    """Put the new database and its exports in the place of the old ones, record the run, and return it."""
    exports = place.building / place.exports.name
    with warehouse.attach(place.new_database, place.memory_limit) as con:
        run = _describe_run(place, con, build_id, work)
        warehouse.append_rows(con, "quality.runs", warehouse.frame_runs([run]))
        changes = warehouse.diff_build(con, place.exports)
        warehouse.export_tables(con, exports, build_id)
    warehouse.write_diff(exports / place.changes.name, changes)
    warehouse.write_run(Folder(place.building), run)
    warehouse.remove_archive(place.new_database)
    warehouse.decide_publishing(place.building, place.publishing)
    _finish_publishing(place)
    copy_exports(place)
    return run


def _finish_publishing(place: Place) -> Run | None:
    run = warehouse.finish_publishing(place.publishing, place.warehouse, place.database, place.storage)
    if run:
        warehouse.keep_version(place.database, place.versions, run.run_id, place.keep_versions)
        warehouse.remove_database(place.refused_database)
    return run


def recover(place: Place) -> Run | None:
    """Finish or clear away what a run left that died in this folder; return its record if its publication was decided.

    The folder must be held (``tollbook.warehouse.hold_warehouse``): then what is unfinished belongs to nobody. Raises
    ``ArchiveVersionError``, and touches nothing, if a later version of the project was at work here.
    """
    archive.list_shards(place.storage)
    place.storage.remove_unfinished()
    discard_build(place)
    return _finish_publishing(place)


def discard_build(place: Place) -> None:
    """Remove the build that is not going to be published, if there is one."""
    shutil.rmtree(place.building, ignore_errors=True)


def record_run(place: Place, work: Work, status: RunStatus, message: str | None = None) -> Run:
    """Record a run that published nothing, and return it; ``message`` says why.

    The record of one that has published (and could not copy its exports, say) is left as it is.
    """
    run = _describe_work(work, status, None, message)
    if not place.storage.has(f"runs/{run.run_id}.json"):
        warehouse.write_run(place.storage, run)
    return run


def copy_exports(place: Place) -> int:
    """Copy what changed of the published exports to where they are wanted, too; return how many files were written."""
    if place.exports_copy is None:
        return 0
    return warehouse.copy_exports(place.exports, open_storage(place.exports_copy, place.warehouse / "mirror"))


def refuse(place: Place) -> Path:
    """Set the new database aside, so that its rows can be looked into, and return where it lies."""
    warehouse.replace_database(place.new_database, place.refused_database)
    return place.refused_database


def _describe_rejected(articles: pl.DataFrame) -> pl.DataFrame:
    advice = "correct the record and read it again"
    return articles.select(
        "file_path",
        pl.col("external_id").alias("record"),
        pl.lit("invalid_record").alias("reason"),
        pl.col("reason").alias("found"),
        pl.lit(advice).alias("advice"),
        pl.format("{} {}: {}; {}.", "file_path", "external_id", "reason", pl.lit(advice)).alias("message"),
    )


def _describe_work(work: Work, status: RunStatus, build_id: str | None = None, message: str | None = None) -> Run:
    return Run(
        run_id=work.start.run_id,
        status=status,
        build_id=build_id,
        started_at=work.start.started_at,
        ended_at=datetime.now(UTC),
        code_version=find_package_version("tollbook"),
        extractor_version=extraction.extractor_version(),
        n_articles_read=work.n_articles_read,
        n_failed_batches=len(work.failures),
        message=message,
    )


def _describe_run(place: Place, con: duckdb.DuckDBPyConnection, build_id: str, work: Work) -> Run:
    """Return the record of a run that is about to publish the database of ``con``."""
    exports = place.exports
    articles = warehouse.compare_ids(con, "marts.articles", "article_id", exports / "articles.parquet")
    claims = warehouse.compare_ids(con, "marts.claims", "claim_id", exports / "claims.parquet")
    return replace(
        _describe_work(work, "published", build_id),
        n_articles=articles.n_rows,
        n_claims=claims.n_rows,
        n_rejected_articles=warehouse.count_rows(con, "quality.rejected_articles"),
        n_rejected_claims=warehouse.count_rows(con, "quality.rejected_claims"),
        n_unread_sentences=warehouse.count_rows(con, "quality.unread_sentences"),
        n_articles_added=articles.n_added,
        n_articles_removed=articles.n_removed,
        n_claims_added=claims.n_added,
        n_claims_removed=claims.n_removed,
    )
