"""Network: exact scores of features that hold together, written and read without loss."""

from pathlib import Path

import numpy as np
import pytest
from tests.extraction.invented import score_of, weigh

from tollbook.extraction.network import SCALE, make_network, read_network, write_network

# "near" alone counts for, "loud" alone against; only together do they fire the hidden unit.
ONE = np.array([SCALE])
TOGETHER = make_network(["near", "loud"], np.array([SCALE, -SCALE]), np.array([ONE, ONE]), -ONE, 4 * ONE)


@pytest.mark.parametrize(
    ("features", "score"),
    [((), 0.0), (("near",), 1.0), (("loud",), -1.0), (("near", "loud"), 4.0), (("near", "unheard_of"), 1.0)],
)
def test_a_score_adds_what_holds_and_what_holds_together(features: tuple[str, ...], score: float) -> None:
    assert score_of(TOGETHER, features) == score


def test_candidates_are_scored_each_by_its_own_features() -> None:
    scores = TOGETHER.scores([("", ("near",)), ("", ()), ("", ("unheard_of",)), ("", ("loud", "near"))])
    assert scores.tolist() == [1.0, 0.0, 0.0, 4.0]


def test_a_feature_of_a_class_is_learned_behind_its_head() -> None:
    network = weigh({"red|near": 2.0, "blue|near": -1.0, "near": 8.0})
    assert [score_of(network, ("near",), head) for head in ("red", "blue", "green", "")] == [2.0, -1.0, 0.0, 8.0]


def test_an_effect_is_what_the_score_would_lose_without_the_feature() -> None:
    assert TOGETHER.effects(("near", "loud", "unheard_of")) == {"near": 5.0, "loud": 3.0}


def test_the_order_of_features_changes_nothing() -> None:
    weights = {f"feature {i}": 0.1 * i - 3 for i in range(60)}
    network, names = weigh(weights), list(weights)
    assert score_of(network, names) == score_of(network, names[::-1])


def test_a_network_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_network(tmp_path / "step.npz", TOGETHER)
    again = read_network(tmp_path / "step.npz")
    assert again.rows == TOGETHER.rows
    assert score_of(again, ("near", "loud")) == 4.0
    write_network(tmp_path / "again.npz", again)
    assert (tmp_path / "again.npz").read_bytes() == (tmp_path / "step.npz").read_bytes()


def test_a_missing_network_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_network(tmp_path / "nothing.npz")
