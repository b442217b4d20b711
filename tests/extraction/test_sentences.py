"""Sentences: where an article's text is cut, and where it is not."""

from itertools import pairwise

import pytest

from tollbook.extraction.sentences import split_sentences

WRAPPED = "The army of the northern valley said late in the day that\nit had lost 12 men. Then it fell silent."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It fell. It rose.", ["It fell.", "It rose."]),
        ("Was it 12? No! It was 1.2 million.", ["Was it 12?", "No!", "It was 1.2 million."]),
        ("It was hit.The mayor said so.", ["It was hit.", "The mayor said so."]),
        ("“He is dead.” She wept.", ["“He is dead.”", "She wept."]),
        ("He said: “12 died.”He left.", ["He said: “12 died.”", "He left."]),
        ("It rose by 2025.20 Combined losses fell.", ["It rose by 2025.20", "Combined losses fell."]),
        ("It fell [1]. Then it rose.", ["It fell [1].", "Then it rose."]),
        ("It came at 6 p.m. The army left.", ["It came at 6 p.m.", "The army left."]),
        ("They fought in the U.S. The army left.", ["They fought in the U.S.", "The army left."]),
        ("Wait ... Yes.", ["Wait ...", "Yes."]),
        ("Killed: 12\nWounded: 30", ["Killed: 12", "Wounded: 30"]),
        ("A headline\n\nThe text.", ["A headline", "The text."]),
        ("  It fell. \n\n\n ", ["It fell."]),
        (WRAPPED, [WRAPPED[:-21], "Then it fell silent."]),
        ("", []),
        (" \n\t\n ", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. army lost 12 men.",
        "Gen. Brown and Lt. Col. Green said so.",
        "Dr. A. Green said so.",
        "No. 5 Brigade held the bridge.",
        "On Feb. 14 the army held the bridge.",
        "It lost approx. 300 men.",
        "The toll is 5.5 million.",
        "It fell (or so he said) and rose.",
    ],
)
def test_an_abbreviation_or_a_decimal_point_ends_no_sentence(sentence: str) -> None:
    assert [(span.start, span.end) for span in split_sentences(sentence)] == [(0, len(sentence))]


def test_an_endless_sentence_is_cut_so_that_nothing_is_lost() -> None:
    text = "word " * 1000 + "x" * 3000
    spans = list(split_sentences(text))
    assert max(span.end - span.start for span in spans) <= 1000
    assert "".join(text[span.start : span.end] for span in spans).replace(" ", "") == text.replace(" ", "")


def test_spans_lie_in_order_and_never_overlap() -> None:
    spans = list(split_sentences("It fell. “It rose!” he said.\nKilled: 12\n\nNobody knows (yet). Why?"))
    assert all(first.end <= second.start for first, second in pairwise(spans))
