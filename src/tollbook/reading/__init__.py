"""Read: article files of any format become articles; what cannot be read is set aside with a reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tollbook.articles import Article
from tollbook.reading.finding import FoundFile, find_files, find_sources, source_of
from tollbook.reading.limits import Limits
from tollbook.reading.reader import find_reader_version, read_source
from tollbook.reading.record import check_fields
from tollbook.reading.rejection import RejectedArticle
from tollbook.reading.series import MappingError, SeriesMapping, read_mapping
from tollbook.reading.source import Source

__all__ = [
    "FoundFile",
    "Limits",
    "MappingError",
    "RejectedArticle",
    "SeriesMapping",
    "Source",
    "find_files",
    "find_reader_version",
    "find_sources",
    "read",
    "read_mapping",
    "read_source",
    "source_of",
]


def read(
    paths: Iterable[str | Path],
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    series: Sequence[SeriesMapping] = (),
) -> Iterator[Article | RejectedArticle]:
    """Stream the articles of files, folders (recursively) and globs, and what had to be set aside, in a stable order.

    ``fields`` maps ``text``, ``title``, ``url``, ``author``, ``outlet``, ``published``, ``language`` or ``id`` to the
    name that the records use, and overrides the names known by default. ``series`` holds mappings of structured series;
    one that lies beside its file is found without. One record is held at a time, never all
    articles. Bad input never raises: it comes out as a ``RejectedArticle``. Raises ``ValueError`` at once for a mapping
    of an unknown field.
    """
    check_fields(fields)
    return _read(paths, fields, limits, series)


def _read(
    paths: Iterable[str | Path],
    fields: Mapping[str, str] | None,
    limits: Limits | None,
    series: Sequence[SeriesMapping],
) -> Iterator[Article | RejectedArticle]:
    for source in find_sources(paths, limits, series):
        if isinstance(source, RejectedArticle):
            yield source
        else:
            yield from read_source(source, fields)
