"""The eight verbs as plain functions: read, find, resolve, validate, load, build, check, publish.

Each takes folders and small records, leaves its result in a file, and returns what it did in numbers, so that a stage
can run in this process, in another one, or as a task of an orchestrator.
"""

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version as find_package_version
from pathlib import Path

import duckdb
import polars as pl

from tollbook import archive, extraction, validation, warehouse
from tollbook.archive import ReadingReport, Shard
from tollbook.archive.schemas import schema_of
from tollbook.articles import Article
from tollbook.claims import Extraction, UnreadSentence
from tollbook.program import ChangedProgramError, claims_version, require_program
from tollbook.reading import SeriesMapping
from tollbook.series import find_figures
from tollbook.warehouse import CheckResult, Run

__all__ = [
    "BatchReport",
    "Place",
    "build",
    "check",
    "claims_version",
    "discard_build",
    "find_and_resolve",
    "find_build_id",
    "find_in_article",
    "frame_articles",
    "is_published",
    "list_batches",
    "load",
    "publish",
    "read",
    "read_claims_of_batch",
    "recover",
    "refuse",
    "require_same_build",
]


SHOWN_OF_FAULT = 200
"""How many code points of an article stand beside a fault of the extractor."""


@dataclass(frozen=True)
class Place:
    """Where a run works: the project with its models and seeds, and the folder of the warehouse.

    ``root`` is what the names of input files are relative to, the project if it is not given: an article without a url
    is known by its file's name, so that name must not depend on where the program was started.
    """

    project: Path
    warehouse: Path
    root: Path | None = None

    @property
    def database(self) -> Path:
        """The published database."""
        return self.warehouse / "tollbook.duckdb"

    @property
    def exports(self) -> Path:
        """The published tables as Parquet."""
        return self.warehouse / "exports"

    @property
    def changes(self) -> Path:
        """What the published build changed of the one before, table by table."""
        return self.exports / "changes.json"

    @property
    def building(self) -> Path:
        """The folder in which a build grows; what a run that broke off left in it is worth nothing."""
        return self.warehouse / "building"

    @property
    def publishing(self) -> Path:
        """The folder of a build whose publication is decided, until all of it is in its place."""
        return self.warehouse / "publishing"

    @property
    def new_database(self) -> Path:
        """The database that is being built."""
        return self.building / self.database.name

    @property
    def refused_database(self) -> Path:
        """The last build that failed a check, kept to look into."""
        return self.warehouse / "tollbook.refused.duckdb"


@dataclass(frozen=True)
class BatchReport:
    """What was found in one batch of articles; all are counts."""

    n_articles: int
    n_claims: int
    n_rejected_claims: int
    n_unread_sentences: int


def read(
    place: Place,
    paths: Iterable[Path],
    fields: Mapping[str, str] | None = None,
    series: Sequence[SeriesMapping] = (),
) -> ReadingReport:
    """Read what is new under ``paths`` into the archive and return the counts; bad input is kept with its reason.

    ``fields`` gives other names of fields in records, ``series`` the mappings of structured series, as
    ``tollbook.reading.read`` takes them.
    """
    return archive.load_files(place.warehouse, paths, fields, series=series, root=place.root or place.project)


def list_batches(place: Place, version: str) -> list[Shard]:
    """Return the batches of articles in which that version has not yet looked for claims, oldest first."""
    return archive.list_pending_shards(place.warehouse, version)


def find_and_resolve(articles: Iterable[Article]) -> list[Extraction]:
    """Return what is found in each article.

    An article on which the extractor fails gives no claims, and an unread sentence that names the fault: one strange
    text among a million must not stop the others; ``sql/checks/extractor_does_not_fail.sql`` reports it in every run.
    """
    return [_find_in_strange_article(article) for article in articles]


def find_in_article(article: Article) -> Extraction:
    """Return what is found in one article: what the extractor reads, or the figures of a row of a series."""
    return extraction.extract(article, with_reasons=False) if article.figures is None else find_figures(article)


def _find_in_strange_article(article: Article) -> Extraction:
    try:
        return find_in_article(article)
    except Exception as error:
        start = article.text[:SHOWN_OF_FAULT]
        fault = UnreadSentence(article.article_id, start, 0, len(start), f"fault: {type(error).__name__}: {error}")
        return Extraction((), (fault,))


def read_claims_of_batch(place: Place, version: str, batch: Shard) -> BatchReport:
    """Find, resolve and validate the claims of one batch and archive them under ``version``; doing it twice changes
    nothing.

    Raises ``ChangedProgramError`` if another version is at work here.
    """
    articles = list(archive.read_shard(batch))
    frame = frame_articles(articles)
    valid_ids = set(validation.validate_articles(frame).valid["article_id"])
    found = find_and_resolve(article for article in articles if article.article_id in valid_ids)
    claims = archive.frame_claims(claim for each in found for claim in each.claims)
    unread = archive.frame_unread(sentence for each in found for sentence in each.unread)
    split = validation.validate_claims(claims, frame)
    require_program(version)
    archive.write_claims(place.warehouse, batch, version, split.valid, unread, split.rejected)
    return BatchReport(len(articles), split.valid.height, split.rejected.height, unread.height)


def frame_articles(articles: Sequence[Article]) -> pl.DataFrame:
    """Return articles as a frame with the columns of ``Article``."""
    return pl.DataFrame([asdict(article) for article in articles], schema=schema_of(Article), orient="row")


def find_build_id(place: Place, version: str) -> str:
    """Return the fingerprint of all that a build with the claims of ``version`` is made of: archive, program, models,
    checks and reference data.
    """
    digest = hashlib.sha256(f"{find_package_version('tollbook')}\n{version}\n".encode())
    digest.update(archive.fingerprint_archive(place.warehouse).encode())
    for row in archive.read_rejected_articles(place.warehouse).iter_rows():
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
    claims = archive.read_claims(place.warehouse, version)
    warehouse.create_database(place.new_database)
    with warehouse.attach(place.new_database) as con:
        warehouse.load_seeds(con, place.project / "seeds")
        rejected = _load_articles(place, con)
        kept = claims.join(rejected, on="article_id", how="anti", maintain_order="left")
        for table, rows in (
            ("archive.claims", kept),
            ("quality.unread_sentences", archive.read_unread(place.warehouse, version)),
            ("quality.rejected_claims", archive.read_rejected_claims(place.warehouse, version)),
            ("quality.rejected_articles", archive.read_rejected_articles(place.warehouse)),
            ("quality.runs", warehouse.frame_runs(warehouse.read_runs(place.warehouse))),
        ):
            warehouse.load_table(con, table, rows)
        warehouse.append_rows(con, "quality.rejected_articles", _describe_rejected(rejected))
        warehouse.apply_corrections(con)
        warehouse.create_results_table(con)


def build(place: Place) -> tuple[str, ...]:
    """Run the models in the new database; return the names of the tables and macros in the order they were made."""
    with warehouse.attach(place.new_database) as con:
        return warehouse.build_models(con, place.project / "sql")


def check(place: Place) -> tuple[CheckResult, ...]:
    """Run the checks in the new database and return their results."""
    with warehouse.attach(place.new_database) as con:
        return warehouse.run_checks(con, place.project / "sql" / "checks")


def publish(place: Place, build_id: str, started_at: datetime) -> Run:
    """Put the new database and its exports in the place of the old ones, record the run, and return it."""
    exports = place.building / place.exports.name
    with warehouse.attach(place.new_database) as con:
        run = _describe_run(place, con, build_id, started_at)
        warehouse.append_rows(con, "quality.runs", warehouse.frame_runs([run]))
        changes = warehouse.diff_build(con, place.exports)
        warehouse.export_tables(con, exports, build_id)
    warehouse.write_diff(exports / place.changes.name, changes)
    warehouse.write_run(place.building / "runs", run)
    warehouse.remove_archive(place.new_database)
    warehouse.decide_publishing(place.building, place.publishing)
    _finish_publishing(place)
    return run


def _finish_publishing(place: Place) -> Run | None:
    run = warehouse.finish_publishing(place.publishing, place.warehouse, place.database)
    if run:
        warehouse.remove_database(place.refused_database)
    return run


def recover(place: Place) -> Run | None:
    """Finish or clear away what a run left that died in this folder; return its record if its publication was decided.

    The folder must be held (``tollbook.warehouse.hold_warehouse``): then what is unfinished belongs to nobody. Raises
    ``ArchiveVersionError``, and touches nothing, if a later version of the project was at work here.
    """
    archive.list_shards(place.warehouse)
    archive.remove_unfinished(place.warehouse)
    discard_build(place)
    return _finish_publishing(place)


def discard_build(place: Place) -> None:
    """Remove the build that is not going to be published, if there is one."""
    shutil.rmtree(place.building, ignore_errors=True)


def refuse(place: Place) -> Path:
    """Set the new database aside, so that its rows can be looked into, and return where it lies."""
    warehouse.replace_database(place.new_database, place.refused_database)
    return place.refused_database


def _load_articles(place: Place, con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Load the articles shard by shard, so that their texts are never all in memory; return those that fail."""
    warehouse.load_table(con, "archive.articles", pl.DataFrame(schema=archive.ARTICLE_SCHEMA))
    rejected = [pl.DataFrame(schema={**schema_of(Article), "reason": pl.String})]
    for articles in archive.stream_articles(place.warehouse):
        split = validation.validate_articles(articles.select(list(schema_of(Article))))
        kept = articles.join(split.valid, on="article_id", how="semi", maintain_order="left")
        warehouse.append_rows(con, "archive.articles", kept)
        rejected.append(split.rejected)
    return pl.concat(rejected)


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


def _describe_run(place: Place, con: duckdb.DuckDBPyConnection, build_id: str, started_at: datetime) -> Run:
    """Return the record of a run that is about to publish the database of ``con``."""
    exports = place.exports
    articles = warehouse.compare_ids(con, "marts.articles", "article_id", exports / "articles.parquet")
    claims = warehouse.compare_ids(con, "marts.claims", "claim_id", exports / "claims.parquet")
    return Run(
        run_id=f"{started_at:%Y%m%dT%H%M%S}Z-{build_id[:8]}",
        build_id=build_id,
        started_at=started_at,
        ended_at=datetime.now(UTC),
        code_version=find_package_version("tollbook"),
        extractor_version=extraction.extractor_version(),
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
