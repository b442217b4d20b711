"""A small network that scores a candidate by the features that hold of it.

Each feature has a weight of its own and a row of weights into a hidden layer, whose units fire where features occur
together: that a name is the subject of "killed" means one thing beside a place and another beside a pronoun. All
weights are whole numbers, and none of their sums is too large for a float to hold exactly, so that the same text gives
the same claims on every machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["SCALE", "Network", "make_network", "name_under", "read_network", "write_network"]

SCALE = 1024
"""What stands for 1 in the weights."""

_PRODUCT = float(SCALE * SCALE)
_LARGEST = 32767
_BIAS = 0
_WEIGHTS = ("direct", "inner", "bias", "outer")


class _Classes(NamedTuple):
    """The weights of features that hold of several classes of answers at once: for each feature its row of ``blocks``,
    which has a row of weights for each class; row 0 holds the units' biases."""

    rows: Mapping[str, int]
    blocks: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The weights of one judging step, whole numbers of at most 16 bits in units of 1 / ``SCALE``.

    ``rows`` gives each known feature its row in ``table``, which holds its weights into the hidden units and, last, a
    weight of its own; row 0 holds the units' biases. Of the sums of rows, ``least`` says what each unit lets through,
    and ``upward`` holds its weight into the score; the last of both are for the features' own weights, which pass as
    they are.
    """

    rows: Mapping[str, int]
    table: NDArray[np.float32]
    least: NDArray[np.float32]
    upward: NDArray[np.float64]
    _headed: dict[str, Mapping[str, int]] = field(default_factory=dict)
    _classes: dict[tuple[str, ...], _Classes] = field(default_factory=dict)

    @property
    def direct(self) -> NDArray[np.float32]:
        """The weight of its own of each feature."""
        return self.table[1:, -1]

    @property
    def inner(self) -> NDArray[np.float32]:
        """The weights of each feature into the hidden units."""
        return self.table[1:, :-1]

    @property
    def bias(self) -> NDArray[np.float32]:
        """The weight of each hidden unit that holds whatever the features are."""
        return self.table[0, :-1]

    @property
    def outer(self) -> NDArray[np.float64]:
        """The weight of each hidden unit into the score."""
        return self.upward[:-1]

    def scores(self, candidates: Sequence[tuple[str, Sequence[str]]]) -> NDArray[np.float64]:
        """Return how much speaks for each candidate, given by its head and features as ``name_under`` joins them;
        features never learned count nothing."""
        shared = candidates[0][1]
        if len(candidates) > 1 and all(features is shared for _, features in candidates):
            # The same in the end as below, with one look at each feature instead of one for each class.
            classes = self._classes_of(tuple(head for head, _ in candidates))
            known = [_BIAS, *filter(None, map(classes.rows.get, shared))]
            return self._outputs(classes.blocks.take(known, axis=0).sum(axis=0))
        rows: list[int] = []
        starts: list[int] = []
        for head, features in candidates:
            starts.append(len(rows))
            rows.append(_BIAS)
            rows.extend(filter(None, map(self._rows_under(head).get, features)))
        return self._outputs(np.add.reduceat(self.table.take(rows, axis=0), starts, axis=0))

    def effects(self, features: Iterable[str]) -> dict[str, float]:
        """Return by how much the score would be smaller without each of the features that were learned."""
        known = [f for f in features if f in self.rows]
        weights = self.table.take([_BIAS, *(self.rows[f] for f in known)], axis=0)
        total = weights.sum(axis=0)
        score, *others = self._outputs(np.vstack([total, total - weights[1:]])).tolist()
        return {feature: score - other for feature, other in zip(known, others, strict=True)}

    def _rows_under(self, head: str) -> Mapping[str, int]:
        """The rows of the features that were learned for one class of answers, by their names without its head."""
        if not head:
            return self.rows
        if head not in self._headed:
            begin = name_under(head, "")
            self._headed[head] = {f.removeprefix(begin): row for f, row in self.rows.items() if f.startswith(begin)}
        return self._headed[head]

    def _classes_of(self, heads: tuple[str, ...]) -> _Classes:
        if heads not in self._classes:
            headed = [self._rows_under(head) for head in heads]
            rows = {name: row for row, name in enumerate(dict.fromkeys(chain(*headed)), _BIAS + 1)}
            blocks = np.zeros((len(rows) + 1, len(heads), self.table.shape[1]), np.float32)
            blocks[_BIAS] = self.table[_BIAS]
            for place, known in enumerate(headed):
                blocks[[rows[name] for name in known], place] = self.table[list(known.values())]
            self._classes[heads] = _Classes(rows, blocks)
        return self._classes[heads]

    def _outputs(self, sums: NDArray[np.float32]) -> NDArray[np.float64]:
        """The scores of candidates by the sums of their rows, one in each row."""
        return np.asarray(np.maximum(sums, self.least).dot(self.upward) / _PRODUCT)


def name_under(head: str, feature: str) -> str:
    """Return the name under which a feature is learned that tells something only beside its ``head``, a class of
    answers."""
    return f"{head}|{feature}" if head else feature


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

    rows = {name: row for row, name in enumerate(names, _BIAS + 1)}
    table = np.column_stack([np.vstack([whole(bias), whole(inner)]), np.append(np.float32(0), whole(direct))])
    least = np.append(np.zeros(len(outer), np.float32), np.float32(-np.inf))
    return Network(rows, table, least, np.append(whole(outer), np.float32(SCALE)).astype(np.float64))
