"""The data behind the pages of articles: texts with their claims, marks and reasons, some articles to a file."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from tollbook.claims import Claim
from tollbook.explaining import explain_claim, mark_text
from tollbook.report.data_files import DataFolder
from tollbook.report.queries import read_query

__all__ = ["write_articles"]

SHOWN_FEEDS = 40
"""How many of the rows that a claim feeds are listed with it."""

# Files of articles are named by the first digits of their articles' ids, so that a page finds the one it needs.
_ARTICLES_OF_FILE = 60

Row = dict[str, Any]


def write_articles(con: duckdb.DuckDBPyConnection, data: DataFolder) -> int:
    """Write ``articles/<first digits of ids>`` with the texts of articles in which something was found or left unread.

    Return how many digits of an article's id name its file.
    """
    (n_with_text,) = con.execute(f"select count(*) from ({read_query('articles')})").fetchone() or (0,)
    digits = next(digits for digits in range(1, 17) if n_with_text <= _ARTICLES_OF_FILE * 16**digits)
    claims = _Groups(_stream(con, read_query("claims")))
    unread = _Groups(_stream(con, "from quality.unread_sentences order by article_id, sentence_start"))
    articles = _stream(con, read_query("articles"))
    for prefix, group in groupby(articles, key=lambda row: row["article_id"][:digits]):
        described = {
            row["article_id"]: _describe(row, claims.take(row["article_id"]), unread.take(row["article_id"]))
            for row in group
        }
        data.write(f"articles/{prefix}", described)
    return digits


class _Groups:
    """Rows in the order of their articles, taken article by article."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, key=itemgetter("article_id"))
        self._next = next(((key, list(group)) for key, group in self._groups), None)

    def take(self, article_id: str) -> list[Row]:
        """Return the rows of an article; articles are asked for in their order."""
        if self._next is None or self._next[0] != article_id:
            return []
        rows = self._next[1]
        self._next = next(((key, list(group)) for key, group in self._groups), None)
        return rows


def _stream(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[Row]:
    cursor = con.cursor().execute(sql)
    columns = [column[0] for column in cursor.description or ()]
    while rows := cursor.fetchmany(500):
        yield from (dict(zip(columns, row, strict=True)) for row in rows)


def _describe(article: Row, claim_rows: Sequence[Row], unread: Sequence[Row]) -> Row:
    claims = [_make_claim(row) for row in claim_rows]
    text = article.pop("text")
    return {
        **{name: value for name, value in article.items() if name != "article_id"},
        "text": text,
        "marks": [[mark.start, mark.end, mark.kind, mark.numbers] for mark in mark_text(text, claims)],
        "claims": [_explain(claim, row) for claim, row in zip(claims, claim_rows, strict=True)],
        "unread": [[row["sentence_start"], row["sentence_end"], row["reason"]] for row in unread],
    }


def _explain(claim: Claim, row: Row) -> Row:
    return {
        "id": claim.claim_id,
        "value": claim.value_text,
        "quote": [claim.quote_start, claim.quote_end],
        "fields": [[each.field, each.value, each.reason] for each in explain_claim(claim)],
        "rule": claim.rule_id,
        "feeds": row["feeds"][:SHOWN_FEEDS],
        "n_feeds": len(row["feeds"]),
    }


def _make_claim(row: Row) -> Claim:
    values = {field.name: row[field.name] for field in fields(Claim)}
    reasons = tuple((each["field"], each["reason"]) for each in row["reasons"] or ())
    return Claim(**values | {"reasons": reasons})
