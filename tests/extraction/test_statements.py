"""Statements: who is named in a sentence as the source of what it says."""

import pytest
from tests.extraction.invented import tag

from tollbook.extraction.statements import Statement, find_statements


def find(text: str) -> list[Statement]:
    return find_statements(text, tag(text))


@pytest.mark.parametrize(
    ("sentence", "source", "form"),
    [
        ("According to the ministry, 12 soldiers were killed.", "the ministry", "according"),
        (
            "Twelve soldiers were killed, according to the Freedonian General Staff.",
            "the Freedonian General Staff",
            "according",
        ),
        ("The ministry said that 12 soldiers were killed.", "The ministry", "before_verb"),
        ("“Twelve soldiers were killed,” the governor said.", "the governor", "before_verb"),
        ("“Twelve soldiers were killed,” said the governor.", "the governor", "after_verb"),
        ("Officials put the toll at 45.", "Officials", "before_verb"),
        ("The study estimates that 300 died.", "The study", "before_verb"),
        ("The army announced on Tuesday that 12 soldiers died.", "The army", "before_verb"),
        ("In its report, the commission found that 300 were killed.", "the commission", "before_verb"),
        ("It added that 12 were wounded.", "It", "before_verb"),
        ("Mediazona's count stands at 15,000.", "Mediazona", "noun"),
        ("Strike kills 41: mayor", "mayor", "headline"),
        ("Raid kills nine - monitor", "monitor", "headline"),
    ],
)
def test_a_source_is_found_by_the_form_of_its_statement(sentence: str, source: str, form: str) -> None:
    (found,) = find(sentence)
    assert (found.text, found.form) == (source, form)
    assert sentence[found.start : found.end] == source


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve people were reported killed.",
        "Twelve deaths were confirmed.",
        "The bomb claimed 12 lives.",
        "The rebels claimed responsibility for killing 12.",
        "Twelve soldiers were killed.",
    ],
)
def test_a_sentence_without_a_source_has_no_statement(sentence: str) -> None:
    assert find(sentence) == []


def test_a_statement_may_rest_on_another() -> None:
    cited, saying = find("Citing the UN, the ministry said 12 people died.")
    assert (cited.form, cited.text) == ("citing", "the UN")
    assert (saying.form, saying.text) == ("before_verb", "the ministry")


@pytest.mark.parametrize(
    ("sentence", "source", "outlet"),
    [
        ("A NATO official told Reuters that 500 soldiers were killed.", "A NATO official", "Reuters"),
        ("He told CNN that 500 soldiers were killed.", "He", "CNN"),
        ("He told the crowd that 500 soldiers were killed.", "He", None),
    ],
)
def test_the_outlet_that_was_told_is_kept_apart(sentence: str, source: str, outlet: str | None) -> None:
    (found,) = find(sentence)
    assert (found.text, found.via) == (source, outlet)


@pytest.mark.parametrize(
    ("sentence", "claimant_id"),
    [
        ("UN estimates put the dead at 300.", "united-nations"),
        ("The Syrian Observatory for Human Rights said 12 died.", "sohr"),
        ("An adviser to NATO said 12 died.", None),
        ("The Freedonian ministry said 12 died.", None),
    ],
)
def test_a_known_claimant_is_recognised_by_its_name(sentence: str, claimant_id: str | None) -> None:
    (found,) = find(sentence)
    assert found.known_id == claimant_id


@pytest.mark.parametrize(
    ("sentence", "is_pronoun", "is_generic"),
    [
        ("It said 12 died.", True, False),
        ("The ministry said 12 died.", False, True),
        ("The Sylvanian ministry said 12 died.", False, False),
    ],
)
def test_pronouns_and_plain_nouns_wait_for_a_name(sentence: str, is_pronoun: bool, is_generic: bool) -> None:
    (found,) = find(sentence)
    assert (found.is_pronoun, found.is_generic) == (is_pronoun, is_generic)
