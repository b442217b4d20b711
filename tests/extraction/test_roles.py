"""Roles: the part that a name plays for a figure."""

import pytest
from tests.extraction.invented import claims_of, tag

from tollbook.extraction.finding import find_mentions
from tollbook.extraction.roles import name_roles, role_of

WAR = "The war between Russia and Ukraine goes on, with shelling and air strikes along the whole front line.\n\n"


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("A strike killed 12 Russian soldiers.", {"RUS": "in_noun_phrase"}),
        ("Russian casualties reached 12,000.", {"RUS": "before_harm_noun"}),
        ("The deaths of 12 Israeli soldiers were mourned.", {"ISR": "in_noun_phrase"}),
        ("Russia lost 12 soldiers.", {"RUS": "loser"}),
        ("A Russian missile strike killed 15 people in Ukraine.", {"RUS": "attacker", "UKR": "place"}),
        ("Six civilians were killed by Israel.", {"ISR": "agent"}),
        ("Six civilians were killed in Lebanon.", {"LBN": "place"}),
        ("The strike killed 1,000 of Ukraine's men.", {"UKR": "in_noun_phrase"}),
    ],
)
def test_a_name_plays_one_part(sentence: str, roles: dict[str, str]) -> None:
    tagged = tag(sentence)
    (mention,) = find_mentions(tagged)
    found = {
        token.name.id: role_of(tagged, mention, at, token)
        for at, token in enumerate(tagged.tokens)
        if token.name is not None
    }
    assert found == roles


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("Russian missiles hit Ukraine.", [("RUS", "harming"), ("UKR", "hurt")]),
        ("The town was shelled by Hezbollah.", [("HEZBOLLAH", "harming")]),
        ("Nobody spoke of Israel.", []),
    ],
)
def test_a_name_harms_or_is_hurt_whatever_the_figures(sentence: str, roles: list[tuple[str, str]]) -> None:
    assert name_roles(tag(sentence)) == roles


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("A Russian missile strike killed 15 people in Kharkiv.", "UKR"),
        ("Six civilians were killed by Russian shelling in Kherson.", "UKR"),
        ("Ukraine said it had killed 1,000 of Moscow's men.", "RUS"),
        ("Ukrainian soldiers killed 12 Russian soldiers near Bakhmut.", "RUS"),
        ("Combined Russian and Ukrainian losses exceed 2 million.", "RUS+UKR"),
    ],
)
def test_victims_are_told_from_those_who_harmed_them(sentence: str, party: str) -> None:
    (claim,) = claims_of(WAR + sentence)
    assert claim.party_id == party
