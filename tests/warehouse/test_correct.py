"""A correction does what a person decided as long as it finds what it expects; what was extracted stays visible."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from tests.warehouse_rows import CLAIM, fetch, frame_articles, frame_claims, open_loaded

from tollbook.archive import REJECTED_CLAIM_SCHEMA, UNREAD_SCHEMA
from tollbook.warehouse import CorrectionError, append_rows, apply_corrections, create_unread_table, load_table
from tollbook.warehouse.corrections import describe_reading

ID, OTHER = "b" * 16, "d" * 16
READING = describe_reading(frame_claims({"claimant_id": "staff", "claimant_name": "General Staff"}).row(0, named=True))
Row = tuple[str | None, ...]


@contextmanager
def corrected(folder: Path, *rows: Row, claims: pl.DataFrame | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a database to which corrections have been applied: item, decision, column, expected and new value."""
    loaded = frame_claims({"claimant_id": "staff", "claimant_name": "General Staff"}) if claims is None else claims
    with open_loaded(folder / "w.duckdb", frame_articles({}), loaded) as con:
        con.execute("delete from seeds.corrections")
        for row in rows:
            con.execute("insert into seeds.corrections values (?, ?, ?, ?, ?, 'a reason', 'a source')", list(row))
        apply_corrections(con)
        yield con


def read_outcomes(con: duckdb.DuckDBPyConnection) -> Sequence[tuple[Any, ...]]:
    return fetch(con, "select outcome, found_value from quality.corrections order by row_number")


@pytest.mark.parametrize(
    ("column", "expected", "value", "row"),
    [
        ("party_id", "FRE", "SYL", ("SYL", 500.0, None)),
        ("is_subset", "false", "true", ("FRE", 500.0, True)),
        ("victim_type", "military", None, ("FRE", 500.0, None)),
        ("period_start_date", None, "2030-03-07", ("FRE", 500.0, None)),
    ],
    ids=["a text", "a boolean", "nothing", "what was not told"],
)
def test_a_correction_sets(
    column: str, expected: str | None, value: str | None, row: tuple[object, ...], tmp_path: Path
) -> None:
    with corrected(tmp_path, (ID, "correct", column, expected, value)) as con:
        assert fetch(con, "select party_id, lower, nullif(is_subset, false) from archive.claims") == [row]
        ((found,),) = fetch(con, f"select cast({column} as varchar) from archive.claims")
        assert found == value
        assert read_outcomes(con) == [("applied", expected)]


def test_values_that_belong_together_are_set_together_or_not_at_all(tmp_path: Path) -> None:
    bounds = [(ID, "correct", column, "500", "4,000") for column in ("lower", "best", "upper")]
    with corrected(tmp_path, *bounds) as con:
        assert fetch(con, "select lower, best, upper from archive.claims") == [(4000, 4000, 4000)]
        assert read_outcomes(con) == [("applied", "500")] * 3
    with corrected(tmp_path, *bounds[:2]) as con:
        assert fetch(con, "select lower, best, upper from archive.claims") == [(500, 500, 500)]
        ((problem,), _) = fetch(con, "select problem from quality.corrections")
    assert problem == (
        f"seeds/corrections.csv row 2: {ID} fails bounds_are_in_order; point_has_equal_bounds after it; "
        "give all values that belong together"
    )


def test_an_accepted_claim_stays_as_it_is_until_it_reads_otherwise(tmp_path: Path) -> None:
    with corrected(tmp_path, (ID, "accept", None, READING, None)) as con:
        assert read_outcomes(con) == [("applied", READING)]
    with corrected(tmp_path, (ID, "accept", None, READING.replace("losses", "killed"), None)) as con:
        assert read_outcomes(con) == [("outdated", READING)]
        assert fetch(con, "select measure from archive.claims") == [("losses",)]


def test_a_rejected_claim_leaves_the_claims_and_stays_visible_with_the_reason(tmp_path: Path) -> None:
    with corrected(tmp_path, (ID, "reject", None, None, None)) as con:
        assert fetch(con, "select claim_id from archive.claims") == []
        assert fetch(con, "select claim_id, reason from quality.rejected_claims") == [
            (ID, "rejected by review: a reason")
        ]
        assert read_outcomes(con) == [("applied", READING)]


def test_a_claim_that_validation_rejected_comes_back_once_it_is_right(tmp_path: Path) -> None:
    invalid = pl.DataFrame([CLAIM | {"upper": 400.0, "reason": "bounds_are_in_order"}], schema=REJECTED_CLAIM_SCHEMA)
    with open_loaded(tmp_path / "w.duckdb", frame_articles({}), frame_claims()) as con:
        append_rows(con, "quality.rejected_claims", invalid)
        con.execute("delete from seeds.corrections")
        con.execute(
            "insert into seeds.corrections values (?, 'correct', 'upper', '400', '500', 'a reason', 'a source')", [ID]
        )
        apply_corrections(con)
        assert fetch(con, "select claim_id, upper from archive.claims") == [(ID, 500)]
        assert fetch(con, "select claim_id from quality.rejected_claims") == []


def test_an_unread_sentence_can_be_accepted_and_nothing_else(tmp_path: Path) -> None:
    sentence = pl.DataFrame([("a" * 16, "Some 12 fell.", 0, 13, "no rule")], schema=UNREAD_SCHEMA, orient="row")
    for decision, outcome in (("accept", "applied"), ("reject", "unusable")):
        with open_loaded(tmp_path / "w.duckdb", frame_articles({}), frame_claims({})) as con:
            con.execute("drop table quality.unread_sentences")
            load_table(con, "archive.sentences", sentence)
            create_unread_table(con, "archive.sentences")
            con.execute("delete from seeds.corrections")
            con.execute(
                "insert into seeds.corrections by name "
                "select sentence_id as item_id, ? as decision, 'not people' as reason from quality.unread_sentences",
                [decision],
            )
            apply_corrections(con)
            assert read_outcomes(con) == [(outcome, None)]


def test_a_correction_of_a_claim_that_is_not_here_waits(tmp_path: Path) -> None:
    with corrected(tmp_path, ("e" * 16, "correct", "party_id", "FRE", "SYL")) as con:
        assert fetch(con, "select party_id from archive.claims") == [("FRE",)]
        assert read_outcomes(con) == [("not found", None)]


@pytest.mark.parametrize(
    ("rows", "outcome", "said"),
    [
        (
            [("correct", "party_id", "PRU", "SYL")],
            "not as expected",
            "has party_id 'FRE', not 'PRU' as expected; if that is right now, remove the row, else make 'FRE' its "
            "expected_value",
        ),
        ([("correct", "quote", "x", "y")], "unusable", "quote cannot be corrected; these can: claim_type, measure"),
        ([("correct", "measure", "losses", "slain")], "unusable", "measure is 'slain'; it is one of killed, wounded"),
        ([("correct", "lower", "500", "many")], "unusable", "lower is 'many', which is no number; write digits"),
        ([("correct", "as_of_date", None, "7.3.")], "unusable", "which is no date; write YYYY-MM-DD"),
        ([("correct", "measure", "losses", None)], "unusable", "measure cannot be empty"),
        ([("correct", "per_unit", None, "day")], "unusable", "fails rate_has_its_unit after it"),
        ([("allow", None, None, None)], "unusable", "has the decision 'allow'; write one of accept, correct, reject"),
        ([("accept", None, READING, None), ("reject", None, None, None)], "unusable", "is decided more than once"),
        ([("correct", "party_id", "FRE", "SYL")] * 2, "unusable", "corrects party_id more than once"),
    ],
)
def test_a_row_that_cannot_be_applied_says_why_and_changes_nothing(
    rows: list[Row], outcome: str, said: str, tmp_path: Path
) -> None:
    good = (OTHER, "correct", "party_id", "FRE", "SYL")
    claims = frame_claims({"claimant_id": "staff", "claimant_name": "General Staff"}, {"claim_id": OTHER})
    with corrected(tmp_path, good, *((ID, *row) for row in rows), claims=claims) as con:
        assert fetch(con, "select claim_id, party_id, measure from archive.claims order by 1") == [
            (ID, "FRE", "losses"), (OTHER, "SYL", "losses"),
        ]  # fmt: skip
        found = fetch(con, "select outcome, problem from quality.corrections where outcome <> 'applied'")
    assert [each for each, _ in found] == [outcome] * len(rows)
    assert found[0][1].startswith(f"seeds/corrections.csv row 3: {ID} ")
    assert said in found[0][1]


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    with open_loaded(tmp_path / "w.duckdb", frame_articles({}), frame_claims({})) as con:
        con.execute("alter table seeds.corrections drop column decision")
        with pytest.raises(
            CorrectionError, match=r"its columns are item_id, column_name.*they must be item_id, decision"
        ):
            apply_corrections(con)
