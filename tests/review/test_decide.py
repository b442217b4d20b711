"""A decision becomes rows of corrections once it suits its item, has a reason, and gives a valid claim."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.review.desk import INVALID, PART, WHOLE, Desk, open_desk

from tollbook.review import DecisionError, Session, decide, find_subject, parse_corrected, read_queue
from tollbook.review.session import record


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as desk:
        yield desk


def test_several_columns_are_corrected_at_once_each_with_what_it_expects(desk: Desk) -> None:
    corrected = parse_corrected(desk.con, "figure = 7,000 ;claimant_id=watch; victim_type=; is_subset=false")
    rows = decide(desk.con, find_subject(desk.con, PART), "correct", "the  list\nof names", corrected=corrected)
    assert [(row.column_name, row.expected_value, row.corrected_value) for row in rows] == [
        ("lower", "700", "7000"), ("best", "700", "7000"), ("upper", "700", "7000"), ("claimant_id", None, "watch"),
        ("victim_type", "military", None), ("is_subset", "true", "false"), ("claimant_name", None, "Harm Watch"),
    ]  # fmt: skip
    assert {(row.item_id, row.decision, row.reason) for row in rows} == {(PART, "correct", "the list of names")}


def test_a_claim_is_accepted_as_it_reads_and_a_sentence_as_one_with_nothing_to_read(desk: Desk) -> None:
    (row,) = decide(desk.con, find_subject(desk.con, WHOLE), "accept", "as printed")
    assert row.expected_value is not None
    assert row.expected_value.startswith(
        "claim_type=count; measure=losses; party_id=SYL; victim_type=military; lower=500"
    )
    (row,) = decide(desk.con, find_subject(desk.con, desk.find_sentence()), "accept", "not people", source="a book")
    assert (row.expected_value, row.source) == (None, "a book")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty; write column=value"),
        ("the party is SYL", "sets nothing; write column=value"),
        ("oops; party_id=FRE", "sets nothing"),
        ("figure=5; best=6", "best is set twice"),
        ("quote=x", "sets nothing; write column=value; column=value, of claim_type, measure"),
        ("measure=slain", "measure is 'slain'; it is one of killed, wounded"),
        ("party_id=FRE+ZZZ", "'ZZZ', which seeds/parties.csv does not know; add it there first"),
        ("conflict_id=none-such", "seeds/conflicts.csv does not know"),
        ("claimant_id=nobody", "seeds/claimants.csv does not know; set claimant_name, too"),
    ],
)
def test_what_sets_nothing_that_there_is_says_what_would(desk: Desk, text: str, said: str) -> None:
    with pytest.raises(DecisionError, match=said.replace("+", r"\+")) as raised:
        parse_corrected(desk.con, text)
    assert raised.value.part == "corrected"


@pytest.mark.parametrize(
    ("item", "decision", "reason", "corrected", "part", "said"),
    [
        (PART, "allow", "so", "", "decision", "is 'allow'; write one of accept, correct, reject"),
        (PART, "reject", "  ", "", "reason", "is empty; say in some words why"),
        (PART, "accept", "so", "party_id=FRE", "corrected", "accept corrects nothing"),
        (PART, "correct", "so", "party_id=SYL", "corrected", "these are the values that the claim has"),
        (PART, "correct", "so", "best=5", "corrected", "would not be valid: bounds_are_in_order; point_has_equal"),
        (INVALID, "accept", "so", "", "decision", "fails validation; correct it, or reject it"),
        ("sentence", "reject", "so", "", "decision", "can only be accepted"),
        ("f" * 16, "accept", "so", "", "item", "no claim and no unread sentence ffff"),
    ],
)
def test_a_decision_that_does_not_suit_is_refused_with_advice(
    desk: Desk, item: str, decision: str, reason: str, corrected: str, part: str, said: str
) -> None:
    item_id = desk.find_sentence() if item == "sentence" else item
    values = parse_corrected(desk.con, corrected) if corrected else {}
    with pytest.raises(DecisionError, match=said) as raised:
        decide(desk.con, find_subject(desk.con, item_id), decision, reason, corrected=values)
    assert raised.value.part == part


def test_what_is_decided_is_not_open_and_is_not_decided_twice(desk: Desk) -> None:
    assert [item.item_id for item in read_queue(desk.con, desk.corrections)] == [PART, INVALID, desk.find_sentence()]
    subject = find_subject(desk.con, PART)
    rows = decide(desk.con, subject, "reject", "a misprint")
    record(desk.corrections, subject, rows)
    assert [item.item_id for item in read_queue(desk.con, desk.corrections)] == [INVALID, desk.find_sentence()]
    with pytest.raises(DecisionError, match="is decided already"):
        record(desk.corrections, subject, rows)


def test_an_acceptance_of_another_reading_gives_way_to_a_new_decision_and_comes_back_on_undo(desk: Desk) -> None:
    earlier = f"{PART},accept,,claim_type=rate,,seen,\n"
    desk.corrections.write_text(desk.corrections.read_text() + earlier)
    before = desk.read()
    session = Session(desk.con, desk.corrections)
    assert session.item is not None
    assert session.item.item_id == PART
    session.decide(session.read_evidence(), "accept", "as printed")
    (row,) = desk.read()
    assert row.reason == "as printed"
    assert session.undo()
    assert desk.read() == before


def test_a_session_shows_each_open_item_once_and_goes_back_over_what_is_decided(desk: Desk) -> None:
    session = Session(desk.con, desk.corrections)
    session.skip()
    session.decide(session.read_evidence(), "reject", "a page number")
    assert session.item is not None
    assert session.item.item_type == "sentence"
    session.back()
    assert session.item.item_id == PART
    session.skip()
    assert session.item.item_type == "sentence"
    session.skip()
    assert session.item is None
    assert session.undo()
    assert session.position == 1
    assert desk.read() == []
    assert not session.undo()


def test_the_claim_beside_the_doubtful_one_may_be_the_one_that_is_wrong(desk: Desk) -> None:
    session = Session(desk.con, desk.corrections)
    (beside,) = session.read_evidence().related
    session.turn_to(beside)
    assert session.item is not None
    assert session.item.item_id == WHOLE
    session.decide(session.read_evidence(), "correct", "a misprint", "figure=5000")
    assert {row.item_id for row in desk.read()} == {WHOLE}
    assert session.item.item_id == PART
    assert session.undo()
    assert session.item.item_id == WHOLE
    session.skip()
    session.turn_to(beside)
    assert [item.item_id for item in session.items[session.position :][:2]] == [WHOLE, PART]
    assert len(session.items) == 4


def test_the_evidence_has_the_quote_its_value_and_what_it_is_held_against(desk: Desk) -> None:
    evidence = Session(desk.con, desk.corrections).read_evidence()
    assert (
        evidence.before + evidence.quote + evidence.after
        == desk.con.execute("select text from marts.articles").fetchall()[0][0]
    )
    assert evidence.quote[slice(*evidence.value)] == "700"
    assert [(each.claim_id, each.value_text) for each in evidence.related] == [(WHOLE, "500")]
