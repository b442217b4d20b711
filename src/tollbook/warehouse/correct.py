"""Correct: apply ``seeds.corrections`` to the loaded claims, and keep what came of each row beside what was read.

Nothing that a row finds wrong stops the load: it stands in ``quality.corrections``, where checks look for it, so that
one run tells of all, and refuses to publish what would not be what a person decided.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any, Literal

import duckdb
import polars as pl

from tollbook.archive import CLAIM_SCHEMA, REJECTED_CLAIM_SCHEMA
from tollbook.warehouse.corrections import (
    COLUMNS,
    DECISIONS,
    Correction,
    CorrectionError,
    describe_reading,
    format_value,
    parse_value,
)
from tollbook.warehouse.load import append_rows
from tollbook.warehouse.sheets import rearm

__all__ = ["REVIEWED", "apply_corrections", "create_corrections_table"]

REVIEWED = "rejected by review: "
"""How the reason of a claim begins that a person rejected."""

_Outcome = Literal["applied", "outdated", "not found", "not as expected", "unusable"]
_FILE = "seeds/corrections.csv"


@dataclass(frozen=True)
class _Found:
    """The items that corrections name: claims, of these the ids that validation rejected, and unread sentences."""

    claims: Mapping[str, Mapping[str, Any]]
    rejected_ids: frozenset[str]
    sentence_ids: frozenset[str]


@dataclass(frozen=True)
class _Applied:
    """A row of corrections and what came of it; ``found_value`` is the value, or the reading, before it."""

    row_number: int
    correction: Correction
    outcome: _Outcome = "applied"
    found_value: str | None = None
    problem: str | None = None

    def fail(self, outcome: _Outcome, problem: str) -> "_Applied":
        subject = f"{_FILE} row {self.row_number}: {self.correction.item_id}"
        return replace(self, outcome=outcome, problem=f"{subject} {problem}")


def create_corrections_table(con: duckdb.DuckDBPyConnection) -> None:
    """Create the empty table ``quality.corrections``, which ``apply_corrections`` fills."""
    con.execute(
        """create table quality.corrections (
            row_number bigint, item_id varchar, decision varchar, column_name varchar, expected_value varchar,
            found_value varchar, corrected_value varchar, outcome varchar, problem varchar, reason varchar,
            source varchar
        )"""
    )


def apply_corrections(con: duckdb.DuckDBPyConnection) -> None:
    """Do as ``seeds.corrections`` says, and write to ``quality.corrections`` what came of each row.

    A corrected claim has its new values in ``archive.claims``; one that validation had rejected comes back if it is
    valid now. A rejected claim goes to ``quality.rejected_claims``. The rows of an item are applied all or none. Raises
    ``CorrectionError`` if the table has other columns.
    """
    rows = _read_rows(con)
    if not rows:
        return
    found = _find_items(con, {row.correction.item_id for row in rows})
    applied: list[_Applied] = []
    changed: dict[str, dict[str, Any]] = {}
    for item_id, group in groupby(sorted(rows, key=_by_item), key=lambda row: row.correction.item_id):
        outcome, claim = _judge(list(group), item_id, found)
        applied += outcome
        if claim:
            changed[item_id] = claim
    broken = _find_broken(con, changed)
    for item_id in broken:
        del changed[item_id]
    applied = [
        each.fail("unusable", f"fails {broken[item]} after it; give all values that belong together")
        if each.outcome == "applied" and (item := each.correction.item_id) in broken
        else each
        for each in applied
    ]
    _replace_claims(con, changed.values())
    _reject_claims(con, applied)
    _write_outcomes(con, applied)


def _by_item(row: _Applied) -> tuple[str, int]:
    return row.correction.item_id, row.row_number


def _read_rows(con: duckdb.DuckDBPyConnection) -> list[_Applied]:
    cursor = con.execute("select * from seeds.corrections order by rowid")
    columns = tuple(column[0] for column in cursor.description or ())
    if columns != COLUMNS:
        raise CorrectionError(f"{_FILE}: its columns are {', '.join(columns)}; they must be {', '.join(COLUMNS)}")
    # The first row of a spreadsheet holds the names of the columns.
    return [
        _Applied(number, Correction(*(cell and rearm(cell) for cell in cells)))
        for number, cells in enumerate(cursor.fetchall(), 2)
    ]


def _find_items(con: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> _Found:
    with _listed(con, ids):
        read = con.sql("from archive.claims semi join listed on claim_id = id").pl()
        rejected = con.sql(
            "select * exclude (reason) from quality.rejected_claims semi join listed on claim_id = id"
        ).pl()
        sentences = con.sql(
            "select sentence_id from quality.unread_sentences semi join listed on sentence_id = id"
        ).pl()
    claims = {row["claim_id"]: row for frame in (rejected, read) for row in frame.iter_rows(named=True)}
    rejected_ids = frozenset(rejected["claim_id"]) - frozenset(read["claim_id"])
    return _Found(claims, rejected_ids, frozenset(sentences["sentence_id"]))


@contextmanager
def _listed(con: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> Iterator[None]:
    """Give queries the table ``listed`` with the column ``id``."""
    con.register("listed", pl.DataFrame({"id": sorted(ids)}, schema={"id": pl.String}))
    yield
    con.unregister("listed")


def _judge(rows: list[_Applied], item_id: str, found: _Found) -> tuple[list[_Applied], dict[str, Any] | None]:
    """Return the rows of one item with what comes of them, and the claim with its corrected values if there are any."""
    decisions = {row.correction.decision for row in rows}
    claim = found.claims.get(item_id)
    if unknown := decisions - set(DECISIONS):
        problem = f"has the decision {unknown.pop()!r}; write one of {', '.join(DECISIONS)}"
        return [row.fail("unusable", problem) for row in rows], None
    if len(decisions) > 1 or (decisions != {"correct"} and len(rows) > 1):
        return [row.fail("unusable", "is decided more than once; keep one decision") for row in rows], None
    if claim is None and item_id not in found.sentence_ids:
        problem = "is read no more, or not yet; if its article is here, remove the row"
        return [row.fail("not found", problem) for row in rows], None
    if decisions == {"accept"}:
        return [_accept(rows[0], claim, item_id in found.rejected_ids)], None
    if claim is None:
        problem = "is an unread sentence, which can only be accepted; teach the extractor to read it"
        return [row.fail("unusable", problem) for row in rows], None
    if decisions == {"reject"}:
        return [replace(rows[0], found_value=describe_reading(claim))], None
    return _correct(rows, claim)


def _accept(row: _Applied, claim: Mapping[str, Any] | None, is_rejected: bool) -> _Applied:
    if claim is None:
        return row
    read = replace(row, found_value=describe_reading(claim))
    if is_rejected:
        return read.fail("outdated", "was accepted, but fails validation now; correct it or reject it")
    if row.correction.expected_value == read.found_value:
        return read
    return read.fail("outdated", "was accepted when it was read otherwise; review it again")


def _correct(rows: list[_Applied], claim: Mapping[str, Any]) -> tuple[list[_Applied], dict[str, Any] | None]:
    corrected = dict(claim)
    judged = []
    columns = [row.correction.column_name for row in rows]
    for row in rows:
        column, expected = row.correction.column_name or "", row.correction.expected_value
        try:
            if columns.count(column) > 1:
                raise ValueError(f"corrects {column} more than once; keep one row")
            corrected[column] = parse_value(column, row.correction.corrected_value)
            wanted = format_value(parse_value(column, expected)) if expected else None
        except ValueError as error:
            judged.append(row.fail("unusable", f"cannot be corrected: {error}"))
            continue
        found_value = format_value(claim[column])
        read = replace(row, found_value=found_value)
        problem = (
            f"has {column} {found_value!r}, not {expected!r} as expected; if that is right now, remove the row, else "
            f"make {found_value!r} its expected_value"
        )
        judged.append(read if found_value == wanted else read.fail("not as expected", problem))
    if all(row.outcome == "applied" for row in judged):
        return judged, corrected
    return [
        row if row.problem else row.fail("unusable", "is not corrected: another row of it fails") for row in judged
    ], None


def _find_broken(con: duckdb.DuckDBPyConnection, changed: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Return by id the claims that are no longer valid, and which checks they fail."""
    if not changed:
        return {}
    # Late, for it loads the extractor's names and pandera, which who only reads a warehouse need not wait for.
    from tollbook.validation import validate_corrected

    claims = pl.DataFrame(list(changed.values()), schema=CLAIM_SCHEMA)
    with _listed(con, claims["article_id"].unique()):
        articles = con.sql("select article_id, text from archive.articles semi join listed on article_id = id").pl()
    rejected = validate_corrected(claims, articles).rejected
    return dict(zip(rejected["claim_id"], rejected["reason"], strict=True))


def _replace_claims(con: duckdb.DuckDBPyConnection, claims: Iterable[Mapping[str, Any]]) -> None:
    frame = pl.DataFrame(list(claims), schema=CLAIM_SCHEMA)
    with _listed(con, frame["claim_id"]):
        for table in ("archive.claims", "quality.rejected_claims"):
            con.execute(f"delete from {table} where claim_id in (select id from listed)")
    append_rows(con, "archive.claims", frame)


def _reject_claims(con: duckdb.DuckDBPyConnection, applied: Iterable[_Applied]) -> None:
    reasons = {
        each.correction.item_id: f"{REVIEWED}{each.correction.reason or ''}"
        for each in applied
        if each.outcome == "applied" and each.correction.decision == "reject"
    }
    with _listed(con, reasons):
        claims = con.sql("from archive.claims semi join listed on claim_id = id").pl()
        con.execute("delete from archive.claims where claim_id in (select id from listed)")
    reason = pl.col("claim_id").replace_strict(reasons, default=None, return_dtype=pl.String)
    append_rows(con, "quality.rejected_claims", claims.with_columns(reason=reason).select(list(REJECTED_CLAIM_SCHEMA)))


def _write_outcomes(con: duckdb.DuckDBPyConnection, applied: Iterable[_Applied]) -> None:
    rows = [
        asdict(each.correction)
        | {"row_number": each.row_number, "found_value": each.found_value, "outcome": each.outcome}
        | {"problem": each.problem}
        for each in sorted(applied, key=lambda each: each.row_number)
    ]
    schema = {name: pl.Int64 if name == "row_number" else pl.String for name in rows[0]}
    append_rows(con, "quality.corrections", pl.DataFrame(rows, schema=schema))
