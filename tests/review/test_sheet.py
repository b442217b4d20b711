"""The queue goes out as a spreadsheet and comes back with decisions: all of them, or none and what is wrong."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.review.desk import INVALID, PART, WHOLE, Desk, open_desk

from tollbook.review import Applied, SheetError, apply_sheet, find_subject, write_queue

Rows = list[dict[str, str]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def sheet(desk: Desk, tmp_path: Path) -> Path:
    write_queue(desk.con, desk.corrections, tmp_path / "queue.csv")
    return tmp_path / "queue.csv"


def fill_in(sheet: Path, decisions: dict[str, dict[str, str]], delimiter: str = ",") -> None:
    """Write into the rows of items, as somebody would in a spreadsheet; it may be saved with another delimiter."""
    rows = read(sheet)
    for row in rows:
        row.update(decisions.get(row["item"].split()[1], {}))
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def read(sheet: Path) -> Rows:
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sheet_has_every_open_item_no_formula_and_empty_columns_for_decisions(desk: Desk, sheet: Path) -> None:
    rows = read(sheet)
    assert [row["item"] for row in rows] == [
        f"claim {PART}", f"rejected_claim {INVALID}", f"sentence {desk.find_sentence()}",
    ]  # fmt: skip
    assert rows[0]["quote"].startswith("'=Sylvania lost")
    assert rows[0]["reading"].startswith("claim_type=count; measure=losses")
    assert {row[column] for row in rows for column in ("decision", "corrected", "reason", "source")} == {""}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_decisions_are_recorded_once_however_often_the_sheet_is_applied(
    desk: Desk, sheet: Path, delimiter: str
) -> None:
    fill_in(
        sheet,
        {
            PART: {"decision": "Correct", "corrected": "figure=70; measure=killed", "reason": "a misprint"},
            INVALID: {"decision": "reject", "reason": "=1+1", "source": "a book"},
            desk.find_sentence(): {"decision": "accept", "reason": "not people"},
        },
        delimiter,
    )
    assert apply_sheet(desk.con, desk.corrections, sheet) == Applied(3, 0)
    recorded = desk.corrections.read_bytes()
    assert [(row.item_id, row.column_name) for row in desk.read()] == [
        *((PART, column) for column in ("lower", "best", "upper", "measure")),
        (INVALID, None),
        (desk.find_sentence(), None),
    ]
    assert b"'=1+1" in recorded
    assert desk.read()[4].reason == "=1+1"
    assert apply_sheet(desk.con, desk.corrections, sheet) == Applied(0, 3)
    assert desk.corrections.read_bytes() == recorded


def test_an_untouched_sheet_decides_nothing(desk: Desk, sheet: Path) -> None:
    assert apply_sheet(desk.con, desk.corrections, sheet) == Applied(0, 0)
    assert desk.read() == []


def test_a_claim_that_is_not_in_the_queue_can_be_decided_too(desk: Desk, sheet: Path) -> None:
    reading = find_subject(desk.con, WHOLE).reading
    with sheet.open("a", encoding="utf-8", newline="") as file:
        columns = list(read(sheet)[0])
        row = {"item": WHOLE, "decision": "reject", "reason": "a year", "reading": reading}
        csv.writer(file).writerow([row.get(column, "") for column in columns])
    assert apply_sheet(desk.con, desk.corrections, sheet) == Applied(1, 0)


GOOD = {"decision": "accept", "reason": "as printed"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"decision": "yes", "reason": "so"}, "decision: is 'yes'; write one of accept, correct, reject"),
        ({"reason": "so"}, "decision: is empty; write one of accept, correct, reject"),
        ({"decision": "accept"}, "reason: is empty; say in some words why"),
        ({"decision": "correct", "reason": "so"}, "corrected: is empty; write column=value"),
        ({"decision": "correct", "reason": "so", "corrected": "best=9"}, "corrected: the claim would not be valid"),
        ({**GOOD, "reading": "claim_type=rate"}, "reading: the claim reads otherwise now; write the queue anew"),
        ({**GOOD, "item": "claim 1.2E+15"}, "item: the warehouse has no claim and no unread sentence 1.2E+15"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_is_recorded(
    desk: Desk, sheet: Path, cells: dict[str, str], said: str
) -> None:
    fill_in(sheet, {PART: cells, INVALID: {"decision": "reject", "reason": "a page number"}})
    with pytest.raises(SheetError) as raised:
        apply_sheet(desk.con, desk.corrections, sheet)
    assert str(raised.value).startswith(f"{sheet} row 2, {said}")
    assert desk.read() == []


def test_all_that_is_wrong_is_told_at_once_and_an_item_decided_twice_is_wrong(desk: Desk, sheet: Path) -> None:
    fill_in(sheet, {PART: GOOD, INVALID: GOOD})
    lines = sheet.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    sheet.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(SheetError) as raised:
        apply_sheet(desk.con, desk.corrections, sheet)
    assert [line.partition(" row ")[2].split(":")[0] for line in str(raised.value).splitlines()] == [
        "2, item", "3, decision",
    ]  # fmt: skip


def change_columns(sheet: Path) -> None:
    sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace("reading", "lesen"), encoding="utf-8")


def change_encoding(sheet: Path) -> None:
    sheet.write_bytes("item,é".encode("latin-1"))


@pytest.mark.parametrize(
    ("change", "said"),
    [(change_columns, "has no column reading; write the queue"), (change_encoding, "is not in UTF-8; save it as CSV")],
)
def test_a_file_that_is_no_sheet_is_refused(desk: Desk, sheet: Path, change: Callable[[Path], None], said: str) -> None:
    change(sheet)
    with pytest.raises(SheetError, match=said):
        apply_sheet(desk.con, desk.corrections, sheet)
