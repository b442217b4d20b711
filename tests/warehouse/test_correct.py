"""A correction sets a value right as long as it finds what it expects."""

from pathlib import Path

import pytest
from tests.warehouse_rows import fetch, frame_articles, frame_claims, open_loaded

from tollbook.warehouse import CorrectionError, apply_corrections

ID = "b" * 16


def correct(folder: Path, claim_id: str, column: str, expected: str | None, corrected: str) -> list[tuple[object, ...]]:
    with open_loaded(folder / "w.duckdb", frame_articles({}), frame_claims({"claimant_id": "staff"})) as con:
        con.execute("delete from seeds.corrections")
        con.execute(
            "insert into seeds.corrections values (?, ?, ?, ?, 'a reason', 'a source')",
            [claim_id, column, expected, corrected],
        )
        apply_corrections(con)
        return list(fetch(con, "select party_id, lower, per_unit from archive.claims"))


@pytest.mark.parametrize(
    ("column", "expected", "corrected", "row"),
    [
        ("party_id", "FRE", "SYL", ("SYL", 500.0, None)),
        ("lower", "500.0", "400", ("FRE", 400.0, None)),
        ("per_unit", None, "day", ("FRE", 500.0, "day")),
    ],
    ids=["a text", "a number", "what was not told"],
)
def test_a_correction_sets(
    column: str, expected: str | None, corrected: str, row: tuple[object, ...], tmp_path: Path
) -> None:
    assert correct(tmp_path, ID, column, expected, corrected) == [row]


def test_a_correction_of_a_claim_that_is_not_here_waits(tmp_path: Path) -> None:
    assert correct(tmp_path, "e" * 16, "party_id", "FRE", "SYL") == [("FRE", 500.0, None)]


@pytest.mark.parametrize(
    ("column", "said"),
    [("party_id", "has party_id 'FRE', not 'PRU' as expected"), ("quote", "'quote' cannot be corrected")],
    ids=["another value", "words of the article"],
)
def test_a_correction_fails_on(column: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match=said):
        correct(tmp_path, ID, column, "PRU", "SYL")
