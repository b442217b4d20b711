"""WARC: the web pages of a crawl, and the plain texts of pages that some crawls keep instead."""

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from tollbook.reading.decoding import decode
from tollbook.reading.formats.web_page import extract_page
from tollbook.reading.limits import Limits
from tollbook.reading.record import Record
from tollbook.reading.source import Source, Unreadable, open_source

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source) -> Iterator[Record | Unreadable]:
    """Stream the pages of a crawl that were found, one in memory at a time; pictures, scripts and the like are passed
    over.

    A page was published no later than on the day on which it was crawled. Raises ``Unreadable`` where the file breaks
    off.
    """
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

    number = 0
    with open_source(source) as stream:
        try:
            entries = ArchiveIterator(stream)
            # It warns of odd lengths and addresses on the error stream; what matters is told by us.
            entries.INC_RECORD = ""
            logging.getLogger("warcio").setLevel(logging.CRITICAL)
            for entry in entries:
                number += 1
                read = _read_entry(entry, f"entry {number}", number, source.limits)
                _check_whole(entry, number)
                if read is not None:
                    yield read
        except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, OSError) as error:
            if not number:
                found = "is named .warc but holds no WARC record"
                raise Unreadable("wrong_format", found, "name it after its format") from error
            found = f"breaks off or is damaged after entry {number} ({type(error).__name__}: {error})"
            raise Unreadable("truncated", found, "fetch it again") from error


def _check_whole(entry: Any, number: int) -> None:
    # The iterator takes the end of the file for the end of the entry; the entry's length tells them apart.
    while entry.raw_stream.read(1 << 16):
        pass
    if entry.raw_stream.limit > 0:
        found = f"breaks off within entry {number}, {entry.raw_stream.limit:,} bytes before its end"
        raise Unreadable("truncated", found, "fetch it again")


def _read_entry(entry: Any, place: str, number: int, limits: Limits) -> Record | Unreadable | None:
    kind = entry.rec_headers.get_header("Content-Type") or ""
    if entry.rec_type == "response" and entry.http_headers:
        kind = entry.http_headers.get_header("Content-Type") or ""
        is_wanted = kind.lower().startswith(_PAGE_TYPES) and entry.http_headers.get_statuscode() == "200"
    else:
        is_wanted = entry.rec_type == "conversion" and kind.lower().startswith("text/plain")
    if not is_wanted:
        return None
    most = limits.record_bytes
    content = entry.content_stream().read(most + 1)
    if len(content) > most:
        return Unreadable("too_large", f"is larger than {most:,} bytes", "raise the limit record_bytes", place)
    url = entry.rec_headers.get_header("WARC-Target-URI")
    _, _, charset = kind.lower().partition("charset=")
    try:
        if entry.rec_type == "conversion":
            values: dict[str, object] = {"text": decode(content), "url": url}
        else:
            declared = charset.strip(" \"';") or None
            values = extract_page(content, declared, url, seconds=limits.parsing_seconds) | {"url": url}
    except Unreadable as unreadable:
        unreadable.record = place
        return unreadable
    return Record(values, place, number, latest=_read_day(entry.rec_headers.get_header("WARC-Date")))


def _read_day(printed: str | None) -> date | None:
    try:
        return date.fromisoformat((printed or "")[:10])
    except ValueError:
        return None
