"""The day on which a figure ends, in articles of 7 March 2023, and the day from which an article reckons."""

from dataclasses import replace
from datetime import date

import pytest
from tests.extraction.invented import PUBLISHED, claims_of, write_article

from tollbook.extraction.context import day_of_writing

WAR = "Russia and Ukraine are at war."


def last_days(text: str, published: date | None = PUBLISHED) -> list[date | None]:
    return [claim.period_end_date or claim.as_of_date for claim in claims_of(text, published=published)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A missile strike on Kharkiv on Saturday killed 12 people.", date(2023, 3, 4)),
        ("A missile hit Kharkiv on 14 February. The strike killed 12 people.", date(2023, 2, 14)),
        ("On 14 February a missile hit Kharkiv. The next day a strike killed 12 people.", date(2023, 2, 15)),
        ("Russian shelling killed 12 people in Kharkiv between 11 and 13 February.", date(2023, 2, 13)),
        ("Ukraine says 12,000 Russian soldiers have been killed since the invasion began.", PUBLISHED),
        ("Kyiv has told nothing since May 2022, when it said 12,000 soldiers had been killed.", date(2022, 5, 31)),
    ],
)
def test_a_figure_ends_on_the_day_that_its_own_or_the_last_sentence_names(text: str, day: date) -> None:
    assert last_days(f"{WAR} {text}") == [day]


def test_a_history_dates_its_events_by_what_it_told_before() -> None:
    text = (
        "The battle of Kharkiv began on 24 February 2022. On 28 February Russian shelling killed 12 civilians."
        " On 3 March a missile strike killed 15 civilians. On 9 March the Russian army fled."
    )
    assert last_days(f"{WAR} {text}", date(2024, 8, 1)) == [date(2022, 2, 28), date(2022, 3, 3)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The two lands fought before, in 1978 and again in 1982. This week rocket fire killed 12 people.", None),
        ("The bridge was built in 2004. On Monday a missile strike killed 12 civilians there.", None),
        ("A missile strike on 14 February 2023 killed 12 people in Kharkiv.", date(2023, 2, 14)),
    ],
)
def test_where_nobody_knows_when_an_article_was_written_no_old_day_stands_in_for_its_own(
    text: str, day: date | None
) -> None:
    assert last_days(f"{WAR} {text}", None) == [day]


@pytest.mark.parametrize(
    ("text", "earliest", "day"),
    [
        ("A raid killed 12.", None, PUBLISHED),
        ("5 March 2023\nA raid killed 12.", None, date(2023, 3, 5)),
        ("A raid killed 12 (photo of March 3, 2023).", date(2023, 3, 3), date(2023, 3, 3)),
        ("A raid on Sunday killed 12 (photo of March 3, 2023).", date(2023, 3, 3), date(2023, 3, 5)),
        ("A raid on Thursday killed 12 (photo of March 3, 2023).", date(2023, 3, 3), date(2023, 3, 3)),
        ("A raid in March 2023 killed 12.", date(2023, 3, 1), None),
    ],
)
def test_an_article_reckons_from_the_day_that_it_prints_or_else_names(
    text: str, earliest: date | None, day: date | None
) -> None:
    article = write_article(text, published=PUBLISHED if earliest is None else None)
    assert day_of_writing(replace(article, published_earliest_date=earliest)) == day
