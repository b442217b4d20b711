from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.reading.printed_date import PrintedDate, find_date_order, is_missing, read_printed_date

MARCH_7 = date(2023, 3, 7)


@pytest.mark.parametrize(
    "printed",
    [
        "2023-03-07",
        "2023/03/07",
        "2023-03-07T00:00:00",
        "2023-03-07 17:58:46",
        "2023-03-07T23:30:00+02:00",
        "20230307",
        "20230307T101500Z",
        "7 Mar 2023",
        "07 March 2023",
        "Mar 7, 2023",
        "March 7, 2023",
        "March 7th, 2023",
        "7th of March, 2023",
        "Tue, 07 Mar 2023 10:00:00 GMT",
        "Tuesday 7 March 2023",
        "March 7, 2023 at 10:11 a.m. EST",
        "Last update 7 Mar 2023",
        "Published 10:15 GMT, 7 March 2023",
        "7-Mar-2023",
        "7 MAR 23",
        "MAR 7 23",
        "07.03.2023",
        "Tuesday, March 7, 2023\xa0",
        "3 days ago (crawled 2023-03-10)",
        "7 mars 2023",
        "7 марта 2023",
        1678147200,
        1678147200000,
        datetime(2023, 3, 7, 9, tzinfo=UTC),
        MARCH_7,
    ],
)
def test_the_forms_that_outlets_print_name_one_day(printed: object) -> None:
    assert read_printed_date(printed) == PrintedDate(MARCH_7, MARCH_7, is_ambiguous=printed == "07.03.2023")


@pytest.mark.parametrize(
    ("printed", "earliest", "latest"),
    [
        ("March 2023", date(2023, 3, 1), date(2023, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("22 hrs ago (crawled 2024-10-14)", date(2024, 10, 13), date(2024, 10, 14)),
        ("2 weeks ago (crawled 2024-10-31)", date(2024, 10, 10), date(2024, 10, 24)),
        ("6 YEARS AGO", None, None),
    ],
)
def test_a_date_that_names_no_day_gives_the_bounds_that_it_sets(
    printed: str, earliest: date | None, latest: date | None
) -> None:
    assert read_printed_date(printed) == PrintedDate(earliest, latest)


@pytest.mark.parametrize("printed", ["September 19", "19 Sept", "19th of September"])
def test_a_date_without_a_year_gives_its_month_and_day(printed: str) -> None:
    assert read_printed_date(printed) == PrintedDate(month_and_day=(9, 19))


@pytest.mark.parametrize("printed", ["23 AUG 88", "AUG 23 88", "23 August '88"])
def test_two_digits_of_a_year_above_68_lie_in_the_twentieth_century(printed: str) -> None:
    assert read_printed_date(printed) == PrintedDate(date(1988, 8, 23), date(1988, 8, 23))


@pytest.mark.parametrize(
    "printed",
    [
        "31 Feb 2024",
        "2024-02-30",
        "2023-02-29",
        "2023-13-45",
        "99/99/2020",
        "May 32, 2020",
        "0000-00-00",
        "9999-01-01",
        "tomorrow",
        "hello",
        "1,060 killed",
        True,
        [1],
        {"date": "2023-03-07"},
    ],
)
def test_what_is_no_date_is_none(printed: object) -> None:
    assert read_printed_date(printed) is None


def test_a_numeric_date_that_reads_two_ways_is_bounded_by_both_until_the_order_is_known() -> None:
    assert read_printed_date("4/5/2017") == PrintedDate(date(2017, 4, 5), date(2017, 5, 4), is_ambiguous=True)
    assert read_printed_date("4/5/2017", is_day_first=True) == PrintedDate(
        date(2017, 5, 4), date(2017, 5, 4), is_ambiguous=True
    )
    assert read_printed_date("4/5/2017", is_day_first=False) == PrintedDate(
        date(2017, 4, 5), date(2017, 4, 5), is_ambiguous=True
    )
    assert read_printed_date("10/29/2016", is_day_first=True) == PrintedDate(date(2016, 10, 29), date(2016, 10, 29))


@pytest.mark.parametrize(
    ("printed", "is_day_first"),
    [
        (["4/5/2017", "4/16/2017"], False),
        (["4/5/2017", "16/4/2017"], True),
        (["4/5/2017", "4/4/2017"], None),
        (["16/4/2017", "4/16/2017"], None),
        (["16.4.2017", None, 7], None),
        ([], None),
    ],
)
def test_dates_that_read_one_way_decide_for_those_that_read_two(
    printed: list[object], is_day_first: bool | None
) -> None:
    assert find_date_order(printed) is is_day_first


@pytest.mark.parametrize("value", [None, "", " ", "None", "Unknown", "N/A", "NO DATE", float("nan")])
def test_words_for_no_date_are_missing_dates_not_wrong_ones(value: object) -> None:
    assert is_missing(value)


@given(
    st.dates(date(1700, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%A %d %B %Y"]),
)
def test_every_day_is_read_back_from_how_it_is_printed(day: date, form: str) -> None:
    assert read_printed_date(day.strftime(form)) == PrintedDate(day, day)


@given(st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.none(), st.binary(max_size=8)))
def test_no_value_of_a_date_field_raises(value: object) -> None:
    if not is_missing(value):
        read_printed_date(value)
