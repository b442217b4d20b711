"""Number expressions: every form in which the press prints a quantity, and what is no quantity of people."""

import pytest
from tests.extraction.invented import claims_in_war, counted, numbers_of, tag

from tollbook.extraction.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("It lost 1060 men.", "1060", 1060),
        ("It lost 1,060 men.", "1,060", 1060),
        ("It lost 12,345,678 men.", "12,345,678", 12_345_678),
        ("It lost 1.2 million men.", "1.2 million", 1_200_000),
        ("It lost 1.2m men.", "1.2m", 1_200_000),
        ("It lost 2M men.", "2M", 2_000_000),
        ("It lost 3.5 mln men.", "3.5 mln", 3_500_000),
        ("It lost 50K men.", "50K", 50_000),
        ("It lost 50k men.", "50k", 50_000),
        ("It lost 250 thousand men.", "250 thousand", 250_000),
        ("It lost 12 hundred men.", "12 hundred", 1200),
        ("It lost 3 lakh men.", "3 lakh", 300_000),
        ("It lost 1,00,000 men.", "1,00,000", 100_000),
        ("It lost 12,34,567 men.", "12,34,567", 1_234_567),
        ("It lost 2 crore men.", "2 crore", 20_000_000),
        ("It lost 100 000 men.", "100 000", 100_000),
        ("It lost 100\xa0000 men.", "100\xa0000", 100_000),
        ("It lost 100\u202f000 men.", "100\u202f000", 100_000),
        ("It lost 1'500 men.", "1'500", 1500),
        ("It lost 1.2\xa0million men.", "1.2\xa0million", 1_200_000),
        ("It lost “1,200” men.", "1,200", 1200),
        ("It lost (1,200) men.", "1,200", 1200),
        ("It lost 1,200.", "1,200", 1200),
        ("It lost 700-plus men.", "700", 700),
        ("It lost 4,500+ men.", "4,500", 4500),
        ("The raid killed12 men.", "12", 12),
        ("It lost 12soldiers.", "12", 12),
        ("It had 5and lost them.", "5", 5),
    ],
)
def test_a_number_in_digits_is_read_with_its_scale(text: str, printed: str, value: float) -> None:
    assert numbers_of(text) == [(printed, value, value)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("one", 1),
        ("Nineteen", 19),
        ("twenty-one", 21),
        ("twenty one", 21),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("three dozen", 36),
        ("a hundred", 100),
        ("one hundred and twenty", 120),
        ("a hundred and fifty", 150),
        ("eleven hundred", 1100),
        ("a thousand", 1000),
        ("a thousand five hundred", 1500),
        ("two thousand five hundred", 2500),
        ("half a thousand", 500),
        ("two hundred and fifty thousand", 250_000),
        ("a quarter of a million", 250_000),
        ("half a million", 500_000),
        ("a half-million", 500_000),
        ("three quarters of a million", 750_000),
        ("a million", 1_000_000),
        ("a million two hundred thousand", 1_200_000),
        ("a million and a half", 1_500_000),
        ("one-and-a-half million", 1_500_000),
        ("two and a half million", 2_500_000),
        ("three million", 3_000_000),
        ("two million three hundred thousand and five", 2_300_005),
    ],
)
def test_number_words_are_read_up_to_the_millions(words: str, value: float) -> None:
    assert numbers_of(f"{words} men were lost") == [(words, value, value)]


@pytest.mark.parametrize(
    ("words", "lower", "upper"),
    [
        ("tens", 20, 99),
        ("dozens", 24, 99),
        ("scores", 40, 199),
        ("hundreds", 200, 999),
        ("thousands", 2000, 9999),
        ("tens of thousands", 20_000, 99_999),
        ("hundreds of thousands", 200_000, 999_999),
        ("millions", 2_000_000, 9_999_999),
        ("hundreds of millions", 200_000_000, 999_999_999),
        ("several dozen", 24, 99),
        ("several hundred", 200, 999),
        ("a few hundred", 200, 999),
        ("many thousands", 2000, 9999),
        ("dozens and dozens", 24, 99),
        ("thousands upon thousands", 2000, 9999),
        ("hundreds and thousands", 200, 9999),
        ("hundreds if not thousands", 200, 9999),
        ("hundreds, if not thousands", 200, 9999),
        ("dozens, perhaps hundreds", 24, 999),
        ("dozens or even hundreds", 24, 999),
        ("tens, if not hundreds of thousands", 20_000, 999_999),
        ("hundreds, perhaps tens of thousands", 200, 99_999),
        ("two figures", 10, 99),
        ("three-figure", 100, 999),
        ("four figures", 1000, 9999),
        ("5 figures", 10_000, 99_999),
        ("six figures", 100_000, 999_999),
    ],
)
def test_vague_words_have_the_bounds_of_the_data_dictionary(words: str, lower: float, upper: float) -> None:
    text = f"{words} of men were lost"
    assert numbers_of(text) == [(words, lower, upper)]
    assert find_numbers(text, 0, len(text))[0].is_vague


@pytest.mark.parametrize(
    ("words", "lower", "upper"),
    [
        ("100,000 to 140,000", 100_000, 140_000),
        ("100,000-140,000", 100_000, 140_000),
        ("100,000–140,000", 100_000, 140_000),
        ("100,000 — 140,000", 100_000, 140_000),
        ("100-to-150", 100, 150),
        ("100 or 150", 100, 150),
        ("two or three", 2, 3),
        ("ten to twelve", 10, 12),
        ("two to three hundred", 200, 300),
        ("two to three hundred thousand", 200_000, 300_000),
        ("50 to one hundred thousand", 50_000, 100_000),
        ("60 to 70 thousand", 60_000, 70_000),
        ("60-70,000", 60_000, 70_000),
        ("12,000 to 15,000", 12_000, 15_000),
        ("12 to 15,000", 12_000, 15_000),
        ("5,000 to 1 million", 5000, 1_000_000),
        ("1-2 million", 1_000_000, 2_000_000),
        ("1.5 to 2 million", 1_500_000, 2_000_000),
        ("100 to even 150", 100, 150),
        ("100\xa0to\xa0150", 100, 150),
    ],
)
def test_a_range_is_one_expression_in_every_notation(words: str, lower: float, upper: float) -> None:
    text = f"It lost {words} men."
    assert numbers_of(text) == [(words, lower, upper)]
    assert find_numbers(text, 0, len(text))[0].is_range


def test_between_two_numbers_lies_a_range_but_and_alone_joins_none() -> None:
    assert numbers_of("between 100 and 150 men") == [("100 and 150", 100, 150)]
    assert numbers_of("first 100 and 150 men later") == [("100", 100, 100), ("150", 150, 150)]
    assert numbers_of("150 to 100 men") == [("150", 150, 150), ("100", 100, 100)]


@pytest.mark.parametrize(
    "text",
    [
        "a 9-year-old boy",
        "a nine-year-old boy",
        "a Mi-8 helicopter",
        "a T-72 tank",
        "an F-16 and an F16",
        "an AK-47 rifle",
        "$5 apiece",
        "$5 million",
        "€300 each",
        "₽100 for all",
        "at 12:30 sharp",
        "the 5th army",
        "the 21st century",
        "a 7.62mm round",
        "a 155mm gun",
        "a 40km march",
        "50m from the gate",
        "300m behind them",
        "a two-day march",
        "a 15-minute raid",
        "a 1,060-strong brigade",
        "billions of stars",
        "a hundredweight",
        "#5 of them",
    ],
)
def test_what_only_looks_like_a_number_of_people_is_none(text: str) -> None:
    assert numbers_of(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("In February 2023 it began.", "2023"),
        ("On 7 March it began.", "7"),
        ("Over the past 24 hours it went on.", "24"),
        ("It began two weeks ago.", "two"),
    ],
)
def test_a_number_inside_a_date_stands_for_no_quantity(text: str, word: str) -> None:
    assert word not in [token.text for token in tag(text).tokens if token.number is not None]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Shelling killed 1.2m soldiers in the long war.", 1_200_000),
        ("Some 50K soldiers were killed in the war.", 50_000),
        ("About 3 lakh soldiers died in the war.", 300_000),
        ("The battle left half a million soldiers dead.", 500_000),
        ("Two hundred and fifty thousand soldiers were killed in the war.", 250_000),
        ("A dozen soldiers were killed in the shelling.", 12),
        ("At least\xa017 soldiers were\xa0killed in the shelling.", 17),
    ],
)
def test_every_form_makes_a_claim(sentence: str, value: float) -> None:
    assert [claim.lower for claim in claims_in_war(sentence)] == [value]


def test_a_footnote_glued_to_the_last_sentence_is_no_figure_of_the_next() -> None:
    text = "The army lost 900 men by December 2025.20 Both armies lost 3,000 men."
    assert [claim.value_text for claim in claims_in_war(text)] == ["900", "3,000"]


def test_a_score_counts_nobody() -> None:
    assert counted("The army team lost 3-1 on Sunday.") == {}
