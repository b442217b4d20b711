"""Comparisons: ratios of one side's losses to another's, multiples of other figures, and shares."""

import pytest
from tests.extraction.invented import claims_in_war, tag

from tollbook.claims import Measure
from tollbook.extraction.comparing import Comparison
from tollbook.extraction.comparisons import find_comparisons
from tollbook.extraction.finding import find_mentions


def compare(text: str, earlier: Measure | None = None) -> list[Comparison]:
    sentence = tag(text)
    return find_comparisons(text, sentence, find_mentions(sentence), earlier)


@pytest.mark.parametrize(
    ("sentence", "printed", "lower", "upper"),
    [
        ("Freedonia loses five soldiers for every one that Sylvania loses.", "five soldiers for every one", 5, 5),
        ("Freedonia loses 5 men for every Sylvanian soldier killed.", "5 men for every Sylvanian soldier", 5, 5),
        ("It lost three to four soldiers for every one killed.", "three to four soldiers for every one", 3, 4),
        ("The loss ratio is 2.5:1.", "2.5:1", 2.5, 2.5),
        ("The kill ratio stood at 3 to 1.", "3 to 1", 3, 3),
        ("The casualty ratio was seven-to-one.", "seven-to-one", 7, 7),
        ("Russian casualties are double those of Ukraine.", "double", 2, 2),
    ],
)
def test_losses_for_each_loss_of_the_other_side_are_a_ratio(
    sentence: str, printed: str, lower: float, upper: float
) -> None:
    (found,) = compare(sentence)
    assert (found.claim_type, sentence[found.start : found.end]) == ("ratio", printed)
    assert (found.lower, found.upper) == (lower, upper)


def test_the_ends_of_a_change_are_no_ratio() -> None:
    assert compare("The death toll was lowered from 1,400 to 1,200.") == []


@pytest.mark.parametrize(
    ("sentence", "printed", "value", "versus"),
    [
        ("Twice as many soldiers were killed as in the first war.", "Twice as many", 2, "the first war"),
        ("Losses were 17 times higher than in the first war.", "17 times", 17, "the first war"),
        ("The army lost three times as many men as in March.", "three times", 3, "March"),
        ("Deaths are triple the number of last year.", "triple", 3, "last year"),
        ("Casualties were 31 percent higher than in 2024.", "31 percent", 1.31, "2024"),
        ("Deaths fell by 20% compared with the year before.", "20%", 0.8, "the year before"),
        ("Civilian deaths rose 40 per cent.", "40 per cent", 1.4, None),
        ("There was a 70% increase in civilian casualties.", "70%", 1.7, None),
        ("There was a 70% increase in civilian casualties from 2023.", "70%", 1.7, "2023"),
        ("A 12% drop in deaths was recorded.", "12%", 0.88, None),
        ("Three times as many had probably been killed.", "Three times", 3, None),
        ("Civilian deaths doubled in the north.", "doubled", 2, None),
        ("The toll has tripled since May.", "tripled", 3, "May"),
    ],
)
def test_losses_beside_another_figure_are_a_multiple_of_it(
    sentence: str, printed: str, value: float, versus: str | None
) -> None:
    (found,) = compare(sentence)
    assert (found.claim_type, sentence[found.start : found.end]) == ("multiple", printed)
    assert (found.lower, found.upper, found.versus_text) == (value, value, versus)


@pytest.mark.parametrize(
    ("sentence", "printed", "lower", "upper"),
    [
        ("Some 70% of the dead were women and children.", "70%", 70, 70),
        ("Half of the casualties were civilians.", "Half", 50, 50),
        ("Two thirds of those killed were children.", "Two thirds", 66.666667, 66.666667),
        ("A third of the wounded died.", "A third", 33.333333, 33.333333),
        ("One in five of the casualties was a child.", "One in five", 20, 20),
        ("Three in four of the dead were civilians.", "Three in four", 75, 75),
        ("Nine out of ten of the dead were civilians.", "Nine out of ten", 90, 90),
        ("Between 60 and 70 percent of the dead were civilians.", "60 and 70 percent", 60, 70),
        ("The war killed 12,000 people, 40% of them children.", "40%", 40, 40),
        ("Children make up more than 40 percent of the 8,000 people killed.", "40 percent", 40, None),
    ],
)
def test_a_part_of_the_losses_is_a_share_in_percent(sentence: str, printed: str, lower: float, upper: float) -> None:
    (found,) = compare(sentence)
    assert (found.claim_type, sentence[found.start : found.end]) == ("share", printed)
    assert (found.lower, found.upper) == (lower, upper)


@pytest.mark.parametrize(
    ("sentence", "lower", "upper", "qualifier"),
    [
        ("At least twice as many had been killed.", 2, None, "at_least"),
        ("More than 60 percent of all casualties were soldiers.", 60, None, "more_than"),
        ("Up to 60 percent of all casualties were soldiers.", None, 60, "up_to"),
        ("Nearly half of those killed were children.", 50, 50, "nearly"),
        ("The dead are 2 to 3 times more than admitted.", 2, 3, "range"),
    ],
)
def test_bounding_words_bind_a_comparison_too(
    sentence: str, lower: float | None, upper: float | None, qualifier: str
) -> None:
    (found,) = compare(sentence)
    assert (found.lower, found.upper, found.qualifier) == (lower, upper, qualifier)


def test_a_change_takes_its_measure_from_the_figure_before() -> None:
    sentence = "This is a 31% increase compared to 2024."
    assert [(found.measure, found.versus_text) for found in compare(sentence, "wounded")] == [("wounded", "2024")]
    assert compare(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The brigade lost 40% of its tanks.",
        "Prices rose 40% after the war.",
        "He scored twice as many goals.",
        "Turnout was 60%.",
        "The bridge was hit three times.",
        "The score was 3:1.",
        "The attack began at 2:1 odds.",
        "Two million people, half of whom are children, are besieged after rebels killed 12 soldiers.",
    ],
)
def test_comparisons_of_other_things_are_left_alone(sentence: str) -> None:
    assert compare(sentence) == []


def test_a_share_is_a_part_and_its_numbers_make_no_count() -> None:
    (claim,) = claims_in_war("Three in four of the soldiers killed in the battle were conscripts.")
    assert (claim.claim_type, claim.value_text, claim.is_subset) == ("share", "Three in four", True)


@pytest.mark.parametrize(
    ("sentence", "against"),
    [
        (
            "Russia lost 9 times the soldiers killed during the invasion of Freedonia.",
            "soldiers killed during the invasion of Freedonia",
        ),
        ("Its losses were double those of Ukraine's 40,000 casualties.", "Ukraine's 40,000 casualties"),
    ],
)
def test_what_a_multiple_is_measured_against_is_kept_whole(sentence: str, against: str) -> None:
    assert [comparison.versus_text for comparison in compare(sentence)] == [against]
