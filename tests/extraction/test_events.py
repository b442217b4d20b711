"""The event that a figure's clause tells of."""

import pytest
from tests.extraction.invented import tag

from tollbook.extraction.events import Event, event_of
from tollbook.extraction.finding import find_mentions


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("A strike on the market killed 12 people.", Event("strike", "single", "new")),
        ("The attack killed 12 people.", Event("attack", "single", "known")),
        ("Monday's raid killed 12 people.", Event("raid", "single", "named")),
        ("Air raids killed 12 people.", Event("raids", "plural", "bare")),
        ("The war has killed 12,000 people.", Event("war", "campaign", "known")),
        ("After the attack, the army said 12 people were killed.", None),
        ("It lost 12 men.", None),
    ],
)
def test_the_nearest_event_noun_of_the_clause_tells_it(text: str, event: Event | None) -> None:
    sentence = tag(text)
    assert event_of(sentence, find_mentions(sentence)[0]) == event
