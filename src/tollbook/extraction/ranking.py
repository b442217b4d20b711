"""Choose among candidate answers by the weight of what speaks for each: a log-linear model over named features.

Every step that needs judgement (whose losses, who says it, over what time) lists its candidates, each with the
features that
hold of it. The weights were learned from articles read by hand (see ``tests/gold`` and ``training``) and are kept as
readable JSON beside this module, so that each decision can be explained by the features that made it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
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


_Weights = Mapping[str, Mapping[str, float]]


@cache
def _learned(step: str) -> dict[str, float]:
    path = files("tollbook.extraction").joinpath("models", f"{step}.json")
    return cast("dict[str, float]", json.loads(path.read_text("utf-8"))) if path.is_file() else {}


_in_use: ContextVar[_Weights | None] = ContextVar("weights in use", default=None)


def weights(step: str) -> Mapping[str, float]:
    """Return the weights of one step, feature name to weight: those of ``using``, else of ``models/<step>.json``."""
    other = _in_use.get()
    return _learned(step) if other is None else other.get(step, {})


@contextmanager
def using(other: _Weights) -> Iterator[None]:
    """Use other weights within a ``with`` block, as training does to see what they would decide."""
    token = _in_use.set(other)
    try:
        yield
    finally:
        _in_use.reset(token)


def score(step: str, features: Sequence[str]) -> float:
    """Return the summed weight of ``features`` for a step."""
    known = weights(step)
    return sum(known.get(f, 0.0) for f in features)


def choose(step: str, candidates: Sequence[Candidate[T]]) -> Candidate[T]:
    """Return the candidate with the greatest weight, the first of equals; an empty list raises ``ValueError``."""
    return max(candidates, key=lambda c: score(step, c.features))


def explain(step: str, candidate: Candidate[T], most: int = 3) -> str:
    """Return the features that spoke most for the candidate, in words: ``"in noun phrase, in title"``."""
    known = weights(step)
    spoke = sorted((f for f in candidate.features if known.get(f, 0.0) > 0), key=lambda f: -known[f])
    # Where the answers are classes, each feature is headed by the answer itself, which need not be said again.
    head = candidate.features[0].partition("|")[0] + "|" if candidate.features else ""
    is_class = bool(head) and all(f.startswith(head) for f in candidate.features)
    words = [(f.removeprefix(head) if is_class else f).replace("_", " ").replace("|", " and ") for f in spoke[:most]]
    return ", ".join(words) or "nothing spoke against it"
