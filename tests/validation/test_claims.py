"""Claims that hold stay; claims that fail are set aside with the name of what they failed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.warehouse_rows import ARTICLE, CLAIM, frame_articles, frame_claims

from tollbook.claims import claim_id_of
from tollbook.validation import OwnFaultError, Split, validate_claims

DAY = date(2030, 1, 1)
ID_PARTS = ("article_id", "value_start", "value_end", "claim_type", "measure")


def tell(before: str, value: str, behind: str, **columns: Any) -> dict[str, Any]:
    """Return a claim that is told in these words, with its article's text beside it; bounds are those of 500 men."""
    text = before + value + behind
    return {
        "text": text,
        "quote": text,
        "quote_end": len(text),
        "value_text": value,
        "value_start": len(before),
        "value_end": len(before) + len(value),
        **columns,
    }


def bounds(lower: float | None, best: float | None, upper: float | None, qualifier: str) -> dict[str, Any]:
    return {"lower": lower, "best": best, "upper": upper, "qualifier": qualifier}


def point(value: float, qualifier: str = "exact") -> dict[str, Any]:
    return bounds(value, value, value, qualifier)


RATE = {"claim_type": "rate", "per_unit": "day"}
SHARE = {"claim_type": "share", "is_subset": True}
SERIES = {"extractor": "tollbook-series"}

HOLDING: dict[str, dict[str, Any]] = {
    "a point": {},
    "a range": tell("Freedonia lost ", "400 to 600", " men.", **bounds(400, None, 600, "range")),
    "a range between two numbers": tell("It lost between ", "400 and 600", " men.", **bounds(400, None, 600, "range")),
    "a lower bound": tell("Freedonia lost more than ", "500", " men.", **bounds(500, None, None, "more_than")),
    "a lower bound without a space": tell("It lost more than", "500", " men.", **bounds(500, None, None, "more_than")),
    "a lower bound behind": tell("Freedonia lost ", "500", " or more men.", **bounds(500, None, None, "at_least")),
    "a lower bound behind the noun": tell("It lost ", "500", " men at least.", **bounds(500, None, None, "at_least")),
    "an upper bound": tell("Freedonia lost “up to ", "500", "” men.", **bounds(None, None, 500, "up_to")),
    "the first of two bounding words": tell("It lost up to about ", "500", " men.", **bounds(None, None, 500, "up_to")),
    "an approximate value": tell("Freedonia lost nearly\n", "500", " men.", **point(500, "nearly")),
    "a vague word": tell("Freedonia lost ", "hundreds", " of men.", **bounds(200, None, 999, "vague")),
    "a bound on a vague word": tell("It lost over ", "four figures", ".", **bounds(1000, None, None, "more_than")),
    "a couple of dozen": tell("Freedonia lost ", "a couple dozen", " men.", **point(24, "about")),
    "a rate": tell("Freedonia lost ", "500", " men a day.", **RATE),
    "a rate brought to a day": tell("It lost ", "one", " man every 15 minutes.", **RATE, **point(96)),
    "a ratio": tell("It lost ", "five men for every one", ".", claim_type="ratio", versus_party_id="SYL", **point(5)),
    "a ratio with spaces that do not break": tell(
        "It lost ", "five\xa0men for\xa0every\xa0one", ".", claim_type="ratio", versus_party_id="SYL", **point(5)
    ),
    "a percentage": tell("Lost were ", "50%", " of the men.", **SHARE, **point(50)),
    "a fraction": tell("Lost were ", "two-thirds", " of the men.", **SHARE, **point(66.666667)),
    "one in so many": tell("It lost ", "one in five", " men.", **SHARE, **point(20)),
    "a multiple": tell("It lost ", "twice as many", " men.", claim_type="multiple", **point(2)),
    "a change in percent": tell("Losses rose by ", "31 percent", ".", claim_type="multiple", **point(1.31)),
    "lives lost": tell("", "500", " lives were lost.", measure="killed"),
    "a word of harm that no list knows": {"measure_text": "victims"},
    "both sides": {"party_id": "FRE+SYL"},
    "a day": {"period_start_date": date(2030, 1, 1), "period_end_date": date(2030, 1, 1)},
    "a running total": {"time_basis": "cumulative", "period_end_date": DAY, "as_of_date": DAY},
    "no party, no claimant, no date": {"party_id": None, "claimant_id": None, "as_of_date": None},
    "a row of a series, which has no sentence": SERIES | {"measure_text": "killed_cum", **point(7)},
}

FAILING: dict[str, tuple[dict[str, Any], str]] = {
    "a measure that is no word of ours": ({"measure": "annihilated"}, "measure: isin"),
    "a claim type that is no word of ours": ({"claim_type": "guess"}, "claim_type: isin"),
    "a qualifier that is no word of ours": ({"qualifier": "roughly"}, "qualifier: isin"),
    "a status that is no word of ours": ({"status": "rumoured"}, "status: isin"),
    "a party that is no id": ({"party_id": "the enemy"}, "party_id: str_matches"),
    "a number below nothing": (point(-1), "lower: greater_than_or_equal_to(0)"),
    "a number without end": (bounds(500, None, float("inf"), "range"), "bounds_are_finite"),
    "a number that is none": (SERIES | point(float("nan")), "bounds_are_finite"),
    "no bound at all": (bounds(None, None, None, "vague"), "some_bound_is_known"),
    "bounds upside down": (bounds(600, None, 400, "range"), "bounds_are_in_order"),
    "a best outside its bounds": (bounds(1, 9, 5, "vague"), "bounds_are_in_order"),
    "a range collapsed to its middle": (bounds(400, 500, 600, "range"), "range_keeps_both_ends"),
    "a point with a wide bound": ({"upper": 600.0, "qualifier": "about"}, "point_has_equal_bounds"),
    "more than, with an upper bound only": (
        bounds(None, None, 500, "more_than"),
        "bound_is_on_the_side_of_its_word",
    ),
    "more than, with an upper bound, too": (bounds(500, None, 500, "more_than"), "open_side_stays_open"),
    "up to, with a lower bound, too": (bounds(500, None, 500, "up_to"), "open_side_stays_open"),
    "a bound with a best value": (bounds(500, 500, None, "at_least"), "open_side_stays_open"),
    "a decimal shifted": (point(5000), "bounds_are_printed"),
    "a bound that is not printed": (
        tell("Freedonia lost ", "400 to 600", " men.", **bounds(400, None, 650, "range")),
        "bounds_are_printed",
    ),
    "a range read as a point": (tell("It lost ", "400 to 600", " men.", **point(400)), "bounds_are_printed"),
    "a vague word read as a point": (tell("It lost ", "hundreds", " of men.", **point(200)), "bounds_are_printed"),
    "a value without a number": (tell("It lost ", "many", " men.", **point(500)), "bounds_are_printed"),
    "a rate multiplied": (tell("It lost ", "500", " men a day.", **RATE, **point(12000)), "bounds_are_printed"),
    "a fraction that is another": (
        tell("Lost was ", "a third", " of the men.", **SHARE, **point(50)),
        "bounds_are_printed",
    ),
    "a bound without its word": (bounds(500, None, None, "at_least"), "qualifier_has_its_word"),
    "a bounding word overlooked": (tell("Freedonia lost about ", "500", " men."), "qualifier_has_its_word"),
    "a bounding word taken for another": (
        tell("Freedonia lost at least ", "500", " men.", **bounds(500, None, None, "more_than")),
        "qualifier_has_its_word",
    ),
    "a measure that its word does not tell of": ({"measure": "wounded"}, "measure_has_its_word"),
    "killed and wounded for killed": (
        tell("", "500", " men were killed.", measure="casualties", measure_text="killed"),
        "measure_has_its_word",
    ),
    "a percentage taken for people": (tell("Lost were ", "500", "% of the men."), "claim_type_has_its_word"),
    "one in so many taken for people": (
        tell("It lost ", "one in five", " men.", **bounds(1, None, 5, "range")),
        "claim_type_has_its_word",
    ),
    "people taken for a percentage": (
        tell("It lost ", "50", " men.", **SHARE, **point(50)),
        "claim_type_has_its_word",
    ),
    "people taken for a multiple": ({"claim_type": "multiple"}, "claim_type_has_its_word"),
    "a rate without its unit": ({"claim_type": "rate"}, "rate_has_its_unit"),
    "a unit without a rate": ({"per_unit": "day"}, "rate_has_its_unit"),
    "a unit that the quote does not name": (
        tell("Freedonia lost ", "500", " men a day.", claim_type="rate", per_unit="week"),
        "unit_has_its_word",
    ),
    "a ratio without the other side": ({"claim_type": "ratio"}, "ratio_has_its_other_side"),
    "a share above the whole": (SHARE, "share_is_a_percentage"),
    "a share that is no part": (
        tell("Lost were ", "50%", " of the men.", **SHARE | {"is_subset": False}, **point(50)),
        "share_is_a_percentage",
    ),
    "a vague word without its upper end": (bounds(200, None, None, "vague"), "range_keeps_both_ends"),
    "a period that ends before it starts": (
        {"period_start_date": date(2030, 1, 2), "period_end_date": date(2030, 1, 1)},
        "period_ends_after_it_starts",
    ),
    "a running total that ends on another day than its own": (
        {"time_basis": "cumulative", "period_end_date": DAY, "as_of_date": date(2030, 1, 2)},
        "running_total_ends_on_its_day",
    ),
    "a claimant without a name": ({"claimant_id": "observer"}, "claimant_has_id_and_name"),
    "a claimant whom the article does not print": ({"claimant_text": "The observer"}, "claimant_is_printed"),
    "an agency that the article does not print": ({"via_text": "told Reuters"}, "claimant_is_printed"),
    "a quote that is not at its place": ({"quote_start": 1, "quote_end": 24}, "quote_stands_in_text"),
    "a quote whose end is before its start": ({"quote_end": -5}, "quote_stands_in_text"),
    "a value that is not at its place": ({"value_start": 14, "value_end": 17}, "value_stands_in_text"),
    "a value whose end is before its start": ({"value_end": 3}, "value_stands_in_text"),
    "a value outside the quote": ({"quote": "Freedonia", "quote_end": 9}, "value_stands_in_quote"),
    "an id that is made of another claim": ({"claim_id": "b" * 16}, "claim_id_is_made_of_its_claim"),
    "an article that nobody has": ({"article_id": "d" * 16}, "article_is_known"),
}


def validate(*changes: Mapping[str, Any]) -> Split:
    """Return what validation makes of claims, each with the id that is made of it unless it is given another."""
    claims = [{name: value for name, value in change.items() if name != "text"} for change in changes]
    told: list[dict[str, Any]] = [CLAIM | claim for claim in claims]
    ids = [claim_id_of(*(each[name] for name in ID_PARTS)) for each in told]
    frame = frame_claims(*({"claim_id": claim_id} | claim for claim_id, claim in zip(ids, claims, strict=True)))
    return validate_claims(frame, frame_articles({"text": changes[0].get("text", ARTICLE["text"])}))


@pytest.mark.parametrize("change", HOLDING.values(), ids=HOLDING)
def test_a_claim_holds_with(change: dict[str, Any]) -> None:
    split = validate(change)
    assert split.rejected["reason"].to_list() == []
    assert split.valid.height == 1


@pytest.mark.parametrize(("change", "reason"), FAILING.values(), ids=FAILING)
def test_a_claim_is_rejected_for(change: dict[str, Any], reason: str) -> None:
    split = validate(change)
    assert split.valid.is_empty()
    assert reason in split.rejected["reason"][0]


def test_offsets_are_code_points() -> None:
    text = "🕊 Freedonia lost 500 men. "
    split = validate({"text": text, "quote_start": 2, "quote_end": 25, "value_start": 17, "value_end": 20})
    assert split.valid.height == 1


def test_failed_rows_leave_the_others_in_their_order_and_name_all_that_failed() -> None:
    split = validate({}, {"status": "rumoured", "claim_type": "rate"}, {"measure": "killed"})
    assert split.valid["measure"].to_list() == ["losses", "killed"]
    (reason,) = split.rejected["reason"]
    assert reason.startswith("rate_has_its_unit; status: isin(")
    assert reason.endswith("but is rumoured")


def test_a_second_claim_with_the_same_id_is_rejected_and_the_first_stays() -> None:
    split = validate({}, {})
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
