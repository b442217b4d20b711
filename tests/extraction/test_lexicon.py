"""The lexicon's own examples: each entry reads what it promises to read and leaves alone what it promises to leave."""

from collections import Counter
from typing import Any

import pytest
from tests.extraction.invented import claims_in_war, claims_of

from tollbook.claims import MEASURES, QUALIFIERS
from tollbook.extraction import lexicon
from tollbook.extraction.gate import find_wanted
from tollbook.extraction.lexicon import read_entries, split_words
from tollbook.extraction.sentences import Span

HARM, QUALIFIER = read_entries("harm"), read_entries("qualifiers")
LISTS = ("harm", "qualifiers", "people", "things", "function", "speech", "scope", "cues")
# A word may stand in several entries of these lists, once for each value of the field.
APART_BY = {"speech": "role", "cues": "step", "qualifiers": "side"}


def list_examples(entries: list[dict[str, Any]], field: str, kind: str) -> list[tuple[str, str]]:
    return [(entry[field], sentence) for entry in entries for sentence in entry.get(kind, [])]


@pytest.mark.parametrize(("measure", "sentence"), list_examples(HARM, "measure", "reads"))
def test_a_word_of_harm_reads_its_own_examples(measure: str, sentence: str) -> None:
    assert measure in [claim.measure for claim in claims_in_war(sentence)]


@pytest.mark.parametrize(("qualifier", "sentence"), list_examples(QUALIFIER, "qualifier", "reads"))
def test_a_bounding_word_reads_its_own_examples(qualifier: str, sentence: str) -> None:
    assert qualifier in [claim.qualifier for claim in claims_in_war(sentence)]


@pytest.mark.parametrize(("measure", "sentence"), list_examples(HARM, "measure", "leaves"))
def test_a_word_of_harm_leaves_alone_what_its_examples_say(measure: str, sentence: str) -> None:
    assert claims_of(sentence) == ()


@pytest.mark.parametrize("entry", [*HARM, *QUALIFIER], ids=lambda entry: str(entry["words"][0]))
def test_every_entry_has_an_example_with_one_of_its_words(entry: dict[str, Any]) -> None:
    assert entry.get("reads")
    for sentence in entry["reads"]:
        words = split_words(sentence.lower())
        assert any(_holds(words, split_words(str(phrase).lower())) for phrase in entry["words"]), sentence


def _holds(words: list[str], phrase: list[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


@pytest.mark.parametrize("name", LISTS)
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    field = APART_BY.get(name)
    counts = Counter(
        (entry[field] if field else None, " ".join(split_words(str(word).lower())))
        for entry in read_entries(name)
        for word in entry["words"]
    )
    assert [word for (_, word), count in counts.items() if count > 1] == []


def test_no_noun_is_both_a_person_and_a_thing() -> None:
    people, things = (
        {str(word) for entry in read_entries(name) for word in entry["words"]} for name in ("people", "things")
    )
    assert people & things == set()


@pytest.mark.parametrize("name", LISTS)
def test_every_word_is_a_text_in_one_case(name: str) -> None:
    for entry in read_entries(name):
        for word in entry["words"]:
            assert isinstance(word, str), f"{word!r} needs quotes"
            assert word.strip() == word != ""


def test_harm_and_qualifiers_speak_the_vocabulary_of_claims() -> None:
    assert {entry["measure"] for entry in HARM} == set(MEASURES)
    assert {entry["qualifier"] for entry in QUALIFIER} <= set(QUALIFIERS)


@pytest.mark.parametrize(
    "phrase", [word for entry in HARM for word in entry["words"] if word != "claiming"]
)  # "claiming" tells of harm with "lives" alone
def test_a_sentence_with_a_number_and_a_word_of_harm_is_looked_at(phrase: str) -> None:
    sentence = f"Two {phrase}."
    assert find_wanted(sentence, [Span(0, len(sentence))]) == [True]


@pytest.mark.parametrize(
    ("phrase", "tag", "measure"),
    [
        ("killed", "k", "killed"),
        ("killed or wounded", "k", "casualties"),
        ("killed or missing", "k", "losses"),
        ("death toll", "t", "killed"),
        ("prisoners of war", "h", "captured"),
    ],
)
def test_the_longest_phrase_decides(phrase: str, tag: str, measure: str) -> None:
    words = [*split_words(phrase), "in", "battle"]
    found = lexicon.harm_words().match(words, 0)
    assert found is not None
    assert (found[0], found[1].tag, found[1].measure) == (len(words) - 2, tag, measure)


def test_word_sets_hold_no_word_twice_and_an_unknown_name_is_an_error() -> None:
    assert "war" in lexicon.word_set("campaigns")
    with pytest.raises(KeyError):
        lexicon.word_set("no such group")
