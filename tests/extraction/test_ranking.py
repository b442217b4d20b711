"""Ranking: the candidate for which most speaks wins, and what spoke for it explains it."""

import pytest
from tests.extraction.invented import weigh

from tollbook.extraction import ranking
from tollbook.extraction.ranking import Candidate, choose, explain, using

STEP = "party"
RED, BLUE = Candidate("red", ("near", "named_first")), Candidate("blue", ("far", "bold"))
NETWORKS = {STEP: weigh({"near": 1.0, "named_first": 0.5, "far": -1.0, "bold": 2.0})}


def test_the_highest_score_wins() -> None:
    with using(NETWORKS):
        assert choose(STEP, [RED, BLUE]) is RED


def test_of_equals_the_first_wins() -> None:
    with using({}):
        assert choose(STEP, [BLUE, RED]) is BLUE
        assert choose(STEP, [RED, BLUE]) is RED


def test_a_feature_never_learned_has_no_say() -> None:
    with using(NETWORKS):
        assert choose(STEP, [Candidate("grey", ("unheard_of",)), RED]) is RED
        assert choose("another step", [BLUE, RED]) is BLUE


def test_what_holds_of_every_class_tells_beside_each_something_else() -> None:
    one, other = (Candidate(answer, ("near",), answer) for answer in ("one", "other"))
    with using({STEP: weigh({"one|near": 1.0, "other|near": 2.0})}):
        assert choose(STEP, [one, other]) is other
        assert explain(STEP, other) == "near"
    assert other.names == ("other|near",)


def test_no_candidate_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        choose(STEP, [])


def test_the_weightiest_features_explain_a_choice_in_words() -> None:
    with using(NETWORKS):
        assert explain(STEP, RED) == "near, named first"
        assert explain(STEP, BLUE, most=1) == "bold"
        assert explain(STEP, Candidate("none", ("far",))) == "nothing spoke against it"


def test_other_networks_are_used_within_the_block_alone_and_restored_after_an_error() -> None:
    learned = ranking.network_of(STEP)
    with using(NETWORKS):
        assert ranking.network_of(STEP) is NETWORKS[STEP]
        with using({}):
            assert ranking.network_of(STEP) is None
        assert ranking.network_of(STEP) is NETWORKS[STEP]
    assert ranking.network_of(STEP) is learned
    with pytest.raises(RuntimeError), using(NETWORKS):
        raise RuntimeError
    assert ranking.network_of(STEP) is learned


@pytest.mark.parametrize("step", ["scope", "victim_type", "party", "time_basis", "period", "status", "claimant"])
def test_every_step_has_a_learned_network(step: str) -> None:
    network = ranking.network_of(step)
    assert network is not None
    assert len(network.rows) == len(network.direct) == len(network.inner) > 10
    assert network.inner.any()
