"""Articles with the claims that a careful reader finds in them, ready to learn and to score from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from tollbook.articles import Article
from tollbook.evaluation import GoldClaim, read_gold
from tollbook.evaluation.gold import articles_path
from tollbook.reading import read

__all__ = ["Example", "read_corpus_examples", "read_examples", "without_dates"]


@dataclass(frozen=True)
class Example:
    """An article, its gold claims, and the set that it belongs to (``tuned``: looked at while rules were written)."""

    article: Article
    claims: tuple[GoldClaim, ...]
    set_name: str


def read_examples(shared: Path, annotations: Path) -> list[Example]:
    """Return every example: the seeds and dev sets in ``shared/gold``, and the corpus articles that ``annotations``
    mark.

    Raises ``GoldError`` if a gold file is missing, ``FileNotFoundError`` if the corpus or the annotations are.
    """
    return [
        *_read_set(shared / "gold" / "seeds", "seeds"),
        *_read_set(shared / "gold" / "dev", "dev"),
        *read_corpus_examples(shared / "corpus", annotations),
    ]


def without_dates(examples: Iterable[Example]) -> Iterator[Example]:
    """Yield the examples that are dated as they would be if nobody knew when they were published: what they print
    themselves, they keep.

    Few articles that were read by hand have no date, and of those that have none, most have no day to learn from.
    """
    for example in examples:
        article = example.article
        bare = replace(article, published_date=None, published_earliest_date=None, published_latest_date=None)
        if bare != article:
            yield replace(example, article=bare)


def _read_set(prefix: Path, set_name: str) -> Iterator[Example]:
    claims = _by_article(read_gold(prefix).claims)
    for article in _read_articles([articles_path(prefix)]):
        yield Example(article, claims.get(article.external_id, ()), set_name)


def read_corpus_examples(corpus: Path, annotations: Path) -> Iterator[Example]:
    """Yield the annotated articles of ``corpus``, each cut off where its annotation ends.

    ``annotations`` names ``PREFIX.articles.jsonl`` and ``PREFIX.claims.jsonl``, which hold ids, offsets and labels,
    no text.
    """
    marked = {
        record["article"]: record for record in _read_lines(annotations.with_name(annotations.name + ".articles.jsonl"))
    }
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in _read_lines(annotations.with_name(annotations.name + ".claims.jsonl")):
        records[record["article"]].append(record)
    files = sorted({corpus / f"{name.rpartition('/')[0]}.jsonl.gz" for name in marked})
    for article in _read_articles(files):
        mark = marked.get(article.external_id)
        if mark is not None:
            cut = replace(article, text=article.text[: mark["annotated_until"]])
            yield Example(cut, tuple(_read_claim(r, cut.text) for r in records[article.external_id]), mark["set"])


def _read_articles(files: list[Path]) -> Iterator[Article]:
    for found in read(files):
        if isinstance(found, Article):
            yield found


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for line in file:
            yield orjson.loads(line)


def _by_article(claims: tuple[GoldClaim, ...]) -> dict[str, tuple[GoldClaim, ...]]:
    grouped: dict[str, list[GoldClaim]] = defaultdict(list)
    for claim in claims:
        grouped[claim.article].append(claim)
    return {article: tuple(found) for article, found in grouped.items()}


def _read_claim(record: dict[str, Any], text: str) -> GoldClaim:
    start, end = record["value_start"], record["value_end"]
    return GoldClaim(
        article=record["article"],
        quote=text[start:end],
        value_text=text[start:end],
        start=start,
        end=end,
        claim_type=record["claim_type"],
        lower=record["lower"],
        upper=record["upper"],
        per_unit=record["per_unit"] or "",
        accepted={field: frozenset(record[field]) for field in ("measure", "party", "time_basis", "victim_type")},
        claimants=tuple(record["claimant"]),
        status=record["status"],
        last_date=record["period_end_date"] or record["as_of_date"],
        is_doubtful=record["doubt"],
    )
