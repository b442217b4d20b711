"""What a date is for in its sentence, in articles of 7 March 2023."""

from datetime import date
from itertools import pairwise

import pytest
from tests.extraction.invented import PUBLISHED, tag

from tollbook.extraction.datings import (
    is_behind_since,
    is_compared,
    is_day_of_saying,
    is_taken_up,
    names_event,
    preposition,
    settle_shifts,
)
from tollbook.extraction.tokens import Sentence, tag_sentence


def dated(text: str) -> tuple[Sentence, int]:
    sentence = tag(text)
    return sentence, next(i for i, token in enumerate(sentence.tokens) if token.date is not None)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It lost 20 men in May.", "in"),
        ("It had lost 20 men by the end of 2022.", "by"),
        ("It lost 20 men at the start of May.", "at"),
        ("It lost 20 men Monday.", "bare"),
        ("It is the deadliest raid of 2022.", "of"),
    ],
)
def test_a_date_has_the_preposition_of_its_phrase(text: str, word: str) -> None:
    assert preposition(*dated(text)) == word


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("It has lost 20 men since May.", {"since"}),
        ("It has lost 20 men since the war in Karavia began in May 2022.", {"since"}),
        ("It is the deadliest raid since May.", set()),
        ("The army said on Monday that it lost 20 men.", {"said"}),
        ("It lost 20 men in Monday's raid.", {"names event"}),
        ("It lost more men than in 2022.", {"compared"}),
        ("It has told nothing since May, when it said it had lost 20 men.", {"taken up"}),
        ("It lost 20 men on Monday.", set()),
    ],
)
def test_its_words_tell_what_a_date_is_for(text: str, roles: set[str]) -> None:
    tests = {
        "since": is_behind_since,
        "said": is_day_of_saying,
        "names event": names_event,
        "compared": is_compared,
        "taken up": is_taken_up,
    }
    sentence, at = dated(text)
    assert {role for role, test in tests.items() if test(sentence, at)} == roles


def test_the_next_day_follows_the_day_told_before() -> None:
    text = "On 3 February it lost 20 men. The next day it lost 5. Two days later it fled; that night 12 died."
    ends = [0, 30, 54, len(text)]
    sentences = [tag_sentence(text, a, b, i, PUBLISHED) for i, (a, b) in enumerate(pairwise(ends))]
    settle_shifts(sentences)
    assert [t.date.last for s in sentences for t in s.tokens if t.date] == [
        date(2023, 2, 3),
        date(2023, 2, 4),
        date(2023, 2, 6),
        date(2023, 2, 6),
    ]


def test_the_next_day_of_no_day_stays_open() -> None:
    sentence, at = dated("The next day it lost 20 men.")
    settle_shifts([sentence])
    found = sentence.tokens[at].date
    assert found is not None
    assert found.last is None
