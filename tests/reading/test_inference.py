from datetime import date

import pytest

from tollbook.reading.inference import Bounds, infer_bounds


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("The siege of Karavia began in March 2021.", date(2021, 3, 1)),
        ("On 5 May 2022 the town fell. It had held since 2020.", date(2022, 5, 5)),
        ("Feb. 24, 2022, was the first day.", date(2022, 2, 24)),
        ("In 2025 alone 400 died.", date(2026, 1, 1)),
        ("They lost 10 in 2019. They want to win by 2030.", date(2019, 1, 1)),
        ("The plan will end in 2031.", None),
        ("Some 2020 people fled, 1999 soldiers stayed.", None),
        ("Nothing is said of time.", None),
        ("", None),
    ],
)
def test_a_past_day_that_the_text_names_bounds_it_from_below(text: str, earliest: date | None) -> None:
    assert infer_bounds(text) == Bounds(earliest, None)


def test_years_since_a_beginning_that_is_dated_bound_on_both_sides() -> None:
    text = "The war in Norland began four years ago. Since the war began in February 2022 many fled."
    assert infer_bounds(text) == Bounds(date(2022, 2, 1).replace(year=2025, month=8, day=2), date(2026, 8, 30))


def test_years_since_another_event_bound_nothing() -> None:
    text = "The siege and war began four years ago. The invasion began in February 2022."
    assert infer_bounds(text) == Bounds(date(2022, 2, 1), None)


def test_a_forecast_for_the_spring_was_made_before_its_middle_month() -> None:
    text = (
        "Losses will reach 2,000 by the spring. The war began four years ago; the war began in February 2022."
        " They lost 415 in 2025 alone."
    )
    assert infer_bounds(text) == Bounds(date(2026, 1, 1), date(2026, 3, 31))
