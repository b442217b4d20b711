"""Make an article of a record: its text as it stands, its date as far as it is known, its address and its ids."""

from collections.abc import Mapping

from tollbook.articles import Article, article_id_of, content_hash
from tollbook.reading.dating import date_publication
from tollbook.reading.record import Record, find_field, read_plain_field, read_text_field
from tollbook.reading.source import Source, Unreadable


def make_article(
    record: Record, source: Source, fields: Mapping[str, str] | None = None, is_day_first: bool | None = None
) -> Article:
    """Return the article that a record of ``source`` gives.

    Its address is its url, with the record's own id where it has one, since outlets and corpora print the address of
    a listing page for all that they list; without a url its file and id. Raises ``Unreadable`` for a record without
    text, with one that is too long, or with a date that is no date.
    """
    values = record.values
    text = read_text_field(values, fields)
    most = source.limits.text_characters
    if len(text) > most:
        found = f"has a text of {len(text):,} characters, more than {most:,}"
        raise Unreadable("too_large", found, "split it, or raise the limit text_characters")
    url = read_plain_field(values, "url", fields)
    own_id = read_plain_field(values, "id", fields)
    counted = source.stem if record.number is None else f"{source.stem}-{record.number}"
    name, printed = find_field(values, "published", fields) or ("published_date", None)
    publication = date_publication(
        printed, text, name=name, basis=record.basis, url=url, is_day_first=is_day_first, latest=record.latest
    )
    place = own_id or (None if record.number is None else str(record.number))
    address = (
        "#".join(part for part in (url, own_id) if part) if url else "#".join(filter(None, (source.file_path, place)))
    )
    sha256 = content_hash(text)
    return Article(
        article_id=article_id_of(address, sha256),
        external_id=own_id or counted,
        text=text,
        content_sha256=sha256,
        file_path=source.file_path,
        outlet_name=read_plain_field(values, "outlet", fields),
        title=read_plain_field(values, "title", fields),
        url=url,
        author=read_plain_field(values, "author", fields),
        language=read_plain_field(values, "language", fields),
        published_date=publication.published_date,
        published_earliest_date=publication.earliest,
        published_latest_date=publication.latest,
        published_date_basis=publication.basis,
        address=address,
    )
