"""Tagged sentences: one letter for each word, with numbers, dates, names and phrases in one piece."""

import pytest
from tests.extraction.invented import tag


@pytest.mark.parametrize(
    ("sentence", "tags"),
    [
        ("Six civilians were killed.", "NCbkw"),
        ("The shelling killed 12 Russian soldiers.", "aUkNDMw"),
        ("Twelve people died in Kharkiv.", "NPipLw"),
        ("The death toll rose to 45", "atwbN"),
        ("On 14 February 30 people surrendered", "pTNPi"),
        ("Hezbollah lost 12 fighters", "FkNM"),
        ("It killed or wounded 12", "wkN"),
        ("Ukraine's dead", "L'j"),
        ("Four people aged 23 to 28 died", "NPTi"),
        ("Two boys aged three and 13 died", "NCTi"),
        ("People aged up to 18 and 750 teachers died", "PT&NCi"),
    ],
)
def test_each_word_gets_the_letter_of_its_kind(sentence: str, tags: str) -> None:
    assert tag(sentence).tags == tags


@pytest.mark.parametrize(
    ("sentence", "qualifier"),
    [
        ("12 men", None),
        ("about 12 men", "about"),
        ("nearly 12 men", "nearly"),
        ("more than 12 men", "more_than"),
        ("at least 12 men", "at_least"),
        ("At\xa0least\xa012 men", "at_least"),
        ("up to 12 men", "up_to"),
        ("fewer than 12 men", "less_than"),
        ("12 or more men", "at_least"),
        ("12 or so men", "about"),
        ("12-odd men", "about"),
        ("up to about 12 men", "up_to"),
        ("about more than 12 men", "more_than"),
        ("exceeded 12 men", "more_than"),
    ],
)
def test_bounding_words_become_the_numbers_qualifier(sentence: str, qualifier: str | None) -> None:
    sentence_tagged = tag(sentence)
    assert sentence_tagged.tags == "NP"
    number = sentence_tagged.tokens[0]
    assert (number.text, number.qualifier) == ("12", qualifier)


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Russian troops fought in Ukraine.", ["RUS", "UKR"]),
        ("Moscow and Kyiv kept silent.", ["RUS", "UKR"]),
        ("U.S. soldiers held the gate.", ["USA"]),
        ("ISRAEL AND HAMAS FOUGHT", ["ISR", "HAMAS"]),
        ("Nobody told us or them.", []),
        ("The turkey was roasted.", []),
    ],
)
def test_names_stand_for_their_parties(sentence: str, parties: list[str]) -> None:
    assert [token.name.id for token in tag(sentence).tokens if token.name is not None] == parties


def test_every_token_stands_where_it_says() -> None:
    text = "“At least 12 of Ukraine’s soldiers,” he said, “were killed or wounded on 14 February.”"
    sentence = tag(text)
    assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
    assert sentence.lows == [token.low for token in sentence.tokens]
    assert len(sentence.tags) == len(sentence.tokens)


def test_quotation_marks_take_no_part_in_the_grammar() -> None:
    assert tag("“12” 'soldiers' were «killed»").tags == tag("12 soldiers were killed").tags == "NMbk"
