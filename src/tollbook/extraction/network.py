"""A small network that scores a candidate by the features that hold of it.

Each feature has a weight of its own and a row of weights into a hidden layer, whose units fire where features occur
together: that a name is the subject of "killed" means one thing beside a place and another beside a pronoun. All
weights are whole numbers, and none of their sums is too large for a float to hold exactly, so that the same text gives
the same claims on every machine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["SCALE", "Network", "make_network", "read_network", "write_network"]

SCALE = 1024
"""What stands for 1 in the weights."""

_PRODUCT = float(SCALE * SCALE)
_LARGEST = 32767
_WEIGHTS = ("direct", "inner", "bias", "outer")


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The weights of one judging step, whole numbers of at most 16 bits in units of 1 / ``SCALE``.

    ``rows`` gives each known feature its row in ``direct`` (a weight of its own) and ``inner`` (its weights into the
    hidden units); ``bias`` and ``outer`` hold one weight for each hidden unit.
    """

    rows: Mapping[str, int]
    direct: NDArray[np.float32]
    inner: NDArray[np.float32]
    bias: NDArray[np.float32]
    outer: NDArray[np.float64]

    def score(self, features: Iterable[str]) -> float:
        """Return how much speaks for a candidate of which ``features`` hold; features never learned count nothing."""
        rows = [self.rows[f] for f in features if f in self.rows]
        hidden = self.inner.take(rows, axis=0).sum(axis=0) + self.bias
        return float(self._outputs(hidden, self.direct.take(rows).sum()))

    def effects(self, features: Iterable[str]) -> dict[str, float]:
        """Return by how much the score would be smaller without each of the features that were learned."""
        known = [f for f in features if f in self.rows]
        rows = [self.rows[f] for f in known]
        inner, direct = self.inner.take(rows, axis=0), self.direct.take(rows)
        hidden, total = inner.sum(axis=0) + self.bias, direct.sum()
        lost = self._outputs(hidden, total) - self._outputs(hidden - inner, total - direct)
        return dict(zip(known, lost.tolist(), strict=True))

    def _outputs(self, hidden: NDArray[np.float32], direct: Any) -> NDArray[np.float64]:
        """The scores of sums of weights; of several at once where ``hidden`` has several rows."""
        return np.asarray((np.maximum(hidden, 0).astype(np.float64) @ self.outer + direct * float(SCALE)) / _PRODUCT)


def write_network(path: Path, network: Network) -> None:
    """Write a network as NumPy's compressed archive; the same network always gives the same bytes."""
    weights = {name: getattr(network, name).astype(np.int16) for name in _WEIGHTS}
    names = np.frombuffer("\n".join(network.rows).encode(), dtype=np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, names=names, **weights)


def read_network(path: Path) -> Network:
    """Return the network that ``write_network`` wrote; raises ``FileNotFoundError`` where there is none."""
    with np.load(path, allow_pickle=False) as stored:
        names = stored["names"].tobytes().decode().split("\n")
        direct, inner, bias, outer = (stored[name] for name in _WEIGHTS)
    return make_network(names, direct, inner, bias, outer)


def make_network(
    names: Iterable[str], direct: NDArray[Any], inner: NDArray[Any], bias: NDArray[Any], outer: NDArray[Any]
) -> Network:
    """Return the network of features with these ``names`` and weights, which are rounded to what 16 bits hold."""

    def whole(weights: NDArray[Any]) -> NDArray[np.float32]:
        return np.asarray(np.clip(np.rint(weights), -_LARGEST, _LARGEST), np.float32)

    rows = {name: row for row, name in enumerate(names)}
    return Network(rows, whole(direct), whole(inner), whole(bias), whole(outer).astype(np.float64))
