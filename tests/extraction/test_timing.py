"""Timing: the days that a figure covers and the day on which it stood, in articles of 7 March 2023."""

from datetime import date

import pytest
from tests.extraction.invented import PUBLISHED, write_article

from tollbook.claims import TimeBasis
from tollbook.extraction.context import read_context
from tollbook.extraction.days import day_candidates
from tollbook.extraction.figures import figure_of_mention
from tollbook.extraction.finding import find_mentions
from tollbook.extraction.ranking import choose
from tollbook.extraction.timing import Timing, read_timing
from tollbook.extraction.tokens import tag_sentence

TEXT = "Russia and Ukraine are at war. Russia attacked Ukraine."


def time(sentence: str, basis: TimeBasis | None, published: date | None = PUBLISHED) -> Timing:
    text = f"{TEXT} {sentence}"
    context = read_context(write_article(text), published)
    tagged = tag_sentence(text, len(TEXT) + 1, len(text), 2, published)
    mentions = find_mentions(tagged)
    figure = figure_of_mention(text, tagged, mentions[0], mentions)
    figure.basis = basis
    dates = [(tagged, i) for i, token in enumerate(tagged.tokens) if token.date is not None]
    figure.day = choose("period", day_candidates(figure, context, [], None, dates)).answer
    return read_timing(figure, context)


@pytest.mark.parametrize(
    ("sentence", "basis", "first", "last"),
    [
        ("Russia lost 1,200 men the previous day.", "period", date(2023, 3, 6), date(2023, 3, 6)),
        ("Russia lost 1,200 men over the past 24 hours.", "period", date(2023, 3, 6), date(2023, 3, 7)),
        ("Russia lost 1,200 men in February.", "period", date(2023, 2, 1), date(2023, 2, 28)),
        ("Russia lost 1,200 men last week.", "period", date(2023, 2, 27), date(2023, 3, 5)),
        ("A strike killed 12 people on Monday.", "incident", date(2023, 3, 6), date(2023, 3, 6)),
        ("A strike killed 12 people.", "incident", None, None),
        ("Russia has lost 12,000 men so far.", "cumulative", date(2022, 2, 24), date(2023, 3, 7)),
        ("Russia has lost 12,000 men since 1 May.", "cumulative", date(2022, 5, 1), date(2023, 3, 7)),
        (
            "Russia has lost 12,000 men since its campaign began in May 2022.",
            "cumulative",
            date(2022, 5, 1),
            date(2023, 3, 7),
        ),
        (
            "It has named no figure since May 2022, when it said 12,000 men had been killed.",
            "cumulative",
            date(2022, 2, 24),
            date(2022, 5, 31),
        ),
        ("In the deadliest raid since one in May, it killed 12.", "incident", date(2022, 5, 1), date(2022, 5, 31)),
        ("Russia had lost 12,000 men by the end of 2022.", "cumulative", date(2022, 2, 24), date(2022, 12, 31)),
    ],
)
def test_a_figure_covers_the_days_that_its_sentence_names(
    sentence: str, basis: TimeBasis, first: date | None, last: date | None
) -> None:
    found = time(sentence, basis)
    assert (found.period_start, found.period_end) == (first, last)


def test_a_figure_stood_on_the_day_when_its_claimant_spoke() -> None:
    found = time("Kyiv said on Sunday that a strike had killed 12 people.", "incident")
    assert (found.as_of, found.precision) == (date(2023, 3, 5), "day")


def test_without_a_word_of_when_a_figure_stands_on_the_day_of_publication() -> None:
    found = time("A strike killed 12 people.", "incident")
    assert (found.as_of, found.precision) == (PUBLISHED, "day")


def test_without_a_day_of_publication_nothing_is_invented() -> None:
    found = time("A strike killed 12 people on Monday.", "incident", published=None)
    assert (found.period_start, found.period_end, found.as_of) == (None, None, None)
