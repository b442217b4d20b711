"""Fitting: weights that tell right candidates from wrong ones."""

from tollbook.extraction import ranking
from tollbook.extraction.ranking import Candidate, choose, using
from tollbook.training import Decision, fit_weights

# The right candidate is the one that is near; how it is painted tells nothing.
TOY = [
    Decision("party", (("near", colour), ("far", other)), (True, False))
    for colour, other in (("red", "blue"), ("blue", "red"))
    for _ in range(10)
]


def test_a_feature_that_tells_right_from_wrong_gets_its_weight() -> None:
    weights = fit_weights(TOY, penalty=1.0)
    assert weights["near"] > 0.5
    assert weights["far"] < -0.5
    assert not weights.keys() & {"red", "blue"}


def test_the_learned_weights_choose_what_was_right() -> None:
    with using({"party": fit_weights(TOY, penalty=1.0)}):
        for colour in ("red", "blue", "never seen"):
            candidates = [Candidate("wrong", ("far", colour)), Candidate("right", ("near", colour))]
            assert choose("party", candidates).answer == "right"


def test_one_of_several_right_answers_is_enough() -> None:
    decisions = [Decision("party", (("first",), ("second",), ("third",)), (True, True, False))] * 5
    weights = fit_weights(decisions, penalty=1.0)
    assert min(weights["first"], weights["second"]) > weights["third"]


def test_a_stronger_penalty_keeps_weights_smaller() -> None:
    assert fit_weights(TOY, penalty=10.0)["near"] < fit_weights(TOY, penalty=0.1)["near"]


def test_a_feature_that_is_seen_once_gets_no_weight() -> None:
    rare = Decision("party", (("near", "seldom"), ("far",)), (True, False))
    assert "seldom" not in fit_weights([*TOY, rare], penalty=0.1)
    assert "seldom" in fit_weights([*TOY, *[rare] * 5], penalty=0.1)


def test_the_same_decisions_give_the_same_weights() -> None:
    assert fit_weights(TOY, penalty=1.0) == fit_weights(TOY, penalty=1.0)


def test_fitting_leaves_the_weights_in_use_alone() -> None:
    before = dict(ranking.weights("party"))
    fit_weights(TOY, penalty=1.0)
    assert ranking.weights("party") == before
