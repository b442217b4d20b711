"""Fit the network of one step: a conditional choice among candidates, with several right answers allowed.

The loss of a decision is minus the logarithm of the probability that its right candidates have together, as in the
"conditional logit" of McFadden (1974), with a hidden layer under the score. What keeps so small a net from learning its
examples by heart: features are left out at random while it learns (dropout: Srivastava et al., 2014), weights decay,
and several nets that began differently judge together. Steps follow Adam (Kingma and Ba, 2015).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tollbook.extraction.network import SCALE, Network, make_network
from tollbook.training.decisions import Decision

__all__ = ["RECIPES", "Recipe", "fit_network"]

_Weights = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Recipe:
    """How one step's nets learn: share of features left out, decay of the weights, passes over the examples."""

    dropout: float
    decay: float
    passes: int
    units: int = 24
    nets: int = 4


RECIPES = {
    "scope": Recipe(0.3, 0.1, 15),
    "victim_type": Recipe(0.3, 0.1, 15),
    "party": Recipe(0.6, 0.001, 15),
    "time_basis": Recipe(0.6, 0.1, 15),
    "period": Recipe(0.3, 0.1, 15),
    "status": Recipe(0.3, 0.1, 15),
    "claimant": Recipe(0.2, 0.001, 30, units=12),
}
"""The recipe of each step, chosen by cross-validation over articles; ``period`` and ``status`` take over that of
``scope``."""

_RAREST = 2
_BATCH = 256
_RATE = 0.01


@dataclass(frozen=True)
class _Table:
    """Decisions as numbers: a row of features for each candidate, whether it is right, and each decision's first row
    and number of rows."""

    features: csr_matrix
    is_right: NDArray[np.bool_]
    firsts: NDArray[np.int64]
    sizes: NDArray[np.int64]


def fit_network(decisions: Sequence[Decision], recipe: Recipe) -> Network:
    """Return the network that tells right candidates from wrong ones; features that occur once are left out.

    ``decisions`` must not be empty. The same decisions in the same order give the same network.
    """
    counts = Counter(f for d in decisions for features in d.features for f in set(features))
    rows = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= _RAREST))}
    table = _tabulate(decisions, rows)
    nets = [_fit_net(table, recipe, seed) for seed in range(recipe.nets)]
    return make_network(
        rows,
        SCALE * np.sum([net["direct"] for net in nets], axis=0),
        SCALE * np.concatenate([net["inner"] for net in nets], axis=1),
        SCALE * np.concatenate([net["bias"] for net in nets]),
        SCALE * np.concatenate([net["outer"] for net in nets]),
    )


def _tabulate(decisions: Sequence[Decision], rows: dict[str, int]) -> _Table:
    indices: list[int] = []
    ends = [0]
    for decision in decisions:
        for features in decision.features:
            indices.extend(sorted({rows[f] for f in features if f in rows}))
            ends.append(len(indices))
    shape = (len(ends) - 1, len(rows))
    sizes = np.array([len(d.features) for d in decisions])
    return _Table(
        csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=shape),
        np.array([r for d in decisions for r in d.is_right]),
        np.concatenate(([0], np.cumsum(sizes)[:-1])),
        sizes,
    )


def _fit_net(table: _Table, recipe: Recipe, seed: int) -> _Weights:
    random = np.random.default_rng(seed)
    n_features, n_decisions = table.features.shape[1], len(table.sizes)
    net: _Weights = {
        "direct": np.zeros(n_features, np.float32),
        "inner": random.normal(0, 0.05, (n_features, recipe.units)).astype(np.float32),
        "bias": np.zeros(recipe.units, np.float32),
        "outer": random.normal(0, 0.3, recipe.units).astype(np.float32),
    }
    mean = {name: np.zeros_like(weights) for name, weights in net.items()}
    spread = {name: np.zeros_like(weights) for name, weights in net.items()}
    step = 0
    for done in range(recipe.passes):
        rate = _RATE * (1 - done / recipe.passes)
        order = random.permutation(n_decisions)
        for start in range(0, n_decisions, _BATCH):
            step += 1
            slopes = _slopes(table, order[start : start + _BATCH], net, recipe.dropout, random)
            for name, slope in slopes.items():
                mean[name] = 0.9 * mean[name] + 0.1 * slope
                spread[name] = 0.999 * spread[name] + 0.001 * slope * slope
                change = mean[name] / (1 - 0.9**step) / (np.sqrt(spread[name] / (1 - 0.999**step)) + 1e-8)
                decay = recipe.decay * net[name] if name in {"direct", "inner"} else 0.0
                net[name] = (net[name] - rate * (change + decay)).astype(np.float32)
    return net


def _slopes(
    table: _Table, chosen: NDArray[np.int64], net: _Weights, dropout: float, random: np.random.Generator
) -> _Weights:
    """The slope of the loss of some decisions by each weight, with a share of the features left out."""
    sizes = table.sizes[chosen]
    rows = np.concatenate([np.arange(table.firsts[d], table.firsts[d] + table.sizes[d]) for d in chosen])
    features = table.features[rows]
    kept = random.random(len(features.data)) >= dropout
    features.data = (features.data * kept / (1 - dropout)).astype(np.float32)
    hidden = features @ net["inner"] + net["bias"]
    fired = np.maximum(hidden, 0)
    scores = fired @ net["outer"] + features @ net["direct"]
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    group = np.repeat(np.arange(len(sizes)), sizes)
    odds = np.exp(scores - np.maximum.reduceat(scores, firsts)[group])
    of_right = np.where(table.is_right[rows], odds, 0.0)
    error = odds / np.add.reduceat(odds, firsts)[group] - of_right / np.add.reduceat(of_right, firsts)[group]
    error = (error / len(sizes)).astype(np.float32)
    below = np.outer(error, net["outer"]) * (hidden > 0)
    return {
        "direct": features.T @ error,
        "inner": features.T @ below,
        "bias": below.sum(axis=0),
        "outer": fired.T @ error,
    }
