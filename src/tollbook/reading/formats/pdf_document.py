"""PDF: the text of all pages as one article, and the title and author that the file names."""

import io
import logging
from collections.abc import Iterator

from tollbook.deadline import limit_processor_time
from tollbook.reading.record import Record
from tollbook.reading.source import Source, Unreadable, read_whole


def read_pdf(source: Source) -> Iterator[Record | Unreadable]:
    """Give the one article of a PDF file, pages joined by line breaks.

    When the file was made says nothing sure of when the article was published, so it is not taken for its date. Raises
    ``Unreadable`` for a damaged or locked file, or one that holds only pictures of text.
    """
    content = read_whole(source)
    if b"%PDF-" not in content[:1024]:
        raise Unreadable(
            "wrong_format", "is named .pdf but holds no PDF", "name it after its format, or fetch it again"
        )
    try:
        with limit_processor_time(source.limits.parsing_seconds):
            title, author, pages = _extract(content)
    except Unreadable:
        raise
    except (Exception, RecursionError) as error:  # damaged files make the parser fail in more ways than it names
        found = f"cannot be read as PDF ({type(error).__name__}: {error})"
        raise Unreadable("damaged", found, "fetch it again, or give its text") from error
    text = "\n".join(pages)
    if not text.strip():
        raise Unreadable(
            "no_text", "is a PDF without text: its pages are pictures", "run text recognition over it first"
        )
    text = text.encode("utf-8", "replace").decode("utf-8")
    yield Record({"text": text, "title": title, "author": author})


def _extract(content: bytes) -> tuple[str | None, str | None, list[str]]:
    from pypdf import PdfReader

    # It warns of every oddity that it mends; what cannot be mended raises.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("locked", "is locked with a password", "unlock it first")
    told = reader.metadata
    pages = [page.extract_text() for page in reader.pages]
    return (told.title if told else None, told.author if told else None, pages)
