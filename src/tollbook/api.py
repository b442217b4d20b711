"""What ``import tollbook`` offers: reading, extraction and warehouses as plain functions, without Prefect."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tollbook.articles import Article, article_id_of, content_hash
from tollbook.claims import Claim, UnreadSentence
from tollbook.finding import find_in_article
from tollbook.reading import RejectedArticle, Source, read_mapping
from tollbook.reading import read as read_articles
from tollbook.reading.article import make_article
from tollbook.reading.record import Record
from tollbook.reading.source import Unreadable

# Who reads and extracts waits for no database; who builds, connects or asks for a frame does.
if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from tollbook.pipeline import Outcome
else:

    def __getattr__(name: str) -> object:
        if name != "Outcome":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from tollbook.pipeline import Outcome

        return Outcome


__all__ = [
    "Article",
    "ArticleClaims",
    "Claim",
    "Outcome",
    "RejectedArticle",
    "UnreadSentence",
    "build",
    "connect",
    "extract",
    "read",
]

AnyPath: TypeAlias = str | PathLike[str]

# A text that is given stands in no file; this names it where an article names its file.
_GIVEN = Source(Path("given"), "given")


@dataclass(frozen=True, slots=True)
class ArticleClaims:
    """An article, its claims in the order of its text, and the sentences with a figure that gave none."""

    article: Article
    claims: tuple[Claim, ...]
    unread: tuple[UnreadSentence, ...]

    def to_frame(self) -> "pl.DataFrame":
        """Return the claims as a frame: a row for each, a typed column for each field of ``Claim``; no row for no
        claim.

        >>> extract("Freedonia lost 500 soldiers in the war.").to_frame().select("value_text", "measure", "best")
        shape: (1, 3)
        ┌────────────┬─────────┬───────┐
        │ value_text ┆ measure ┆ best  │
        │ ---        ┆ ---     ┆ ---   │
        │ str        ┆ str     ┆ f64   │
        ╞════════════╪═════════╪═══════╡
        │ 500        ┆ losses  ┆ 500.0 │
        └────────────┴─────────┴───────┘
        """
        from tollbook.archive import frame_claims

        return frame_claims(self.claims)


def extract(
    article: str | Article,
    *,
    published_date: date | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> ArticleClaims:
    """Return the claims that an article makes, with what decided each of their fields.

    ``article`` is its text, or one that ``read`` gave, which brings its own date and outlet. ``published_date`` (a
    date, or text as outlets print it) dates "yesterday" and "last month"; without it, a dateline in the text or a date
    in ``url`` counts. An ``outlet`` need not be known. The same article always gives the same claims, and an empty
    text gives none.

    >>> found = extract(
    ...     "Officials said 12 civilians were killed in Freedonia's war on Tuesday.", published_date="2030-03-07"
    ... )
    >>> [(claim.value_text, claim.measure, claim.victim_type, str(claim.period_start_date)) for claim in found.claims]
    [('12', 'killed', 'civilian', '2030-03-05')]

    Raises ``TypeError`` for an argument of another type, ``ValueError`` for a date that is no date.
    """
    given = {"published_date": published_date, "outlet": outlet, "title": title, "url": url}
    if isinstance(article, Article):
        if surplus := [name for name, value in given.items() if value is not None]:
            raise TypeError(f"an Article brings its own {', '.join(surplus)}; give them with a text alone")
        return _extract(article)
    _check(article, "article", (str,), "a text or an Article")
    for name, value in given.items():
        kinds: tuple[type, ...] = (date, str) if name == "published_date" else (str,)
        _check(value, name, (*kinds, type(None)), "a date or a text" if date in kinds else "a text")
    if not article.strip():
        sha256 = content_hash(article)
        name = _GIVEN.file_path
        return ArticleClaims(Article(article_id_of(name, sha256), name, article, sha256, name), (), ())
    try:
        return _extract(make_article(Record({"text": article, **given}), _GIVEN))
    except Unreadable as error:
        raise ValueError(f"{error.found}; {error.advice}.") from None


def read(
    paths: AnyPath | Iterable[AnyPath],
    *,
    fields: Mapping[str, str] | None = None,
    series: Iterable[AnyPath] = (),
) -> Iterator[Article | RejectedArticle]:
    """Stream the articles of files, folders (recursively) and globs, and what could not be read with its reason.

    ``fields`` gives other names of fields in records (``{"text": "body"}``), ``series`` the files that say what the
    columns of files of figures mean. One record is in memory at a time.

    >>> for each in read("seeds/articles"):
    ...     if isinstance(each, RejectedArticle):
    ...         print(each.message)
    ...     else:
    ...         print(each.external_id, len(extract(each).claims))
    csis-two-million 13
    newsweek-four-figures 10

    Raises ``TypeError`` if a path is none, ``ValueError`` for a field that articles do not have, ``MappingError`` for a
    mapping that cannot be read.
    """
    return read_articles(_list_paths(paths), fields, series=[read_mapping(path) for path in _list_paths(series)])


def build(
    paths: AnyPath | Iterable[AnyPath],
    *,
    warehouse: AnyPath = "warehouse",
    fields: Mapping[str, str] | None = None,
    series: Iterable[AnyPath] = (),
    n_workers: int = 1,
) -> "Outcome":
    """Read article files into the archive in the folder ``warehouse``, find their claims, and build, check and publish.

    What is returned says how it ended: ``status`` is ``published``, ``unchanged`` if all was known, or ``refused`` if a
    check failed (``checks`` has the rows) and what was published before stays; ``reading`` counts what was read and
    rejected. With more ``n_workers`` than one other processes find claims beside this one; a script that asks for them
    must begin under ``if __name__ == "__main__":``, as everywhere in Python.

        outcome = tollbook.build("articles/*.html", warehouse="warehouse")

    Raises ``TypeError`` if a path is none, ``ValueError`` for a field that articles do not have, ``MappingError``,
    ``ModelError``, ``SeedError`` or ``CorrectionError`` for a mapping, a SQL file, a file of reference data or of
    corrections that cannot be used.
    """
    from tollbook.pipeline import Input, make_plain_stages, run_stages
    from tollbook.place import Place
    from tollbook.project import project_folder

    _check(warehouse, "warehouse", (str, PathLike), "a path")
    mappings = [read_mapping(path) for path in _list_paths(series)]
    place = Place(project=project_folder(), warehouse=Path(warehouse).resolve())
    return run_stages(
        make_plain_stages(n_workers), place, Input(_list_paths(paths), fields or {}, mappings), lambda *_: None
    )


def connect(warehouse: AnyPath = "warehouse") -> "duckdb.DuckDBPyConnection":
    """Return a connection that only reads what was last published in the folder ``warehouse``; close it after use.

        with tollbook.connect() as con:
            frame = con.sql("from claims_about('RUS', 'killed')").pl()

    A warehouse that is published meanwhile is seen by the next connection. Raises ``FileNotFoundError`` if nothing has
    been published there.
    """
    from tollbook.warehouse import connect_published

    _check(warehouse, "warehouse", (str, PathLike), "a path")
    return connect_published(Path(warehouse) / "tollbook.duckdb")


def _extract(article: Article) -> ArticleClaims:
    found = find_in_article(article, with_reasons=True)
    return ArticleClaims(article, found.claims, found.unread)


def _list_paths(paths: AnyPath | Iterable[AnyPath]) -> list[Path]:
    if isinstance(paths, str | PathLike):
        return [Path(paths)]
    _check(paths, "paths", (Iterable,), "a path or several")
    listed = list(paths)
    for path in listed:
        _check(path, "a path", (str, PathLike), "a text or a Path")
    return [Path(path) for path in listed]


def _check(value: object, name: str, kinds: tuple[type, ...], wanted: str) -> None:
    if not isinstance(value, kinds) or isinstance(value, bytes):
        raise TypeError(f"{name} is {value!r:.60}, of type {type(value).__name__}; give {wanted}")
