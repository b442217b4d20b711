"""Fitting: networks that tell right candidates from wrong ones."""

from collections.abc import Sequence

import pytest
from tests.extraction.invented import score_of

from tollbook.extraction import ranking
from tollbook.extraction.network import Network
from tollbook.extraction.ranking import Candidate, choose, using
from tollbook.training import Decision, fit_network
from tollbook.training.fitting import Recipe

RECIPE = Recipe(dropout=0.1, decay=0.01, passes=60, units=8, nets=2)
# The right candidate is the one that is near; how it is painted tells nothing.
TOY = [
    Decision("party", (("near", colour), ("far", other)), (True, False))
    for colour, other in (("red", "blue"), ("blue", "red"))
    for _ in range(100)
]
# Neither of two words tells by itself: right is who has both or none of them.
ENTWINED = [
    Decision("party", (("word", "sign"), ("word",)), (True, False)),
    Decision("party", (("base",), ("base", "sign")), (True, False)),
] * 100


def fit(decisions: Sequence[Decision]) -> Network:
    return fit_network(decisions, RECIPE)


def test_a_feature_that_tells_right_from_wrong_decides() -> None:
    network = fit(TOY)
    assert score_of(network, ("near",)) - score_of(network, ("far",)) > 1
    assert abs(score_of(network, ("red",)) - score_of(network, ("blue",))) < 0.5


@pytest.mark.parametrize("colour", ["red", "blue", "never seen"])
def test_what_was_learned_chooses_what_was_right(colour: str) -> None:
    with using({"party": fit(TOY)}):
        candidates = [Candidate("wrong", ("far", colour)), Candidate("right", ("near", colour))]
        assert choose("party", candidates).answer == "right"


def test_what_two_features_say_only_together_is_learned() -> None:
    network = fit(ENTWINED)
    assert score_of(network, ("word", "sign")) > score_of(network, ("word",))
    assert score_of(network, ("base",)) > score_of(network, ("base", "sign"))


def test_one_of_several_right_answers_is_enough() -> None:
    network = fit([Decision("party", (("first",), ("second",), ("third",)), (True, True, False))] * 50)
    assert min(score_of(network, ("first",)), score_of(network, ("second",))) > score_of(network, ("third",))


def test_a_feature_that_is_seen_once_is_not_learned() -> None:
    rare = Decision("party", (("near", "seldom"), ("far",)), (True, False))
    assert "seldom" not in fit([*TOY, rare]).rows
    assert "seldom" in fit([*TOY, *[rare] * 5]).rows


def test_the_same_decisions_give_the_same_network() -> None:
    one, other = fit(TOY), fit(TOY)
    assert one.rows == other.rows
    assert (one.inner == other.inner).all()
    assert (one.direct == other.direct).all()


def test_fitting_leaves_the_networks_in_use_alone() -> None:
    before = ranking.network_of("party")
    fit(TOY)
    assert ranking.network_of("party") is before
