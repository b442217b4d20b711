"""Clauses: the part of a sentence that tells of one figure's event."""

import pytest
from tests.extraction.invented import tag

from tollbook.extraction.clauses import clause_of
from tollbook.extraction.finding import find_mentions


def clauses(text: str) -> list[str]:
    sentence = tag(text)
    ranges = [clause_of(sentence, mention) for mention in find_mentions(sentence)]
    return [text[sentence.tokens[r.start].start : sentence.tokens[r.stop - 1].end] for r in ranges]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("The strike killed 12 people.", "The strike killed 12 people."),
        ("Twelve people died after the army struck back.", "Twelve people died"),
        ("The strike killed 12 people, while the army lost a bridge.", "The strike killed 12 people,"),
        ("After the raid on the town, the army lost 12 men.", "the army lost 12 men."),
        ("After the raid killed 12 people, the army struck back.", "After the raid killed 12 people"),
        ("The raid on the town that killed 12 people went on.", "The raid on the town that killed 12 people went on."),
        ("The mayor said that 12 people were killed.", "that 12 people were killed."),
        ("The raid killed 12 people, prompting the army to strike.", "The raid killed 12 people"),
    ],
)
def test_a_clause_runs_from_one_subordinating_word_to_the_next(sentence: str, clause: str) -> None:
    assert clauses(sentence) == [clause]


def test_two_figures_have_each_their_own_clause() -> None:
    text = "The raid killed 12 people, while 30 people were wounded by shelling."
    assert clauses(text) == ["The raid killed 12 people,", "while 30 people were wounded by shelling."]
