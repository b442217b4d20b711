"""Invented articles and sentences, and the steps of extraction that a test holds them against."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from tollbook.articles import Article, article_id_of, content_hash
from tollbook.claims import Claim
from tollbook.extraction.engine import extract
from tollbook.extraction.finding import find_mentions
from tollbook.extraction.mentions import Mention
from tollbook.extraction.network import SCALE, Network, make_network
from tollbook.extraction.numbers import find_numbers
from tollbook.extraction.tokens import Sentence, tag_sentence

PUBLISHED = date(2023, 3, 7)
"""A Tuesday, on which the invented articles are published unless they say otherwise."""

_AROUND = (
    "The war between Freedonia and Sylvania goes on, with shelling and air strikes along the whole front line.",
    "Troops of both armies fought over the border town through the night.",
)


def weigh(weights: Mapping[str, float]) -> Network:
    """Return a network in which each feature counts by itself alone."""
    direct = SCALE * np.array(list(weights.values()))
    none = np.zeros(1)
    return make_network(weights, direct, np.zeros((len(direct), 1)), none, none)


def score_of(network: Network, features: Sequence[str], head: str = "") -> float:
    """Return how much speaks for a single candidate."""
    return float(network.scores([(head, features)])[0])


def write_article(
    text: str, *, published: date | None = PUBLISHED, title: str | None = None, outlet: str | None = None
) -> Article:
    """Return an article with this text."""
    sha = content_hash(text)
    return Article(
        article_id=article_id_of(text, sha),
        external_id="invented",
        text=text,
        content_sha256=sha,
        file_path="invented.txt",
        outlet_name=outlet,
        title=title,
        published_date=published,
    )


def claims_of(text: str, *, published: date | None = PUBLISHED, title: str | None = None) -> tuple[Claim, ...]:
    """Return the claims that an article with this text makes."""
    return extract(write_article(text, published=published, title=title)).claims


def claims_in_war(sentence: str) -> list[Claim]:
    """Return the claims of a sentence that stands between two sentences about a war."""
    found = claims_of("\n\n".join((_AROUND[0], sentence, _AROUND[1])))
    return [claim for claim in found if claim.quote_start >= len(_AROUND[0])]


def tag(text: str, published: date | None = PUBLISHED) -> Sentence:
    """Return a text as one tagged sentence."""
    return tag_sentence(text, 0, len(text), 0, published)


def mentions_of(text: str, before: str | None = None) -> list[tuple[str, Mention]]:
    """Return the mentions of a sentence, each with its number as printed; ``before`` is the sentence before it."""
    sentence = tag(text)
    last, last_sentence = None, None
    if before is not None:
        last_sentence = tag(before)
        last = find_mentions(last_sentence)[-1]
    return [(_printed(text, sentence, m), m) for m in find_mentions(sentence, last, last_sentence)]


def counted(text: str, before: str | None = None) -> dict[str, str]:
    """Return what a sentence counts: the number as printed, and its measure."""
    return {printed: mention.measure for printed, mention in mentions_of(text, before)}


def numbers_of(text: str) -> list[tuple[str, float, float]]:
    """Return the number expressions of a text as printed, each with its bounds."""
    return [(text[n.start : n.end], n.lower, n.upper) for n in find_numbers(text, 0, len(text))]


def _printed(text: str, sentence: Sentence, mention: Mention) -> str:
    number = sentence.tokens[mention.number].number
    assert number is not None
    return text[number.start : number.end]
