"""Date expressions, resolved against a Tuesday: 7 March 2023."""

from datetime import date

import pytest
from tests.extraction.invented import PUBLISHED

from tollbook.extraction.dates import DateExpression, find_dates


def find(text: str, published: date | None = PUBLISHED) -> list[DateExpression]:
    return find_dates(text, 0, len(text), published)


@pytest.mark.parametrize(
    ("text", "printed", "day"),
    [
        ("on 2023-02-14", "2023-02-14", date(2023, 2, 14)),
        ("on 14 February 2023", "14 February 2023", date(2023, 2, 14)),
        ("on the 14th of February", "14th of February", date(2023, 2, 14)),
        ("on February 14", "February 14", date(2023, 2, 14)),
        ("on Feb. 14, 2023", "Feb. 14, 2023", date(2023, 2, 14)),
        ("on 14.02.2023", "14.02.2023", date(2023, 2, 14)),
        ("on March 25", "March 25", date(2022, 3, 25)),  # not yet come this year
        ("since October 7", "October 7", date(2022, 10, 7)),
        ("since October 7, 2024", "October 7, 2024", date(2024, 10, 7)),
        ("today", "today", date(2023, 3, 7)),
        ("yesterday", "yesterday", date(2023, 3, 6)),
        ("on Tuesday", "Tuesday", date(2023, 3, 7)),
        ("on Monday", "Monday", date(2023, 3, 6)),
        ("on Wednesday", "Wednesday", date(2023, 3, 1)),
        ("last Tuesday", "last Tuesday", date(2023, 2, 28)),
        ("two weeks ago", "two weeks ago", date(2023, 2, 21)),
        ("on Friday, 3 March", "Friday, 3 March", date(2023, 3, 3)),
        ("on Tuesday the 14th of February", "Tuesday the 14th of February", date(2023, 2, 14)),
        ("on 7 October last year", "7 October last year", date(2022, 10, 7)),
        ("on October 7, last year", "October 7, last year", date(2022, 10, 7)),
        ("14-02-2023 A raid", "14-02-2023", date(2023, 2, 14)),
        ("on March 8", "March 8", date(2023, 3, 8)),  # a day's grace for time zones
        ("on March 9", "March 9", date(2022, 3, 9)),
        ("after 9/11", "9/11", date(2001, 9, 11)),
    ],
)
def test_a_day_is_found_and_fixed(text: str, printed: str, day: date) -> None:
    (found,) = find(text)
    assert (found.text, found.kind, found.first, found.last) == (printed, "day", day, day)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("in February", "month", date(2023, 2, 1), date(2023, 2, 28)),
        ("in April", "month", date(2022, 4, 1), date(2022, 4, 30)),
        ("at the end of September 2022", "month", date(2022, 9, 1), date(2022, 9, 30)),
        ("last month", "month", date(2023, 2, 1), date(2023, 2, 28)),
        ("three months ago", "month", date(2022, 12, 1), date(2022, 12, 31)),
        ("last week", "span", date(2023, 2, 27), date(2023, 3, 5)),
        ("this week", "span", date(2023, 3, 6), date(2023, 3, 7)),
        ("last weekend", "span", date(2023, 3, 4), date(2023, 3, 5)),
        ("overnight", "day", date(2023, 3, 6), date(2023, 3, 7)),
        ("in 2022", "year", date(2022, 1, 1), date(2022, 12, 31)),
        ("last year", "year", date(2022, 1, 1), date(2022, 12, 31)),
        ("in the summer of 2022", "season", date(2022, 6, 1), date(2022, 8, 31)),
        ("by the spring", "season", date(2023, 3, 1), date(2023, 5, 31)),
        ("last winter", "season", date(2022, 12, 1), date(2023, 2, 28)),
        ("in the 1990s", "decade", date(1990, 1, 1), date(1999, 12, 31)),
        ("in May of last year", "month", date(2022, 5, 1), date(2022, 5, 31)),
        ("since the start of the year", "span", date(2023, 1, 1), PUBLISHED),
        ("since the beginning of this month", "span", date(2023, 3, 1), PUBLISHED),
        ("over the weekend", "span", date(2023, 3, 4), date(2023, 3, 5)),
        ("between 11 and 13 February", "span", date(2023, 2, 11), date(2023, 2, 13)),
        ("from 11 to 13 February 2022", "span", date(2022, 2, 11), date(2022, 2, 13)),
        ("on February 11-13", "span", date(2023, 2, 11), date(2023, 2, 13)),
        ("on February 11 and 12, it said", "span", date(2023, 2, 11), date(2023, 2, 12)),
        ("from 28 December to 3 January", "span", date(2022, 12, 28), date(2023, 1, 3)),
        ("from February 24 to March 5, 2022", "span", date(2022, 2, 24), date(2022, 3, 5)),
        ("on Sunday and Monday", "span", date(2023, 3, 5), date(2023, 3, 6)),
        ("in May and June 2022", "month", date(2022, 5, 1), date(2022, 6, 30)),
        ("in late May and early June", "month", date(2022, 5, 1), date(2022, 6, 30)),
        ("in 2021 and 2022", "year", date(2021, 1, 1), date(2022, 12, 31)),
    ],
)
def test_a_longer_time_keeps_its_first_and_last_day(text: str, kind: str, first: date, last: date) -> None:
    (found,) = find(text)
    assert (found.kind, found.first, found.last, found.is_window) == (kind, first, last, False)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("over the past 24 hours", date(2023, 3, 6)),
        ("in the last three weeks", date(2023, 2, 14)),
        ("the past two years", date(2021, 3, 7)),
        ("within two days", date(2023, 3, 5)),
        ("for nine months", date(2022, 6, 7)),
        ("in recent days", date(2023, 3, 4)),
    ],
)
def test_a_length_of_time_is_a_window_up_to_publication(text: str, first: date) -> None:
    (found,) = find(text)
    assert (found.is_window, found.first, found.last) == (True, first, PUBLISHED)


def test_the_previous_day_is_a_window_of_that_day_alone() -> None:
    (found,) = find("the previous day")
    assert (found.is_window, found.first, found.last) == (True, date(2023, 3, 6), date(2023, 3, 6))


@pytest.mark.parametrize(
    "text",
    [
        "over the weekend",
        "in recent days",
        "since the start of the year",
        "in May of last year",
        "in February",
        "on Monday",
        "yesterday",
        "last week",
        "over the past 24 hours",
        "on 14 February",
        "by the spring",
    ],
)
def test_nothing_is_invented_where_the_day_of_publication_is_unknown(text: str) -> None:
    (found,) = find(text, published=None)
    assert (found.first, found.last) == (None, None)


@pytest.mark.parametrize("text", ["On 14 February 30 people fell", "On February 14 30 people fell"])
def test_a_number_of_people_behind_a_day_is_no_year(text: str) -> None:
    assert [(found.first, found.text[-2:]) for found in find(text)] in (
        [(date(2023, 2, 14), "ry")],
        [(date(2023, 2, 14), "14")],
    )


def test_a_full_date_needs_no_day_of_publication() -> None:
    (found,) = find("on 14 February 2023", published=None)
    assert found.first == found.last == date(2023, 2, 14)


@pytest.mark.parametrize("text", ["on 31 February 2023", "on 29 February", "Day 109 of the war"])
def test_a_day_that_cannot_be_fixed_is_found_without_a_date(text: str) -> None:
    (found,) = find(text)
    assert (found.first, found.last) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "2,022 people",
        "$2022",
        "1999 soldiers",
        "It may end.",
        "March on, men",
        "5,000 men",
        "12.5 and 13",
    ],
)
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [("The next day", 1), ("the day after", 1), ("Two days later", 2), ("that evening", 0), ("later the same day", 0)],
)
def test_a_day_counted_from_the_day_told_before_says_how_far_it_is(text: str, days: int) -> None:
    (found,) = find(text)
    assert (found.shift, found.first, found.last) == (days, None, None)


def test_two_numbers_beside_a_month_are_no_days_of_it_unless_they_are_said_to_be() -> None:
    assert [found.text for found in find("It fell in May 5 and 30 people fled; 12 and 13 June followed.")] == [
        "May 5",
        "13 June",
    ]


def test_offsets_count_from_the_start_of_the_whole_text() -> None:
    text = "Long ago. It fell on 14 February 2023."
    (found,) = find_dates(text, 10, len(text), PUBLISHED)
    assert text[found.start : found.end] == found.text == "14 February 2023"
