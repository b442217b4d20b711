"""What an article is: the text that claims are read from, and what is known about it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

DateBasis = Literal["stated", "metadata", "inferred", "unknown"]
"""How the published date is known: printed in the text or header, from the record's fields, inferred with bounds, not
at all.
"""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article.

    ``text`` is kept exactly as it was read, so that offsets into it (code points, half-open) hold for ever.
    ``published_earliest_date`` and ``published_latest_date`` bound the day of publication; where the date is known
    they equal ``published_date``, where nothing is known all three are ``None``. An earliest date alone says "not
    before". ``address`` is what stays the same when the text changes, so that versions of one article find each
    other. ``figures`` is set for a row of a structured series alone: what its mapping reads in it, as JSON.
    """

    article_id: str
    external_id: str
    text: str
    content_sha256: str
    file_path: str
    outlet_name: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    published_date: date | None = None
    published_earliest_date: date | None = None
    published_latest_date: date | None = None
    published_date_basis: DateBasis = "unknown"
    address: str = ""
    figures: str | None = None


def content_hash(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8 as 64 hexadecimal digits; lone surrogates are hashed as they stand."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_id_of(address: str, content_sha256: str) -> str:
    """Return the id of an article version: 16 hexadecimal digits of its address (url, else file and record) and
    content.
    """
    return hashlib.sha256(f"{address}\n{content_sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
