"""Scope: the evidence from which it is judged whether a figure is about an armed conflict at all."""

from datetime import date

import pytest
from tests.extraction.invented import PUBLISHED, claims_of, tag, write_article

from tollbook.extraction.context import read_context
from tollbook.extraction.finding import find_mentions
from tollbook.extraction.scope import scope_candidates, scope_words

WAR = "The war between Freedonia and Sylvania goes on, with shelling and air strikes along the whole front line.\n\n"


def features_of(text: str) -> set[str]:
    """Return the features that speak for or against the first figure of a sentence."""
    sentence = tag(text, date(2023, 3, 7))
    words = scope_words(sentence)
    keep, leave = scope_candidates(
        sentence, find_mentions(sentence)[0], read_context(write_article(text), PUBLISHED), words, words, "count"
    )
    assert (keep.answer, leave.answer) == (True, False)
    return set(keep.features)


def test_words_of_scope_keep_their_place_and_weight() -> None:
    found = scope_words(tag("After the plane crash, soldiers fled from an air strike."))
    assert [(word.word, word.weight > 0) for word in found] == [
        ("plane_crash", False),
        ("soldiers", True),
        ("air_strike", True),
    ]


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("While war raged in the east, an earthquake killed 12 people.", "cause_against"),
        ("After the earthquake, shelling killed 12 people.", "cause_war"),
        ("Twelve people died in a traffic accident.", "cause_against"),
        ("Twelve people died.", "cause_none"),
    ],
)
def test_the_cause_that_stands_nearest_counts(sentence: str, cause: str) -> None:
    assert {f for f in features_of(sentence) if f in {"cause_war", "cause_against", "cause_none"}} == {cause}


def test_the_counted_people_are_not_the_cause_of_their_harm() -> None:
    assert "cause_none" in features_of("Twelve soldiers died.")


@pytest.mark.parametrize(
    "sentence",
    [
        "An earthquake killed 120 people in the capital.",
        "The stampede left 121 dead, officials said.",
        "A drug epidemic has killed over 100,000 people.",
    ],
)
def test_other_causes_of_death_are_left_out_even_in_a_report_on_war(sentence: str) -> None:
    assert [claim.value_text for claim in claims_of(f"{WAR}Air strikes killed 12 soldiers.\n\n{sentence}")] == ["12"]
