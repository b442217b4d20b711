"""The queue: what is open for review, most weighty first, and all that a person needs to see to decide."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tollbook.archive.schemas import schema_of
from tollbook.articles import Article
from tollbook.explaining import Explanation, explain_claim
from tollbook.extraction.engine import extract
from tollbook.review.decide import Subject, find_subject
from tollbook.warehouse import Correction, describe_reading, read_corrections

__all__ = [
    "Evidence",
    "Item",
    "Related",
    "group_decisions",
    "read_evidence",
    "read_queue",
    "read_readings",
    "standing",
]

_AROUND = 400
_RELATED = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One row of ``quality.review_queue``, as far as a list shows it."""

    item_id: str
    item_type: str
    weight: float
    doubt_types: Sequence[str]
    doubts: str
    n_rows_fed: int
    quote: str
    value_text: str | None
    outlet_name: str | None
    published_date: date | None
    title: str | None
    related_claim_ids: Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Related:
    """A claim that stands against the one in doubt: its number and its sentence, and where they are from."""

    claim_id: str
    value_text: str
    quote: str
    place: str

    def as_item(self, doubtful: Item) -> Item:
        """Return the claim as an item beside ``doubtful``, of which it takes over weight and doubt."""
        return replace(
            doubtful,
            item_id=self.claim_id,
            item_type="claim",
            doubts=f"beside {doubtful.value_text}: {doubtful.doubts}",
            quote=self.quote,
            value_text=self.value_text,
            related_claim_ids=[doubtful.item_id],
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an item: its subject, the text around its quote, its article, and the claims that it is held
    against. ``value`` is the span of the number in the quote; ``reasons`` say what decided each field.
    """

    subject: Subject
    before: str
    quote: str
    after: str
    value: tuple[int, int]
    place: str
    related: tuple[Related, ...]
    n_related: int
    reasons: tuple[Explanation, ...]


def read_queue(con: duckdb.DuckDBPyConnection, corrections: Path) -> list[Item]:
    """Return what is open, most weighty first: the queue of the warehouse without what has been decided since.

    Raises ``CorrectionError`` if the file of corrections cannot be read.
    """
    decided = group_decisions(corrections)
    columns = ", ".join(field.name for field in fields(Item))
    found = con.execute(f"select {columns} from quality.review_queue order by weight desc, item_id").fetchall()
    items = [Item(*row) for row in found]
    return [
        item
        for item in items
        if item.item_id not in decided or not standing(decided[item.item_id], find_subject(con, item.item_id))
    ]


def group_decisions(corrections: Path) -> dict[str, list[Correction]]:
    """Return the rows of a file of corrections by their item; raises ``CorrectionError`` if it cannot be read."""
    decided: dict[str, list[Correction]] = defaultdict(list)
    for row in read_corrections(corrections):
        decided[row.item_id].append(row)
    return dict(decided)


def read_readings(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return how each claim of the queue is read, by its id, as ``describe_reading`` writes it."""
    readings: dict[str, str] = {}
    for table in ("marts.claims", "quality.rejected_claims"):
        claims = con.sql(f"from {table} semi join quality.review_queue on claim_id = item_id").pl()
        readings |= {claim["claim_id"]: describe_reading(claim) for claim in claims.iter_rows(named=True)}
    return readings


def standing(rows: Sequence[Correction], subject: Subject) -> list[Correction]:
    """Return the decisions about a subject that stand: all but its acceptance when it was read otherwise."""
    reading = subject.reading
    return [row for row in rows if row.decision != "accept" or row.expected_value == reading]


def read_evidence(con: duckdb.DuckDBPyConnection, item: Item) -> Evidence:
    """Return what a person needs to see to decide about an item.

    Raises ``DecisionError`` if the warehouse does not have it.
    """
    subject = find_subject(con, item.item_id)
    ((before, quote, after, place),) = con.execute(
        """select
            if($start > $around, '…', '')
            || substr(text, greatest($start - $around, 0) + 1, least($start, $around)),
            substr(text, $start + 1, $end - $start),
            substr(text, $end + 1, $around) || if(length(text) > $end + $around, '…', ''),
            concat_ws(', ', outlet_name, published_date, title, url)
        from marts.articles
        where article_id = $article_id""",
        {"around": _AROUND, "start": subject.start, "end": subject.end, "article_id": subject.article_id},
    ).fetchall()
    claim = subject.claim
    value = (claim["value_start"] - subject.start, claim["value_end"] - subject.start) if claim else (0, 0)
    related = item.related_claim_ids or ()
    return Evidence(
        subject, before, quote, after, value, place, _read_related(con, related), len(related), _explain(con, subject)
    )


def _read_related(con: duckdb.DuckDBPyConnection, claim_ids: Sequence[str]) -> tuple[Related, ...]:
    found = con.execute(
        f"""select
            claim_id, value_text, quote,
            concat_ws(', ', claimant_name, party_id, measure, as_of_date, outlet_name, published_date)
        from marts.claims
        where list_contains(?, claim_id)
        order by published_date, claim_id
        limit {_RELATED}""",
        [list(claim_ids)],
    ).fetchall()
    return tuple(Related(*row) for row in found)


def _explain(con: duckdb.DuckDBPyConnection, subject: Subject) -> tuple[Explanation, ...]:
    """Return what decided the claim's fields: the warehouse keeps no reasons, so its article is read once more."""
    if subject.claim is None or subject.claim["rule_id"] == "series":
        return ()
    columns = [name for name in schema_of(Article) if name not in ("address", "figures")]
    (row,) = con.execute(
        f"select {', '.join(columns)} from marts.articles where article_id = ?", [subject.article_id]
    ).fetchall()
    values: dict[str, Any] = dict(zip(columns, row, strict=True))
    claims = extract(Article(**values)).claims
    return next((tuple(explain_claim(claim)) for claim in claims if claim.claim_id == subject.item_id), ())
