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

from tollbook.extraction.network import Network, name_under, read_network

MODELS = Path(__file__).parent / "models"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A possible answer and the features that hold of it.

    Where the answers are classes, the same features hold of all and tell something only beside one: ``head`` is the
    class.
    """

    answer: T
    features: tuple[str, ...]
    head: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The features as a network knows them."""
        return tuple(name_under(self.head, feature) for feature in self.features)


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


def choose(step: str, candidates: Sequence[Candidate[T]]) -> Candidate[T]:
    """Return the candidate for which most speaks, the first of equals and where nothing was learned for the step; an
    empty list raises ``ValueError``."""
    if not candidates:
        raise ValueError("no candidate can be chosen from an empty list")
    network = network_of(step)
    if network is None or len(candidates) == 1:
        return candidates[0]
    return candidates[int(network.scores([(c.head, c.features) for c in candidates]).argmax())]


def explain(step: str, candidate: Candidate[T], most: int = 3) -> str:
    """Return the features that spoke most for the candidate, in words: ``"in noun phrase, in title"``."""
    network = network_of(step)
    effects = network.effects(candidate.names) if network is not None else {}
    spoke = sorted((f for f, effect in effects.items() if effect > 0), key=lambda f: -effects[f])
    # The head is the answer itself, which need not be said again.
    head = name_under(candidate.head, "")
    words = [f.removeprefix(head).replace("_", " ").replace("|", " and ") for f in spoke[:most]]
    return ", ".join(words) or "nothing spoke against it"
