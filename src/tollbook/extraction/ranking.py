"""Choose among candidate answers by what speaks for each.

Every step that needs judgement (whose losses, who says it, over what time) lists its candidates, each with the features
that hold of it. A small network for each step scores them; it was learned from articles read by hand (see
``tests/gold`` and ``training``) and lies in ``models`` beside this module. A decision is explained by the features
without which it would have scored worse.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from tollbook.extraction.network import Network, read_network

MODELS = Path(__file__).parent / "models"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A possible answer and the names of the features that hold of it."""

    answer: T
    features: tuple[str, ...]


_Networks = Mapping[str, Network]


@cache
def _learned(step: str) -> Network | None:
    path = MODELS / f"{step}.npz"
    return read_network(path) if path.is_file() else None


_in_use: ContextVar[_Networks | None] = ContextVar("networks in use", default=None)


def network_of(step: str) -> Network | None:
    """Return the network of one step: that of ``using``, else of ``models/<step>.npz``; ``None`` where nothing was
    learned."""
    other = _in_use.get()
    return _learned(step) if other is None else other.get(step)


@contextmanager
def using(other: _Networks) -> Iterator[None]:
    """Use other networks within a ``with`` block, as training does to see what they would decide."""
    token = _in_use.set(other)
    try:
        yield
    finally:
        _in_use.reset(token)


def score(step: str, features: Sequence[str]) -> float:
    """Return how much speaks for a candidate of which ``features`` hold; 0 where nothing was learned for the step."""
    network = network_of(step)
    return network.score(features) if network is not None else 0.0


def choose(step: str, candidates: Sequence[Candidate[T]]) -> Candidate[T]:
    """Return the candidate for which most speaks, the first of equals; an empty list raises ``ValueError``."""
    return max(candidates, key=lambda c: score(step, c.features))


def explain(step: str, candidate: Candidate[T], most: int = 3) -> str:
    """Return the features that spoke most for the candidate, in words: ``"in noun phrase, in title"``."""
    network = network_of(step)
    effects = network.effects(candidate.features) if network is not None else {}
    spoke = sorted((f for f, effect in effects.items() if effect > 0), key=lambda f: -effects[f])
    # Where the answers are classes, each feature is headed by the answer itself, which need not be said again.
    head = candidate.features[0].partition("|")[0] + "|" if candidate.features else ""
    is_class = bool(head) and all(f.startswith(head) for f in candidate.features)
    words = [(f.removeprefix(head) if is_class else f).replace("_", " ").replace("|", " and ") for f in spoke[:most]]
    return ", ".join(words) or "nothing spoke against it"
