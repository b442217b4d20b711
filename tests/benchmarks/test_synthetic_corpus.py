"""The invented corpus: the same in every run, as dense as news, and true to its own claims."""

from pathlib import Path

from tests.benchmarks.synthetic_corpus import invent_articles, write_corpus

from tollbook.articles import Article
from tollbook.reading import read
from tollbook.stages import frame_articles
from tollbook.validation import validate_articles


def test_a_larger_corpus_begins_with_the_smaller_one_and_can_be_continued() -> None:
    whole = list(invent_articles(12))
    assert list(invent_articles(5)) == whole[:5]
    assert list(invent_articles(7, first=5)) == whole[5:]


def test_articles_are_as_long_and_as_full_of_claims_as_they_should_be() -> None:
    articles = list(invent_articles(300))
    assert 1.1 < sum(len(claims) for _, claims in articles) / 300 < 1.5
    assert 3600 < sum(len(article.text) for article, _ in articles) / 300 < 4400
    assert validate_articles(frame_articles([article for article, _ in articles])).rejected.height == 0


def test_every_claim_stands_in_its_article() -> None:
    for article, claims in invent_articles(100, n_characters=1000):
        for claim in claims:
            assert article.text[claim.quote_start : claim.quote_end] == claim.quote
            assert article.text[claim.value_start : claim.value_end] == claim.value_text
            assert claim.value_text in claim.quote


def test_what_is_written_is_read_as_the_same_articles(tmp_path: Path) -> None:
    write_corpus(tmp_path / "invented.jsonl", 20, n_characters=500)
    found = [entry for entry in read([tmp_path / "invented.jsonl"]) if isinstance(entry, Article)]
    invented = [article for article, _ in invent_articles(20, n_characters=500)]
    assert [(each.article_id, each.text, each.published_date) for each in found] == [
        (each.article_id, each.text, each.published_date) for each in invented
    ]
