"""Claimants: the sources that statements name, and those that earlier sentences leave to later ones."""

import pytest
from tests.extraction.invented import claims_of, tag

from tollbook.extraction.sources import Memory, Source, slug, source_of
from tollbook.extraction.statements import find_statements

WAR = "The war between Freedonia and Sylvania goes on, with shelling along the whole front line.\n\n"
BROWN = Source("Ada Brown, the lead author", "ada-brown", "Ada Brown", None)
MINISTRY = Source("the Freedonian health ministry", "freedonian-health-ministry", "Freedonian health ministry", None)


def resolve(text: str, *named: Source) -> Source:
    (statement,) = find_statements(text, tag(text))
    return source_of(statement, Memory(last=named[-1] if named else None, sentence=0, named=named))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Freedonian Health Ministry", "freedonian-health-ministry"),
        ("the General Staff of Sylvania", "general-staff-of-sylvania"),
        ("O’Hara’s Watch", "oharas-watch"),
        ("!!!", "unnamed"),
    ],
)
def test_an_unknown_name_stays_usable_under_its_own_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_known_name_resolves_to_the_reference_data_and_keeps_its_words() -> None:
    source = resolve("The UN said 12 people died.")
    assert (source.claimant_id, source.name, source.text) == ("united-nations", "United Nations", "The UN")


def test_an_unknown_source_is_named_without_its_article() -> None:
    source = resolve("The Freedonian Ministry of Health said 12 people died.")
    assert (source.claimant_id, source.name) == ("freedonian-ministry-of-health", "Freedonian Ministry of Health")


@pytest.mark.parametrize(
    ("sentence", "named", "claimant_id"),
    [
        ("It added that 12 people died.", (BROWN, MINISTRY), "freedonian-health-ministry"),
        ("The ministry said 12 people died.", (MINISTRY,), "freedonian-health-ministry"),
        ("Brown said 12 people died.", (BROWN,), "ada-brown"),
    ],
)
def test_a_pronoun_a_plain_noun_or_a_last_name_takes_up_an_earlier_source(
    sentence: str, named: tuple[Source, ...], claimant_id: str
) -> None:
    assert resolve(sentence, *named).claimant_id == claimant_id


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        ("The Freedonian General Staff said 12 soldiers were killed.", "The Freedonian General Staff"),
        ("Twelve soldiers were killed, according to the Sylvanian army.", "the Sylvanian army"),
        ("“Twelve soldiers were killed,” said the Sylvanian governor.", "the Sylvanian governor"),
        ("The shelling killed 12 soldiers.", None),
    ],
)
def test_a_claim_belongs_to_its_source_or_to_the_articles_own_voice(sentence: str, claimant: str | None) -> None:
    (claim,) = claims_of(WAR + sentence)
    assert claim.claimant_text == claimant


def test_the_outlet_that_was_told_is_no_claimant() -> None:
    (claim,) = claims_of(WAR + "A NATO official told Reuters that 500 soldiers had been killed.")
    assert (claim.claimant_id, claim.via_text) == ("nato", "Reuters")
