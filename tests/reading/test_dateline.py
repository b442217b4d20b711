from datetime import date

import pytest

from tollbook.reading.dateline import find_dateline
from tollbook.reading.printed_date import PrintedDate


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" date 2023-03-07 The forces of Norland suffered losses.", date(2023, 3, 7)),
        ("CONCEPCION, 23 AUG 88 (RADIO ONE) -- [TEXT] FIVE WERE KILLED", date(1988, 8, 23)),
        ("PERTH (AUSTRALIA), JUNE 11 89 (AFP) -- [TEXT] SECURITY WAS TIGHT", date(1989, 6, 11)),
        ("(ADS)\n\n   SAN PEDRO, 4 SEP 89 (EFE) -- [TEXT] THREE PERSONS", date(1989, 9, 4)),
        ("KARAVIA, March 7, 2023 (Reuters) - Two soldiers died", date(2023, 3, 7)),
        ("November 22nd, 2023 ( Some Channel — Delivered by  Wire )\nIt is", date(2023, 11, 22)),
        ("Friday, January 4, 2019\xa0\n\n\nA bomb", date(2019, 1, 4)),
        ("Rebel fire kills 14 AFP Wednesday 10 Aug 2016 A barrage", date(2016, 8, 10)),
        ("Wed 05 Apr 2017 Raids killed 20", date(2017, 4, 5)),
        ("A headline\nBy a reporter\n7 March 2023, 10:15 GMT\nThe text", date(2023, 3, 7)),
        ("A headline\nPublished on March 7, 2023\nThe text", date(2023, 3, 7)),
    ],
)
def test_a_date_that_the_text_prints_about_itself_is_found(text: str, day: date) -> None:
    assert find_dateline(text) == PrintedDate(day, day)


@pytest.mark.parametrize(
    "text",
    [
        "The war began on February 24, 2022 and goes on.",
        "Ten were killed on Friday 1 July 2016 in a raid.",
        "In this Friday, Dec. 29, 2017, file photo, a ship lies at anchor.",
        "Raids on Monday 10 Aug 2016 killed two.",
        "SAN PEDRO, NO DATE (RADIO) -- [TEXT] WE ARE HEARING",
        "Some 2,000 people fled.",
        "",
    ],
)
def test_the_date_of_an_event_or_a_wrong_weekday_is_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_a_wire_dateline_without_a_year_gives_month_and_day() -> None:
    assert find_dateline("SAN PEDRO, 12 NOV (EFE) -- [TEXT] A MEMBER DIED") == PrintedDate(month_and_day=(11, 12))
