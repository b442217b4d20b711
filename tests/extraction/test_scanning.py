"""Scanning: patterns are tried only where their forms may begin, and find there all that they would find anywhere."""

import re
from collections.abc import Callable

import pytest

from tollbook.extraction import date_patterns, numbers
from tollbook.extraction.scanning import any_of, lower_in_place, scan

DATED = (
    "2023-03-07; between 3 and 5 May 2023; 3-5 May; May 3-5, 2023; Monday, 3 May; 3 May 2023; May 3rd, 2023; "
    "in May of last year; 03.05.2023; 03-05-2023; earlier this week; late last March; "
    "at the start of the month; over the past two weeks; in recent days; nearly a week ago; "
    "more than three years before; six hours earlier; within just 24 hours; for about a month; "
    "of their two-day stay; yesterday; last night; this morning; a previous night; the day before; "
    "a day earlier; the other day; the next day; the day after; two days later; later that night; "
    "the same evening; the weekend; on Tuesday; 9/11; the 1990s; by early spring; in winter of 2022; "
    "next summer; Day 14; since January; in 2022; in an hour; during the first three days; "
    "a couple of weeks ago."
)
COUNTED = (
    "five figures; tens of thousands; hundreds and hundreds; several dozen; a few thousand; many hundreds; "
    "a couple of hundred; half a million; a quarter-million; three quarters of a million; 1,060; 12.5k; "
    "3 lakh; 2m; killed12; an hundred; a dozen; two and a half million; forty-one; ninety; zero; scores; "
    "one to two thousand; million; 1-2; the U-2; crore; billions."
)


@pytest.mark.parametrize("change", [str, str.upper, str.title, lambda text: f"İ, {text}"])
@pytest.mark.parametrize(
    ("text", "heads", "pattern"),
    [(DATED, date_patterns.HEADS, date_patterns.PATTERN), (COUNTED, numbers.HEADS, numbers.PATTERN)],
)
def test_a_scan_finds_every_form_of_its_pattern(
    text: str, heads: re.Pattern[str], pattern: re.Pattern[str], change: Callable[[str], str]
) -> None:
    text = change(text)
    found = list(scan(heads, pattern, text, 0, len(text)))
    assert [match.span() for match in found] == [match.span() for match in pattern.finditer(text)]
    assert {form for match in found for form, words in match.groupdict().items() if words} == set(pattern.groupindex)


def test_a_scan_stays_between_its_bounds_and_looks_beyond_them_for_what_stands_around() -> None:
    heads, pattern = re.compile("(?=a|b)"), re.compile("(?<=-)A|B+", re.IGNORECASE)
    assert [match.group() for match in scan(heads, pattern, "-aBBab-ab", 1, 8)] == ["a", "BB", "b", "a"]


@pytest.mark.parametrize(("text", "low"), [("ABC", "abc"), ("İstanbul", "İstanbul"), ("İS", "İs")])
def test_lower_case_keeps_the_length(text: str, low: str) -> None:
    assert lower_in_place(text) == low


@pytest.mark.parametrize("text", ["dead", "d", "d.d", "died", "dies", "killed", "dea", "", "-dead", "toll"])
def test_forms_grouped_by_their_first_letters_match_what_they_match_one_by_one(text: str) -> None:
    forms = ("dead", "kill", "di(?:ed|es)", "t", r"d\.")
    grouped, one_by_one = re.compile(any_of(forms)).search(text), re.compile("|".join(forms)).search(text)
    assert (grouped and grouped.span()) == (one_by_one and one_by_one.span())
