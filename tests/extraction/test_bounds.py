"""Bounds: what lower, best and upper a wording sets, after the table of the data dictionary."""

import pytest
from tests.extraction.invented import claims_in_war, tag

from tollbook.extraction.bounds import Bounds, read_bounds


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("1,060", (1060, 1060, 1060, "exact")),
        ("about 1,060", (1060, 1060, 1060, "about")),
        ("an estimated 1,060", (1060, 1060, 1060, "about")),
        ("nearly 1,060", (1060, 1060, 1060, "nearly")),
        ("close to 1,060", (1060, 1060, 1060, "nearly")),
        ("a couple of hundred", (200, 200, 200, "about")),
        ("more than 1,060", (1060, None, None, "more_than")),
        ("over 1,060", (1060, None, None, "more_than")),
        ("at least 1,060", (1060, None, None, "at_least")),
        ("no fewer than 1,060", (1060, None, None, "at_least")),
        ("1,060 or more", (1060, None, None, "at_least")),
        ("up to 1,060", (None, None, 1060, "up_to")),
        ("as many as 1,060", (None, None, 1060, "up_to")),
        ("fewer than 1,060", (None, None, 1060, "less_than")),
        ("100 to 140", (100, None, 140, "range")),
        ("about 100 to 140", (100, None, 140, "range")),
        ("up to 100 to 140", (None, None, 140, "up_to")),
        ("dozens", (24, None, 99, "vague")),
        ("scores", (40, None, 199, "vague")),
        ("hundreds", (200, None, 999, "vague")),
        ("tens of thousands", (20_000, None, 99_999, "vague")),
        ("hundreds, if not thousands", (200, None, 9999, "vague")),
        ("four figures", (1000, None, 9999, "vague")),
        ("exceeded four figures", (1000, None, None, "more_than")),
        ("more than dozens", (24, None, None, "more_than")),
    ],
)
def test_a_wording_sets_its_bounds(words: str, bounds: tuple[float | None, float | None, float | None, str]) -> None:
    (token,) = [token for token in tag(f"{words} men").tokens if token.number is not None]
    assert token.number is not None
    found = read_bounds(token.number, token.qualifier)
    assert (found.lower, found.best, found.upper, found.qualifier) == bounds


def test_a_factor_brings_both_ends_to_the_unit() -> None:
    (token,) = [token for token in tag("10 to 12 men").tokens if token.number is not None]
    assert token.number is not None
    assert read_bounds(token.number, None, 2.0) == Bounds(20, None, 24, "range")


def test_a_bound_covers_only_the_number_that_it_stands_before() -> None:
    dead, wounded = claims_in_war("The shelling left at least 17 soldiers dead and 32 wounded.")
    assert (dead.lower, dead.best, dead.upper, dead.qualifier) == (17, None, None, "at_least")
    assert (wounded.lower, wounded.best, wounded.upper, wounded.qualifier) == (32, 32, 32, "exact")


@pytest.mark.parametrize(
    ("sentence", "lower", "upper"),
    [
        ("The strike killed 20 villagers at least.", 20, None),
        ("At least another 26 soldiers were killed.", 26, None),
        ("The raid killed up to another 26 soldiers.", None, 26),
        ("Get short URL 4016 At least 12 soldiers were killed.", 12, None),
    ],
)
def test_a_bound_may_stand_apart_from_its_number(sentence: str, lower: float | None, upper: float | None) -> None:
    (claim,) = claims_in_war(sentence)
    assert (claim.lower, claim.upper) == (lower, upper)
