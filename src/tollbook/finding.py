"""Find and resolve: from one article to its claims, whether its figures stand in sentences or in a table."""

from tollbook.articles import Article
from tollbook.claims import Extraction
from tollbook.extraction.engine import extract
from tollbook.series import find_figures

__all__ = ["find_in_article"]


def find_in_article(article: Article, *, with_reasons: bool) -> Extraction:
    """Return what is found in an article: what the extractor reads, or the figures of a row of a series.

    ``with_reasons`` says whether claims tell what decided each of their fields, which takes the extractor longer.
    """
    if article.figures is not None:
        return find_figures(article)
    return extract(article, with_reasons=with_reasons)
