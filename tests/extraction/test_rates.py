"""Rates: figures per unit of time, brought to a day, week, month or year."""

import pytest
from tests.extraction.invented import claims_in_war, tag

from tollbook.extraction.finding import find_mentions
from tollbook.extraction.rates import read_rate


def read_rates(text: str) -> list[tuple[str, float] | None]:
    """Return unit and factor of each figure of a sentence, ``None`` for a figure that is no rate."""
    sentence = tag(text)
    mentions = find_mentions(sentence)
    starts = [sentence.tokens[mention.number].start for mention in mentions]
    rates = [
        read_rate(text, sentence, mention, min([s for s in starts if s > start], default=sentence.end))
        for mention, start in zip(mentions, starts, strict=True)
    ]
    return [(rate.per_unit, rate.factor) if rate is not None else None for rate in rates]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("The army loses 1,000 soldiers a day.", "day"),
        ("About 1,000 soldiers die every day.", "day"),
        ("The army suffers 400 casualties daily.", "day"),
        ("The daily death toll was over 1,000.", "day"),
        ("The average daily casualties were 1,140.", "day"),
        ("An average of 35 civilians were killed per day.", "day"),
        ("Some 300 soldiers are killed per week.", "week"),
        ("They counted 35,000 casualties a month.", "month"),
        ("Monthly losses reached 35,000 men.", "month"),
        ("Twelve soldiers were killed each year.", "year"),
        ("It had a casualty rate of around 1,000 per day.", "day"),
        ("The average monthly number of soldiers killed was 900.", "month"),
    ],
)
def test_a_figure_with_a_unit_of_time_is_a_rate(sentence: str, unit: str) -> None:
    assert read_rates(sentence) == [(unit, 1.0)]


@pytest.mark.parametrize(
    ("sentence", "per_day"),
    [
        ("One soldier is killed every 15 minutes.", 96),
        ("One child is killed every hour.", 24),
        ("Two soldiers died every two hours.", 24),
        ("It lost 120 soldiers every 3 days.", 40),
    ],
)
def test_other_units_become_days(sentence: str, per_day: float) -> None:
    (claim,) = claims_in_war(sentence)
    assert (claim.claim_type, claim.per_unit) == ("rate", "day")
    assert claim.lower == claim.upper == pytest.approx(per_day)


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve soldiers were killed a day earlier.",
        "Twelve soldiers were killed on the second day.",
        "Twelve soldiers were killed in a daily attack.",
        "Twelve soldiers were killed a week after the truce.",
        "The army lost 500 men in a day.",
        "Twelve soldiers were killed in a month of war.",
        "Twelve villagers were killed in the past year in weekly protests.",
        "Three soldiers were killed, sparking a month-long war.",
        "The weekly publication says that 12 soldiers were killed.",
        "A weekly paper wrote of the murder of six priests.",
    ],
)
def test_a_stated_time_makes_no_rate(sentence: str) -> None:
    assert read_rates(sentence) == [None]


def test_a_unit_belongs_to_the_figure_that_it_stands_with() -> None:
    sentence = "The army lost 35,000 men a month, with 400,000 soldiers killed in all."
    assert read_rates(sentence) == [("month", 1.0), None]


def test_a_rate_keeps_its_bounds() -> None:
    (claim,) = claims_in_war("The army loses more than 1,000 soldiers a day.")
    assert (claim.claim_type, claim.lower, claim.upper, claim.per_unit) == ("rate", 1000, None, "day")
