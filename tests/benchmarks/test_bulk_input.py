"""The benchmark of bulk input: pages whose main text is known, and how what is kept of it is scored."""

import io

import pytest
from tests.benchmarks.bulk_input import score_tokens, write_warc
from tests.benchmarks.synthetic_pages import LEAST_BYTES, MOST_BYTES, invent_pages

from tollbook.reading.formats.web_page import extract_page


def test_pages_are_as_large_as_they_should_be_and_the_same_in_every_run() -> None:
    pages = list(invent_pages(8))
    assert pages == list(invent_pages(8))
    assert all(LEAST_BYTES * 0.9 < len(page.html) < MOST_BYTES * 1.1 for page in pages)


def test_the_reader_of_pages_keeps_their_text_and_leaves_what_stands_around_it() -> None:
    for page in invent_pages(8):
        kept = str(extract_page(page.html.encode())["text"])
        assert all(paragraph in kept for paragraph in page.paragraphs[:1])
        assert score_tokens(kept, "\n".join(page.paragraphs))[2] > 0.9
        assert "cookies" not in kept


def test_a_score_counts_words_as_often_as_they_stand() -> None:
    assert score_tokens("the war the war", "the war") == pytest.approx((0.5, 1.0, 2 / 3))
    assert score_tokens("", "the war") == (0.0, 0.0, 0.0)


def test_a_crawl_tells_how_much_it_holds() -> None:
    pages = list(invent_pages(3))
    stream = io.BytesIO()
    assert write_warc(stream, iter(pages), is_packed=True) == sum(len(page.html.encode()) for page in pages)
    assert 0 < len(stream.getvalue()) < sum(len(page.html) for page in pages)
