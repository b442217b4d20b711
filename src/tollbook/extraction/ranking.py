"""Choose among candidate answers by the weight of what speaks for each: a log-linear model over named features.

Every step that needs judgement (whose losses, who says it, over what time) lists its candidates, each with the
features that
hold of it. The weights were learned from articles read by hand (see ``tests/gold`` and ``training``) and are kept as
readable JSON beside this module, so that each decision can be explained by the features that made it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A possible answer and the names of the features that hold of it."""

    answer: T
    features: tuple[str, ...]


@cache
def weights(step: str) -> dict[str, float]:
    """Return the learned weights of one step (``models/<step>.json``): feature name to weight; empty if never
    trained."""
    path = files("tollbook.extraction").joinpath("models", f"{step}.json")
    return cast("dict[str, float]", json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def score(step: str, features: Sequence[str]) -> float:
    """Return the summed weight of ``features`` for a step."""
    known = weights(step)
    return sum(known.get(f, 0.0) for f in features)


def choose(step: str, candidates: Sequence[Candidate[T]]) -> Candidate[T]:
    """Return the candidate with the greatest weight, the first of equals; an empty list raises ``ValueError``."""
    return max(candidates, key=lambda c: score(step, c.features))


def explain(step: str, candidate: Candidate[T], most: int = 3) -> str:
    """Return the features that spoke most for the candidate, in words: ``"in the noun phrase, named in the
    headline"``."""
    known = weights(step)
    spoke = sorted((f for f in candidate.features if known.get(f, 0.0) > 0), key=lambda f: -known[f])
    return ", ".join(f.replace("_", " ") for f in spoke[:most]) or "nothing spoke against it"
