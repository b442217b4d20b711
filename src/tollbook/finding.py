"""Find and resolve: from one article to its claims, whether its figures stand in sentences or in a table."""

from collections.abc import Iterable

from tollbook.articles import Article
from tollbook.claims import Extraction, UnreadSentence
from tollbook.deadline import limit_processor_time
from tollbook.extraction.engine import extract
from tollbook.series import find_figures

__all__ = ["find_and_resolve", "find_in_article"]

SHOWN_OF_FAULT = 200
"""How many code points of an article stand beside a fault of the extractor."""

SECONDS_PER_ARTICLE = 300.0
"""How long the extractor may compute on one article: several times what the longest that is read can take."""


def find_in_article(article: Article, *, with_reasons: bool) -> Extraction:
    """Return what is found in an article: what the extractor reads, or the figures of a row of a series.

    ``with_reasons`` says whether claims tell what decided each of their fields, which takes the extractor longer.
    """
    if article.figures is not None:
        return find_figures(article)
    return extract(article, with_reasons=with_reasons)


def find_and_resolve(articles: Iterable[Article]) -> list[Extraction]:
    """Return what is found in each article.

    An article on which the extractor fails, or computes for more than ``SECONDS_PER_ARTICLE``, gives no claims, and an
    unread sentence that names the fault: one strange text among a million must not stop the others;
    ``sql/checks/extractor_does_not_fail.sql`` reports it in every run.
    """
    return [_find_in_strange_article(article) for article in articles]


def _find_in_strange_article(article: Article) -> Extraction:
    try:
        with limit_processor_time(SECONDS_PER_ARTICLE):
            return find_in_article(article, with_reasons=False)
    except Exception as error:
        start = article.text[:SHOWN_OF_FAULT]
        fault = UnreadSentence(article.article_id, start, 0, len(start), f"fault: {type(error).__name__}: {error}")
        return Extraction((), (fault,))
