"""Decide: from what a person says about an item to the rows of corrections that record it, once they are checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from tollbook.archive import CLAIM_SCHEMA
from tollbook.validation import validate_corrected
from tollbook.warehouse import CORRECTABLE, DECISIONS, Correction, describe_reading, format_value, parse_value

__all__ = ["DecisionError", "Subject", "decide", "find_subject", "parse_corrected"]

FIGURE = ("lower", "best", "upper")
_SETS = re.compile(rf"(?:^|;)\s*({'|'.join(sorted(('figure', *CORRECTABLE), key=len, reverse=True))})\s*=")
_KNOWN = {
    "party_id": ("parties", "party_id"),
    "versus_party_id": ("parties", "party_id"),
    "conflict_id": ("conflicts", "conflict_id"),
}


class DecisionError(ValueError):
    """A decision that cannot be recorded as it is given; the message says why and what to do, ``part`` where it lies:
    in the item, reading, decision, corrected or reason.
    """

    def __init__(self, part: str, problem: str) -> None:
        super().__init__(problem)
        self.part = part


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about: a claim with its columns, or an unread sentence, which has none.

    ``start`` and ``end`` are the span of its sentence in the article's text.
    """

    item_id: str
    article_id: str
    start: int
    end: int
    claim: Mapping[str, Any] | None = None
    is_rejected: bool = False

    @property
    def reading(self) -> str | None:
        """How the claim is read, in one line; ``None`` for a sentence."""
        return describe_reading(self.claim) if self.claim is not None else None


def find_subject(con: duckdb.DuckDBPyConnection, item_id: str) -> Subject:
    """Return the claim, the claim that validation rejected, or the unread sentence with an id of the warehouse.

    Raises ``DecisionError`` if there is none.
    """
    for table in ("marts.claims", "quality.rejected_claims"):
        found = con.sql(f"select {', '.join(CLAIM_SCHEMA)} from {table} where claim_id = ?", params=[item_id]).pl()
        if found.height:
            claim = found.row(0, named=True)
            place = (claim["article_id"], claim["quote_start"], claim["quote_end"])
            return Subject(item_id, *place, claim, table == "quality.rejected_claims")
    sentences = con.execute(
        "select article_id, sentence_start, sentence_end from quality.unread_sentences where sentence_id = ?", [item_id]
    ).fetchall()
    if not sentences:
        raise DecisionError(
            "item", f"the warehouse has no claim and no unread sentence {item_id}; write the queue anew"
        )
    return Subject(item_id, *sentences[0])


def parse_corrected(con: duckdb.DuckDBPyConnection, text: str) -> dict[str, Any]:
    """Return the values that ``party_id=SYL; figure=400`` sets, column by column; nothing after ``=`` is null.

    ``figure`` stands for lower, best and upper, and an id of a claimant brings its name. Raises ``DecisionError`` for
    what sets nothing, sets a column twice, or is no value of its column, or names what the reference data do not know.
    """
    places = list(_SETS.finditer(text))
    if not places or text[: places[0].start()].strip():
        told = f"{text!r} sets nothing" if text.strip() else "is empty"
        problem = f"{told}; write column=value; column=value, of {', '.join(CORRECTABLE)}"
        raise DecisionError("corrected", problem)
    ends = [*(place.start() for place in places[1:]), len(text)]
    values: dict[str, Any] = {}
    for place, end in zip(places, ends, strict=True):
        for column in FIGURE if place[1] == "figure" else (place[1],):
            if column in values:
                raise DecisionError("corrected", f"{column} is set twice; set it once")
            try:
                values[column] = parse_value(column, text[place.end() : end])
            except ValueError as error:
                raise DecisionError("corrected", str(error)) from None
    _check_known(con, values)
    return values


def decide(
    con: duckdb.DuckDBPyConnection,
    subject: Subject,
    decision: str,
    reason: str,
    *,
    corrected: Mapping[str, Any] | None = None,
    source: str | None = None,
) -> list[Correction]:
    """Return the rows that record a decision: one for each column that it corrects, one otherwise.

    Raises ``DecisionError`` if the decision does not suit the subject, if it has no reason, or if the corrected claim
    would not be valid.
    """
    reason = " ".join(reason.split())
    if decision not in DECISIONS:
        told = f"is {decision!r}" if decision else "is empty"
        raise DecisionError("decision", f"{told}; write one of {', '.join(DECISIONS)}")
    if not reason:
        raise DecisionError("reason", "is empty; say in some words why")
    if corrected and decision != "correct":
        raise DecisionError("corrected", f"{decision} corrects nothing; decide correct, or leave the values away")
    claim = subject.claim
    if claim is None and decision != "accept":
        raise DecisionError("decision", "an unread sentence can only be accepted, as one with nothing to read")
    if subject.is_rejected and decision == "accept":
        raise DecisionError("decision", "the claim fails validation; correct it, or reject it for good")
    source = " ".join((source or "").split()) or None
    if decision != "correct" or claim is None:
        expected = subject.reading if decision == "accept" else None
        return [Correction(subject.item_id, decision, None, expected, None, reason, source)]
    changed = {column: value for column, value in (corrected or {}).items() if value != claim[column]}
    if not changed:
        raise DecisionError("corrected", "nothing is corrected: these are the values that the claim has")
    _check_valid(con, {**claim, **changed})
    return [
        Correction(
            subject.item_id, decision, column, format_value(claim[column]), format_value(value), reason, source
        )
        for column, value in changed.items()
    ]  # fmt: skip


def _check_known(con: duckdb.DuckDBPyConnection, values: dict[str, Any]) -> None:
    """Raise ``DecisionError`` for an id that the reference data do not have; give a known claimant its name."""
    for column, (table, key) in _KNOWN.items():
        for each in (values.get(column) or "").split("+"):
            if each and not con.execute(f"select 1 from seeds.{table} where {key} = ?", [each]).fetchall():
                unknown = f"{column} is {each!r}, which seeds/{table}.csv does not know; add it there first"
                raise DecisionError("corrected", unknown)
    claimant_id = values.get("claimant_id")
    if claimant_id and "claimant_name" not in values:
        known = con.execute("select name from seeds.claimants where claimant_id = ?", [claimant_id]).fetchall()
        if not known:
            unknown = f"claimant_id is {claimant_id!r}, which seeds/claimants.csv does not know; set claimant_name, too"
            raise DecisionError("corrected", unknown)
        ((values["claimant_name"],),) = known


def _check_valid(con: duckdb.DuckDBPyConnection, claim: Mapping[str, Any]) -> None:
    articles = con.sql(
        "select article_id, text from marts.articles where article_id = ?", params=[claim["article_id"]]
    ).pl()
    rejected = validate_corrected(pl.DataFrame([claim], schema=CLAIM_SCHEMA), articles).rejected
    if rejected.height:
        broken = f"the claim would not be valid: {rejected['reason'][0]}"
        raise DecisionError("corrected", f"{broken}; set all values that belong together, such as qualifier and figure")
