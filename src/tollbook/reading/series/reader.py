"""Read a file of figures: every row becomes an article of its own, with its figures beside its text."""

from collections.abc import Iterator

from tollbook.articles import Article, article_id_of, content_hash
from tollbook.figures import dump_figures
from tollbook.reading.record import Record
from tollbook.reading.series.given import MappingError
from tollbook.reading.series.mapping import SeriesMapping
from tollbook.reading.series.row import Row, read_day, read_figures, write_row
from tollbook.reading.source import Source, Unreadable

__all__ = ["check_columns", "read_rows"]


def read_rows(
    records: Iterator[Record | Unreadable], source: Source, mapping: SeriesMapping
) -> Iterator[tuple[Article | Unreadable, str | None]]:
    """Stream the rows of ``source`` as articles, each with its place; a row that cannot be read is a fault of its own.

    An article's address is the file with the row's key: a row that comes back changed is a new version of it. Rows
    that share a key are counted.
    """
    n_seen: dict[str, int] = {}
    for record in records:
        if isinstance(record, Unreadable):
            yield record, None
            continue
        row = write_row(record.values)
        if mapping.skips(row.cells):
            continue
        try:
            key = " ".join(row.cells.get(column, "-") for column in mapping.key) or str(record.number)
            n_seen[key] = n_seen.get(key, 0) + 1
            yield _make_article(row, key if n_seen[key] == 1 else f"{key} ({n_seen[key]})", source, mapping), None
        except MappingError as error:
            yield Unreadable("wrong_row", error.found, f"{error.advice} ({mapping.file_name})"), record.place


def check_columns(records: Iterator[Record | Unreadable], mapping: SeriesMapping) -> None:
    """Raise ``Unreadable`` if the mapping names a column that no row has."""
    present = dict.fromkeys(name for record in records if isinstance(record, Record) for name in record.values)
    absent = [column for column in mapping.list_columns() if column not in present]
    if present and absent:
        found = f"has no column {absent[0]!r}, which {mapping.file_name} names (its columns: {', '.join(present)})"
        raise Unreadable("wrong_mapping", found, "name the column as the file does")


def _make_article(row: Row, key: str, source: Source, mapping: SeriesMapping) -> Article:
    day, _ = read_day(row, mapping)
    address = f"{source.file_path}#{key}"
    sha256 = content_hash(row.text)
    return Article(
        article_id=article_id_of(address, sha256),
        external_id=f"{source.stem} {key}",
        text=row.text,
        content_sha256=sha256,
        file_path=source.file_path,
        outlet_name=mapping.outlet,
        title=mapping.name,
        url=row.cells.get(mapping.url) if mapping.url else None,
        published_date=day,
        published_earliest_date=day,
        published_latest_date=day,
        published_date_basis="metadata" if day else "unknown",
        address=address,
        figures=dump_figures(read_figures(row, mapping)),
    )
