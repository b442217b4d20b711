"""One reader for each format: from a file's bytes to its records, with the faults of single records among them."""

from collections.abc import Callable, Iterator, Mapping

from tollbook.reading.formats.csv_table import read_csv
from tollbook.reading.formats.json_records import read_json, read_json_lines
from tollbook.reading.formats.parquet_table import read_parquet
from tollbook.reading.formats.pdf_document import read_pdf
from tollbook.reading.formats.plain_text import read_plain_text
from tollbook.reading.formats.warc_archive import read_warc
from tollbook.reading.formats.web_page import read_web_page
from tollbook.reading.record import Record
from tollbook.reading.source import Source, Unreadable

Reader = Callable[[Source], Iterator[Record | Unreadable]]
"""Streams records and the faults of single records; raises ``Unreadable`` where the rest of the file cannot be read."""

READERS: Mapping[str, Reader] = {
    ".txt": read_plain_text,
    ".text": read_plain_text,
    ".md": read_plain_text,
    ".markdown": read_plain_text,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".xhtml": read_web_page,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".pdf": read_pdf,
    ".warc": read_warc,
}
"""The reader for each suffix, in lower case; a format is added here."""
