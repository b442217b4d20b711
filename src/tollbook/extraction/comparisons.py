"""Find the figures that compare: ratios of one side's losses to another's, multiples and shares."""

from tollbook.claims import Measure
from tollbook.extraction.comparing import Comparison
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ratios import RATIO_READERS
from tollbook.extraction.shares import SHARE_READERS
from tollbook.extraction.tokens import Sentence, Token


def find_comparisons(
    text: str, sentence: Sentence, mentions: list[Mention], earlier: Measure | None
) -> list[Comparison]:
    """Return the ratios, multiples and shares of losses in ``sentence``.

    ``earlier`` is the measure of the last figure before this sentence, which a sentence without a word of harm of
    its own ("a 31% increase compared to 2024") may refer to.
    """
    found: list[Comparison] = []
    low = sentence.text.lower()
    for reader, marks in (*RATIO_READERS, *SHARE_READERS):
        if not any(mark in low for mark in marks):
            continue
        for comparison in reader(text, sentence, mentions, earlier):
            if not any(c.start < comparison.end and comparison.start < c.end for c in found):
                found.append(comparison)
    return sorted(found, key=lambda c: c.start)


def covers(token: Token, comparisons: list[Comparison]) -> bool:
    """Whether the token's number is part of a comparison, and so no count of its own."""
    return any(c.start < token.end and token.start < c.end for c in comparisons)
