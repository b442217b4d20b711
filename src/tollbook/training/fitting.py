"""Fit the weights of one step: a conditional log-linear model over candidates, with several right answers allowed.

The loss of a decision is minus the logarithm of the probability that its right candidates have together; weights
are kept small
by a quadratic penalty (the "conditional logit" of McFadden, 1974, with L2 regularisation).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tollbook.training.decisions import Decision

__all__ = ["PENALTIES", "fit_weights"]

PENALTIES = {
    "scope": 2.0,
    "victim_type": 1.0,
    "party": 1.0,
    "time_basis": 2.5,
    "period": 5.0,
    "status": 0.4,
    "claimant": 1.0,
}
"""Strength of the quadratic penalty for each step, chosen by cross-validation over articles."""

_RAREST = 2
_SMALLEST = 0.02


def fit_weights(decisions: Sequence[Decision], penalty: float) -> dict[str, float]:
    """Return the weight of every feature that occurs at least twice and matters (|weight| >= 0.02), three
    decimals.

    ``decisions`` must not be empty. The same decisions in the same order give the same weights.
    """
    counts = Counter(f for d in decisions for features in d.features for f in set(features))
    columns = {f: i for i, f in enumerate(f for f, n in counts.items() if n >= _RAREST)}
    indices: list[int] = []
    ends = [0]
    for decision in decisions:
        for features in decision.features:
            indices.extend(sorted({columns[f] for f in features if f in columns}))
            ends.append(len(indices))
    table = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(ends) - 1, len(columns)))
    right = np.array([r for d in decisions for r in d.is_right])
    sizes = np.array([len(d.features) for d in decisions])
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    group = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, firsts)[group])
        of_right = np.where(right, odds, 0.0)
        total, total_right = np.add.reduceat(odds, firsts), np.add.reduceat(of_right, firsts)
        value = float(np.sum(np.log(total) - np.log(total_right)) + 0.5 * penalty * (weights @ weights))
        slope = table.T @ (odds / total[group] - of_right / total_right[group]) + penalty * weights
        return value, slope

    best = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {f: round(float(best.x[i]), 3) for f, i in sorted(columns.items()) if abs(best.x[i]) >= _SMALLEST}
