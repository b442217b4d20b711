"""Ranking: the candidate with the most weight wins, and its weights explain it."""

import pytest

from tollbook.extraction import ranking
from tollbook.extraction.ranking import Candidate, choose, explain, using

STEP = "party"
RED, BLUE = Candidate("red", ("near", "named_first")), Candidate("blue", ("far", "bold"))
WEIGHTS = {STEP: {"near": 1.0, "named_first": 0.5, "far": -1.0, "bold": 2.0}}


def test_the_greatest_sum_of_weights_wins() -> None:
    with using(WEIGHTS):
        assert choose(STEP, [RED, BLUE]) is RED
        assert ranking.score(STEP, RED.features) == 1.5


def test_of_equals_the_first_wins() -> None:
    with using({}):
        assert choose(STEP, [BLUE, RED]) is BLUE
        assert choose(STEP, [RED, BLUE]) is RED


def test_a_feature_without_a_weight_has_no_say() -> None:
    with using(WEIGHTS):
        assert ranking.score(STEP, ("unheard_of",)) == 0
        assert ranking.score("another step", RED.features) == 0


def test_no_candidate_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        choose(STEP, [])


def test_the_weightiest_features_explain_a_choice_in_words() -> None:
    with using(WEIGHTS):
        assert explain(STEP, RED) == "near, named first"
        assert explain(STEP, BLUE, most=1) == "bold"
        assert explain(STEP, Candidate("none", ("far",))) == "nothing spoke against it"


def test_other_weights_are_used_within_the_block_alone_and_restored_after_an_error() -> None:
    learned = ranking.weights(STEP)
    with using(WEIGHTS):
        assert ranking.weights(STEP) == WEIGHTS[STEP]
        with using({}):
            assert ranking.weights(STEP) == {}
        assert ranking.weights(STEP) == WEIGHTS[STEP]
    assert ranking.weights(STEP) is learned
    with pytest.raises(RuntimeError), using(WEIGHTS):
        raise RuntimeError
    assert ranking.weights(STEP) is learned


@pytest.mark.parametrize("step", ["scope", "victim_type", "party", "time_basis", "status", "claimant"])
def test_every_step_has_learned_weights_that_matter(step: str) -> None:
    weights = ranking.weights(step)
    assert weights
    assert all(abs(weight) >= 0.02 for weight in weights.values())
