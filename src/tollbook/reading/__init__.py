"""Read: article files of any format become articles; what cannot be read is set aside with a reason."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tollbook.articles import Article
from tollbook.reading.limits import Limits
from tollbook.reading.rejection import RejectedArticle

__all__ = ["Limits", "RejectedArticle", "read"]


def read(
    paths: Iterable[str | Path],
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Iterator[Article | RejectedArticle]:
    """Stream the articles of files, folders (recursively) and globs, and what had to be set aside, in a stable order.

    ``fields`` maps ``text``, ``title``, ``url``, ``author``, ``outlet``, ``published``, ``language`` or ``id`` to the
    name that the records use, and overrides the names known by default. One record is held at a time, never all
    articles. Bad input never raises: it comes out as a ``RejectedArticle``. Raises ``ValueError`` at once for a
    mapping of an unknown field.
    """
    raise NotImplementedError
