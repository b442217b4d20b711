"""Status: five answers for every figure, and the wordings that leave no choice."""

import pytest
from tests.extraction.invented import PUBLISHED, claims_of, tag, write_article

from tollbook.claims import STATUSES
from tollbook.extraction.context import read_context
from tollbook.extraction.finding import find_mentions
from tollbook.extraction.status import status_candidates

WAR = "The war between Russia and Ukraine goes on, with shelling and air strikes along the whole front line.\n\n"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The shelling killed 12 soldiers.", "stated"),
        ("Mediazona has confirmed the deaths of 16,400 Russian soldiers by name.", "confirmed"),
        ("Russian casualties will reach 2 million by the summer, the study projects.", "projected"),
        ("The claim that 40,000 Ukrainian soldiers had died was false, Kyiv said.", "disputed"),
    ],
)
def test_a_clear_wording_sets_the_status(sentence: str, status: str) -> None:
    assert [claim.status for claim in claims_of(WAR + sentence)] == [status]


def test_every_status_is_a_candidate_with_features_of_its_own() -> None:
    sentence = tag("An estimated 12 soldiers were killed.")
    context = read_context(write_article(sentence.text, title="Fact check: 12 soldiers killed?"), PUBLISHED)
    found = status_candidates(sentence, find_mentions(sentence)[0], context, "about", "count", "")
    assert tuple(candidate.answer for candidate in found) == (
        "stated",
        "estimated",
        "confirmed",
        "projected",
        "disputed",
    )
    assert {candidate.answer for candidate in found} == set(STATUSES)
    assert "disputed|value_in_doubting_title" in found[-1].names
    assert all(name.startswith(f"{each.answer}|") for each in found for name in each.names)
