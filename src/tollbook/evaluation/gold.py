"""Gold sets: articles that were read by hand, and the claims that a careful reader finds in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

__all__ = ["GoldClaim", "GoldError", "GoldSet", "articles_path", "read_gold"]


class GoldError(ValueError):
    """A gold set that is missing, or whose quotes do not stand in its articles."""


@dataclass(frozen=True)
class GoldClaim:
    """One claim as a careful reader marked it. A field with several answers that are right holds them all; "" is none.

    ``start`` and ``end`` are the value's offsets in the article's text, in code points, half-open. A claim in
    ``is_doubtful`` may be found or missed.
    """

    article: str
    quote: str
    value_text: str
    start: int
    end: int
    claim_type: str
    lower: float | None
    upper: float | None
    per_unit: str
    accepted: dict[str, frozenset[str]]
    claimants: tuple[str, ...]
    status: str
    last_date: str | None
    is_doubtful: bool


@dataclass(frozen=True)
class GoldSet:
    """The texts of the articles by their id, and the claims in the order of the file."""

    texts: dict[str, str]
    claims: tuple[GoldClaim, ...]


def articles_path(prefix: Path) -> Path:
    """Return the file of a gold set's articles, which is an article file like any other."""
    return prefix.with_name(prefix.name + ".articles.jsonl")


def read_gold(prefix: Path) -> GoldSet:
    """Return the gold set in ``PREFIX.articles.jsonl`` and ``PREFIX.claims.jsonl``.

    Raises ``GoldError`` if a file is missing or a claim's words do not stand in its article.
    """
    texts = {record["id"]: record["text"] for record in _read_lines(articles_path(prefix))}
    records = _read_lines(prefix.with_name(prefix.name + ".claims.jsonl"))
    # A line with `none` says that its article holds no claim.
    return GoldSet(texts, tuple(_read_claim(record, texts) for record in records if not record.get("none")))


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise GoldError(f"{path}: no such file; a gold set is named by what its two files have in common")
    with path.open("rb") as file:
        for line in file:
            yield orjson.loads(line)


def _read_claim(record: dict[str, Any], texts: dict[str, str]) -> GoldClaim:
    article, quote, value = record["article"], record["quote"], record["value_text"]
    text = texts[article]
    quote_start = -1
    for _ in range(record.get("occurrence", 1)):
        quote_start = text.find(quote, quote_start + 1)
    start = text.find(value, quote_start, quote_start + len(quote)) if quote_start >= 0 else -1
    if start < 0:
        raise GoldError(f"{article}: {value!r} in {quote[:80]!r} does not stand in the article's text")
    return GoldClaim(
        article=article,
        quote=quote,
        value_text=value,
        start=start,
        end=start + len(value),
        claim_type=record["claim_type"],
        lower=record["lower"],
        upper=record["upper"],
        per_unit=record.get("per_unit") or "",
        accepted={
            field: frozenset(_list_answers(record[field]))
            for field in ("measure", "party", "time_basis", "victim_type")
        },
        claimants=tuple(_list_answers(record["claimant"])),
        status=record["status"],
        last_date=record.get("period_end_date") or record.get("as_of_date"),
        is_doubtful=bool(record.get("doubt")),
    )


def _list_answers(value: Any) -> list[str]:
    answers = value if isinstance(value, list) else [value]
    return ["" if answer is None else str(answer) for answer in answers]
