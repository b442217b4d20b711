"""The eight verbs as plain functions: read, find, resolve, validate, load, build, check, publish.

Each takes folders and small records, leaves its result in a file, and returns what it did in numbers, so that a stage
can run in this process, in another one, or as a task of an orchestrator.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
import polars as pl

from tollbook import archive, extraction, validation, warehouse
from tollbook.archive import ReadingReport, Shard
from tollbook.archive.schemas import schema_of
from tollbook.articles import Article
from tollbook.claims import Extraction, UnreadSentence
from tollbook.deadline import limit_processor_time
from tollbook.reading import SeriesMapping
from tollbook.series import find_figures, series_version
from tollbook.warehouse import CheckResult, Run

__all__ = [
    "BatchReport",
    "Place",
    "build",
    "check",
    "claims_version",
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
    "refuse",
]


SHOWN_OF_FAULT = 200
"""How many code points of an article stand beside a fault of the extractor."""

SECONDS_PER_ARTICLE = 300.0
"""How long the extractor may compute on one article: several times what the longest that is read can take."""


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
    def new_database(self) -> Path:
        """The database that is being built."""
        return self.warehouse / "tollbook.building.duckdb"

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


def claims_version() -> str:
    """Return the version that claims are archived under: the extractor's, and a fingerprint of what else makes them.

    That is what reads the rows of series, and what validates claims.
    """
    schemas = (path.read_bytes() for path in sorted(Path(validation.__file__).parent.glob("*.py")))
    rules = hashlib.sha256(series_version().encode() + b"".join(schemas)).hexdigest()[:8]
    return f"{extraction.extractor_version()}-{rules}"


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


def list_batches(place: Place) -> list[Shard]:
    """Return the batches of articles in which this version has not yet looked for claims, oldest first."""
    return archive.list_pending_shards(place.warehouse, claims_version())


def find_and_resolve(articles: Iterable[Article]) -> list[Extraction]:
    """Return what is found in each article.

    An article on which the extractor fails, or computes for more than ``SECONDS_PER_ARTICLE``, gives no claims, and an
    unread sentence that names the fault: one strange text among a million must not stop the others;
    ``sql/checks/extractor_does_not_fail.sql`` reports it in every run.
    """
    return [_find_in_strange_article(article) for article in articles]


def find_in_article(article: Article) -> Extraction:
    """Return what is found in one article: what the extractor reads, or the figures of a row of a series."""
    return extraction.extract(article, with_reasons=False) if article.figures is None else find_figures(article)


def _find_in_strange_article(article: Article) -> Extraction:
    try:
        with limit_processor_time(SECONDS_PER_ARTICLE):
            return find_in_article(article)
    except Exception as error:
        start = article.text[:SHOWN_OF_FAULT]
        fault = UnreadSentence(article.article_id, start, 0, len(start), f"fault: {type(error).__name__}: {error}")
        return Extraction((), (fault,))


def read_claims_of_batch(place: Place, batch: Shard) -> BatchReport:
    """Find, resolve and validate the claims of one batch and archive them; doing it twice changes nothing."""
    articles = list(archive.read_shard(batch))
    frame = frame_articles(articles)
    valid_ids = set(validation.validate_articles(frame).valid["article_id"])
    found = find_and_resolve(article for article in articles if article.article_id in valid_ids)
    claims = archive.frame_claims(claim for each in found for claim in each.claims)
    unread = archive.frame_unread(sentence for each in found for sentence in each.unread)
    split = validation.validate_claims(claims, frame)
    archive.write_claims(place.warehouse, batch, claims_version(), split.valid, unread, split.rejected)
    return BatchReport(len(articles), split.valid.height, split.rejected.height, unread.height)


def frame_articles(articles: Sequence[Article]) -> pl.DataFrame:
    """Return articles as a frame with the columns of ``Article``."""
    return pl.DataFrame([asdict(article) for article in articles], schema=schema_of(Article), orient="row")


def find_build_id(place: Place) -> str:
    """Return the fingerprint of all that a build is made of: archive, versions, models, checks and reference data."""
    digest = hashlib.sha256(f"{version('tollbook')}\n{claims_version()}\n".encode())
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


def load(place: Place) -> None:
    """Create the new database and load archive, reference data and earlier runs into it."""
    claims = archive.read_claims(place.warehouse, claims_version())
    warehouse.create_database(place.new_database)
    with warehouse.attach(place.new_database) as con:
        warehouse.load_seeds(con, place.project / "seeds")
        rejected = _load_articles(place, con)
        kept = claims.join(rejected, on="article_id", how="anti", maintain_order="left")
        for table, rows in (
            ("archive.claims", kept),
            ("quality.unread_sentences", archive.read_unread(place.warehouse, claims_version())),
            ("quality.rejected_claims", archive.read_rejected_claims(place.warehouse, claims_version())),
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
    exports = place.warehouse / "exports.building"
    with warehouse.attach(place.new_database) as con:
        run = _describe_run(place, con, build_id, started_at)
        warehouse.append_rows(con, "quality.runs", warehouse.frame_runs([run]))
        changes = warehouse.diff_build(con, place.exports)
        warehouse.export_tables(con, exports, build_id)
    warehouse.write_diff(exports / place.changes.name, changes)
    warehouse.remove_archive(place.new_database)
    warehouse.replace_published(place.new_database, exports, place.warehouse, place.database)
    place.refused_database.unlink(missing_ok=True)
    warehouse.write_run(place.warehouse, run)
    return run


def refuse(place: Place) -> Path:
    """Set the new database aside, so that its rows can be looked into, and return where it lies."""
    warehouse.remove_archive(place.new_database)
    return place.new_database.replace(place.refused_database)


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
        code_version=version("tollbook"),
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
