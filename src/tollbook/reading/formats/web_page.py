"""Web pages: the main text of the page, and what the page says of itself."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from tollbook.deadline import limit_processor_time
from tollbook.reading.decoding import decode
from tollbook.reading.limits import Limits
from tollbook.reading.record import Record
from tollbook.reading.source import Source, Unreadable, read_whole

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html[^>]{0,500}?\blang\s*=\s*["']?([A-Za-z]{2,3}(?:-\w+)*)""", re.IGNORECASE)
_HEAD_BYTES = 4096


def read_web_page(source: Source) -> Iterator[Record | Unreadable]:
    """Give the one article of an HTML file; raises ``Unreadable`` for what cannot be decoded or has no main text."""
    content = read_whole(source, min(source.limits.document_bytes, source.limits.record_bytes))
    yield Record(extract_page(content, seconds=source.limits.parsing_seconds))


def extract_page(
    content: bytes, charset: str | None = None, url: str | None = None, seconds: float = Limits().parsing_seconds
) -> dict[str, object]:
    """Return the text, title, author, date, address, outlet and language of a page.

    ``charset`` is what its server said it is in, ``url`` where it came from. Raises ``Unreadable`` if there is no
    main text, or if the parser computes for more than ``seconds``.
    """
    declared = _CHARSET.search(content[:_HEAD_BYTES])
    html = decode(content, charset or (declared[1].decode("ascii") if declared else None))
    found = _extract(html, url, seconds)
    text = getattr(found, "text", None)
    if not text:
        raise Unreadable(
            "no_text", "is a web page without a main text", "save the page as its readers see it, or its text"
        )
    language = _LANGUAGE.search(html)
    return {
        "text": text,
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "url": found.url or url,
        "outlet": found.sitename or found.hostname,
        "language": found.language or (language[1].lower() if language else None),
    }


def _extract(html: str, url: str | None, seconds: float) -> Any:
    # Late, for these take half a second to load, which who reads no web page need not wait for.
    import trafilatura

    # Their complaints about odd pages would come between the lines of a progress bar; what failed is told by us.
    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with limit_processor_time(seconds):
            return trafilatura.bare_extraction(
                html,
                url=url,
                with_metadata=True,
                include_comments=False,
                include_formatting=False,
                # Only dates that the page states: a wide search takes any date on it for its own.
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
    except Exception as error:  # the parsers below fail on hostile pages in more ways than they name
        told = f"cannot be read as a web page ({type(error).__name__}: {error})"
        raise Unreadable("unreadable", told, "save it again, or give its text") from error
