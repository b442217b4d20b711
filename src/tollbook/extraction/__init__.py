"""Find and resolve: from an article's text to its claims."""

from tollbook.articles import Article
from tollbook.claims import Extraction

__all__ = ["extract", "extractor_version"]


def extractor_version() -> str:
    """Return the fingerprint of the extractor: it changes when rules, lexicons or reference data change."""
    return "0"


def extract(article: Article) -> Extraction:
    """Return the claims that ``article`` makes, in the order of its text, and the sentences that were left unread."""
    return Extraction((), ())
