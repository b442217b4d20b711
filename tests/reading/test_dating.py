from datetime import date

import pytest

from tollbook.reading.dating import Publication, date_publication
from tollbook.reading.source import Unreadable

PLAIN = "Five soldiers were killed."


def test_a_field_that_names_a_day_is_believed_over_the_text() -> None:
    found = date_publication("7 Mar 2023", "CONCEPCION, 23 AUG 88 (RADIO) -- FIVE")
    assert found == Publication(date(2023, 3, 7), date(2023, 3, 7), date(2023, 3, 7), "metadata")


def test_a_field_that_is_no_date_says_what_it_found_and_what_to_do() -> None:
    with pytest.raises(Unreadable) as raised:
        date_publication("31 Feb 2024", PLAIN, name="published_on")
    assert raised.value.found == "published_on is '31 Feb 2024', which is no date"
    assert raised.value.advice == "use YYYY-MM-DD"


def test_an_ambiguous_date_stays_within_bounds() -> None:
    found = date_publication("4/5/2017", PLAIN)
    assert found == Publication(None, date(2017, 4, 5), date(2017, 5, 4), "metadata")


def test_a_dateline_in_words_settles_an_ambiguous_date() -> None:
    assert date_publication("4/5/2017", "Wed 05 Apr 2017 Raids killed 20").published_date == date(2017, 4, 5)


@pytest.mark.parametrize(
    ("url", "earliest", "latest"),
    [
        ("https://outlet.example/2019/11/19/story", date(2019, 11, 19), date(2019, 11, 19)),
        ("https://outlet.example/2026/2/20/story", date(2026, 2, 20), date(2026, 2, 20)),
        ("https://outlet.example/world/2016/nov/09/story", date(2016, 11, 9), date(2016, 11, 9)),
        ("https://outlet.example/news/story-2024-09-18", date(2024, 9, 18), date(2024, 9, 18)),
        ("https://outlet.example/20191118123456-story", None, None),
        ("https://outlet.example/2026/02/story", date(2026, 2, 1), date(2026, 2, 28)),
        ("https://outlet.example/season-2019-20-review", None, None),
        ("https://outlet.example/2019/99/99/story", None, None),
        (None, None, None),
    ],
)
def test_an_address_that_names_a_day_or_month_dates_an_article_without_a_date(
    url: str | None, earliest: date | None, latest: date | None
) -> None:
    found = date_publication(None, PLAIN, url=url)
    assert (found.earliest, found.latest) == (earliest, latest)
    assert found.basis == ("metadata" if earliest else "unknown")


def test_a_dateline_comes_before_the_address() -> None:
    found = date_publication("Unknown", "7 March 2023\nFive", url="https://outlet.example/2023/03/08/story")
    assert (found.published_date, found.basis) == (date(2023, 3, 7), "stated")


def test_what_the_text_says_of_time_is_marked_as_inferred() -> None:
    found = date_publication(None, "The siege began in March 2021.")
    assert found == Publication(None, date(2021, 3, 1), None, "inferred")


def test_a_crawl_bounds_from_above() -> None:
    found = date_publication(None, "The siege began in March 2021.", latest=date(2021, 5, 1))
    assert found == Publication(None, date(2021, 3, 1), date(2021, 5, 1), "inferred")


def test_a_day_without_a_year_moves_the_bounds_to_that_day() -> None:
    found = date_publication("September 19", "The siege began in March 2021.", latest=date(2023, 5, 1))
    assert found == Publication(None, date(2021, 9, 19), date(2022, 9, 19), "inferred")


def test_where_nothing_is_known_nothing_is_said() -> None:
    assert date_publication("6 YEARS AGO", PLAIN) == Publication()
