"""Claims that hold stay; claims that fail are set aside with the name of what they failed."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.warehouse_rows import frame_articles, frame_claims

from tollbook.validation import OwnFaultError, validate_claims

HOLDING: dict[str, dict[str, Any]] = {
    "a point": {},
    "a range": {"lower": 400.0, "best": None, "upper": 600.0, "qualifier": "range"},
    "a lower bound": {"best": None, "upper": None, "qualifier": "more_than"},
    "an upper bound": {"lower": None, "best": None, "qualifier": "up_to"},
    "a vague word": {"lower": 200.0, "best": None, "upper": 999.0, "qualifier": "vague"},
    "a rate": {"claim_type": "rate", "per_unit": "day"},
    "a ratio": {"claim_type": "ratio", "versus_party_id": "SYL"},
    "a share": {"claim_type": "share", "lower": 50.0, "best": 50.0, "upper": 50.0},
    "both sides": {"party_id": "FRE+SYL"},
    "a day": {"period_start_date": date(2030, 1, 1), "period_end_date": date(2030, 1, 1)},
    "no party, no claimant, no date": {"party_id": None, "claimant_id": None, "as_of_date": None},
}

FAILING: dict[str, tuple[dict[str, Any], str]] = {
    "a measure that is no word of ours": ({"measure": "annihilated"}, "measure: isin"),
    "a claim type that is no word of ours": ({"claim_type": "guess"}, "claim_type: isin"),
    "a qualifier that is no word of ours": ({"qualifier": "roughly"}, "qualifier: isin"),
    "a status that is no word of ours": ({"status": "rumoured"}, "status: isin"),
    "a party that is no id": ({"party_id": "the enemy"}, "party_id: str_matches"),
    "a number below nothing": ({"lower": -1.0, "best": -1.0, "upper": -1.0}, "lower: greater_than_or_equal_to(0)"),
    "no bound at all": ({"lower": None, "best": None, "upper": None, "qualifier": "vague"}, "some_bound_is_known"),
    "bounds upside down": (
        {"lower": 600.0, "best": None, "upper": 400.0, "qualifier": "range"},
        "bounds_are_in_order",
    ),
    "a best outside its bounds": (
        {"lower": 1.0, "best": 9.0, "upper": 5.0, "qualifier": "vague"},
        "bounds_are_in_order",
    ),
    "a range collapsed to its middle": (
        {"lower": 400.0, "best": 500.0, "upper": 600.0, "qualifier": "range"},
        "range_keeps_both_ends",
    ),
    "a point with a wide bound": ({"upper": 600.0, "qualifier": "about"}, "point_has_equal_bounds"),
    "more than, with an upper bound only": (
        {"lower": None, "best": None, "qualifier": "more_than"},
        "bound_is_on_the_side_of_its_word",
    ),
    "a rate without its unit": ({"claim_type": "rate"}, "rate_has_its_unit"),
    "a unit without a rate": ({"per_unit": "day"}, "rate_has_its_unit"),
    "a ratio without the other side": ({"claim_type": "ratio"}, "ratio_has_its_other_side"),
    "a share above the whole": ({"claim_type": "share"}, "share_is_a_percentage"),
    "a period that ends before it starts": (
        {"period_start_date": date(2030, 1, 2), "period_end_date": date(2030, 1, 1)},
        "period_ends_after_it_starts",
    ),
    "a quote that is not at its place": ({"quote_start": 1, "quote_end": 24}, "quote_stands_in_text"),
    "a quote whose end is before its start": ({"quote_end": -5}, "quote_stands_in_text"),
    "a value that is not at its place": ({"value_start": 14, "value_end": 17}, "value_stands_in_text"),
    "a value outside the quote": ({"quote": "Freedonia", "quote_end": 9}, "value_stands_in_quote"),
    "an article that nobody has": ({"article_id": "d" * 16}, "article_is_known"),
}


@pytest.mark.parametrize("change", HOLDING.values(), ids=HOLDING)
def test_a_claim_holds_with(change: dict[str, Any]) -> None:
    split = validate_claims(frame_claims(change), frame_articles({}))
    assert split.rejected["reason"].to_list() == []
    assert split.valid.height == 1


@pytest.mark.parametrize(("change", "reason"), FAILING.values(), ids=FAILING)
def test_a_claim_is_rejected_for(change: dict[str, Any], reason: str) -> None:
    split = validate_claims(frame_claims(change), frame_articles({}))
    assert split.valid.is_empty()
    assert reason in split.rejected["reason"][0]


def test_offsets_are_code_points() -> None:
    text = "🕊 Freedonia lost 500 men. "
    change = {"quote_start": 2, "quote_end": 25, "value_start": 17, "value_end": 20}
    split = validate_claims(frame_claims(change), frame_articles({"text": text}))
    assert split.valid.height == 1


def test_failed_rows_leave_the_others_in_their_order_and_name_all_that_failed() -> None:
    ids = [digit * 16 for digit in "123"]
    claims = frame_claims(
        {"claim_id": ids[0]}, {"claim_id": ids[1], "status": "rumoured", "per_unit": "day"}, {"claim_id": ids[2]}
    )
    split = validate_claims(claims, frame_articles({}))
    assert split.valid["claim_id"].to_list() == [ids[0], ids[2]]
    (reason,) = split.rejected["reason"]
    assert reason.startswith("rate_has_its_unit; status: isin(")
    assert reason.endswith("but is rumoured")


def test_a_second_claim_with_the_same_id_is_rejected_and_the_first_stays() -> None:
    split = validate_claims(frame_claims({}, {}), frame_articles({}))
    assert (split.valid.height, split.rejected["reason"].to_list()) == (1, ["claim_id_stands_once"])


def test_no_claims_are_no_failure() -> None:
    split = validate_claims(frame_claims(), frame_articles({}))
    assert (split.valid.height, split.rejected.height) == (0, 0)


@pytest.mark.parametrize(
    "claims",
    [
        frame_claims({}).drop("measure"),
        frame_claims({}).with_columns(pl.col("lower").cast(pl.Int64)),
        frame_claims({}).with_columns(surplus=pl.lit(1)),
    ],
    ids=["a missing column", "a wrong type", "a surplus column"],
)
def test_a_fault_of_our_own_stops_the_run_for(claims: pl.DataFrame) -> None:
    with pytest.raises(OwnFaultError, match="must be mended"):
        validate_claims(claims, frame_articles({}))
