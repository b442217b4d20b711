"""Network: exact scores of features that hold together, written and read without loss."""

from pathlib import Path

import numpy as np
import pytest
from tests.extraction.invented import weigh

from tollbook.extraction.network import SCALE, make_network, read_network, write_network

# "near" alone counts for, "loud" alone against; only together do they fire the hidden unit.
ONE = np.array([SCALE])
TOGETHER = make_network(["near", "loud"], np.array([SCALE, -SCALE]), np.array([ONE, ONE]), -ONE, 4 * ONE)


@pytest.mark.parametrize(
    ("features", "score"),
    [((), 0.0), (("near",), 1.0), (("loud",), -1.0), (("near", "loud"), 4.0), (("near", "unheard_of"), 1.0)],
)
def test_a_score_adds_what_holds_and_what_holds_together(features: tuple[str, ...], score: float) -> None:
    assert TOGETHER.score(features) == score


def test_an_effect_is_what_the_score_would_lose_without_the_feature() -> None:
    assert TOGETHER.effects(("near", "loud", "unheard_of")) == {"near": 5.0, "loud": 3.0}


def test_the_order_of_features_changes_nothing() -> None:
    weights = {f"feature {i}": 0.1 * i - 3 for i in range(60)}
    network, names = weigh(weights), list(weights)
    assert network.score(names) == network.score(names[::-1])


def test_a_network_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_network(tmp_path / "step.npz", TOGETHER)
    again = read_network(tmp_path / "step.npz")
    assert again.rows == TOGETHER.rows
    assert again.score(("near", "loud")) == 4.0
    write_network(tmp_path / "again.npz", again)
    assert (tmp_path / "again.npz").read_bytes() == (tmp_path / "step.npz").read_bytes()


def test_a_missing_network_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_network(tmp_path / "nothing.npz")
