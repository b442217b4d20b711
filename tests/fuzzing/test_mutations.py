"""Texts and files mutated as chance has it: nothing raises, runs away, or is lost without a reason."""

from random import Random

import pytest
from tests.fuzzing.mutations import try_files, try_texts
from tests.warehouse_rows import PROJECT

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "seeds" / "articles").glob("*.txt"))]


@pytest.mark.parametrize("seed", [1, 2])
def test_mutated_texts_give_claims_that_hold_in_bounded_time(seed: int) -> None:
    outcome = try_texts(TEXTS, 20, Random(seed))
    assert outcome.faults == []
    assert outcome.counts["claims"] > 50


def test_mutated_files_give_articles_or_reasons() -> None:
    outcome = try_files(TEXTS, 100, Random(1))
    assert outcome.faults == []
    assert outcome.counts["article"] > 20
    assert len(outcome.counts) > 5
