"""Histories, in which a day without a year is one of the year that they tell of; read on 7 March 2023."""

from datetime import date

import pytest
from tests.extraction.invented import PUBLISHED

from tollbook.extraction.chronicle import read_chronicle
from tollbook.extraction.dates import find_dates, nothing_told

HISTORY = (
    "The siege of Karavia began on 5 November 2016. On 28 December the army crossed the river."
    " On 3 January the town fell. It was rebuilt, and on 9 May 2019 a museum opened. It burnt on 12 June."
)


def days(text: str, title: str = "", begun: date | None = None) -> list[date | None]:
    chronicle = read_chronicle(title, text, PUBLISHED, begun)
    told_before = chronicle.told_before if chronicle is not None else nothing_told
    return [found.first for found in find_dates(text, 0, len(text), PUBLISHED, told_before)]


def test_a_day_lies_next_to_the_date_told_before_it() -> None:
    assert days(HISTORY) == [
        date(2016, 11, 5),
        date(2016, 12, 28),
        date(2017, 1, 3),
        date(2019, 5, 9),
        date(2019, 6, 12),
    ]


def test_the_years_of_the_title_hold_all_days() -> None:
    text = (
        "Since 3 May 2011 there had been unrest. On 3 January shelling began. On 14 December it ended. 5 May was quiet."
    )
    assert days(text, "Siege of Karavia (2014)") == [
        date(2011, 5, 3),
        date(2014, 1, 3),
        date(2014, 12, 14),
        date(2014, 5, 5),
    ]


def test_what_was_before_the_war_dates_none_of_its_days() -> None:
    text = "The town had fallen in June 2014. On 5 May 2022 shelling began. On 3 June 12 died. On 9 June 5 died."
    assert days("It lay idle in June 2014. On 3 June shelling began. " + text, begun=date(2022, 2, 24))[1] == date(
        2022, 6, 3
    )


@pytest.mark.parametrize(
    "text",
    [
        "The war began on 5 May 2019. On Monday shelling went on. On 3 February 12 died, on 9 February 5.",
        "It began on 5 January 2023. On 3 February 12 died, on 9 February 5.",
        "On 3 May 12 died.",
        "",
    ],
)
def test_news_is_no_history(text: str) -> None:
    assert read_chronicle("", text, PUBLISHED, None) is None


def test_without_a_day_of_publication_nothing_shows_what_is_past() -> None:
    assert read_chronicle("Siege of Karavia (2014)", HISTORY, None, None) is None
