"""One record of an input file, and the names that news corpora give to its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tollbook.articles import DateBasis
from tollbook.reading.source import Unreadable

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article", "maintext", "main_text", "article_text", "full_text", "fulltext",
        "article_body", "articlebody", "plain_text", "story",
    ),
    "title": ("title", "headline", "heading"),
    "url": ("url", "link", "permalink", "canonical_url", "web_url", "source_url", "article_url"),
    "author": ("author", "authors", "byline", "creator"),
    "outlet": (
        "outlet", "source", "publisher", "source_domain", "source_name", "site_name", "sitename", "newspaper",
        "publication", "domain",
    ),
    "published": (
        "published", "date", "published_on", "published_date", "date_publish", "pubdate", "pub_date", "published_at",
        "publishedat", "publication_date", "date_published", "datepublished", "publish_date",
    ),
    "language": ("language", "lang"),
    "id": ("id", "external_id", "article_id", "_id", "guid", "uuid"),
}  # fmt: skip
"""For each field of an article the names that it goes by, the first that a record fills in counts."""


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file gives it: its place in the file, its fields under their own names, values untouched.

    ``number`` counts records from 1, or is ``None`` where the file is one article. ``basis`` says what a date field is
    worth, ``latest`` by which day the article is known to have existed (a crawl's date).
    """

    values: Mapping[str, object]
    place: str | None = None
    number: int | None = None
    basis: DateBasis = "metadata"
    latest: date | None = None


def check_fields(fields: Mapping[str, str] | None) -> None:
    """Raise ``ValueError`` if a mapping names a field that an article does not have."""
    for name in fields or {}:
        if name not in FIELD_NAMES:
            raise ValueError(f"an article has no field {name!r} to map; its fields are {', '.join(FIELD_NAMES)}.")


def find_field(
    values: Mapping[str, object], field: str, fields: Mapping[str, str] | None = None
) -> tuple[str, object] | None:
    """Return the name and value of one of the article's fields in a record, or ``None`` if no name of it is filled in.

    ``fields`` names it, or else the first of ``FIELD_NAMES`` that has a value, whatever its case.
    """
    if fields and field in fields:
        name = fields[field]
        return (name, values[name]) if not _is_blank(values.get(name)) else None
    if any(name in values for name in FIELD_NAMES[field]):
        for name in FIELD_NAMES[field]:
            if not _is_blank(values.get(name)):
                return name, values[name]
    known = {fold_name(name): name for name in values}
    for name in FIELD_NAMES[field]:
        if name in known and not _is_blank(values[known[name]]):
            return known[name], values[known[name]]
    return None


def fold_name(name: str) -> str:
    """Return a field's name as ``FIELD_NAMES`` spells it: lower case, words joined by underscores."""
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def read_text_field(values: Mapping[str, object], fields: Mapping[str, str] | None) -> str:
    """Return a record's text, exactly as it stands; raises ``Unreadable`` if it has none or it is no text."""
    found = find_field(values, "text", fields)
    if found is None:
        wanted = [fields["text"]] if fields and "text" in fields else list(FIELD_NAMES["text"])
        filled = [name for name in values if fold_name(name) in wanted or name in wanted]
        if filled:
            raise Unreadable("empty", f"{filled[0]} is empty", "give the article its text, or remove it")
        names = ", ".join(list(values)[:12]) or "none"
        advice = "name the field that holds the text, by a mapping of text to it"
        raise Unreadable("no_text", f"has no field {wanted[0]!r} (its fields: {names})", advice)
    name, text = found
    if not isinstance(text, str):
        raise Unreadable("no_text", f"{name} is a {type(text).__name__}, not text", "give the text as one string")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        code = f"U+{ord(text[error.start]):04X}"
        raise Unreadable(
            "no_text", f"{name} holds half a character ({code}) at {error.start:,}", "write the character whole"
        ) from error
    return text


def read_plain_field(values: Mapping[str, object], field: str, fields: Mapping[str, str] | None) -> str | None:
    """Return one of a record's other fields as one line of text: names of a list joined by "; ", or ``None``."""
    found = find_field(values, field, fields)
    told = _say(found[1]) if found else ""
    return " ".join(told.encode("utf-8", "replace").decode("utf-8").split()) or None


def _say(value: object) -> str:
    if isinstance(value, Mapping):
        return next((_say(value[key]) for key in ("name", "title", "$oid", "id") if key in value), "")
    if isinstance(value, list | tuple):
        return "; ".join(part for part in (_say(each) for each in value) if part)
    return "" if value is None or isinstance(value, bool) else str(value)
