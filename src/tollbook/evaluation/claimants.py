"""Whether two names stand for one claimant: by the words that tell claimants apart, names of one side being equal."""

import re
from collections.abc import Iterable

__all__ = ["is_same_claimant"]

# A capital or an adjective stands for its state in news English: each row is one side.
_SIDES = """
kyiv kiev ukraine ukrainian
moscow kremlin russia russian
washington us usa american united-states pentagon
israel israeli
un united-nations
idf israel-defense-forces israel-defence-forces
uk british britain united-kingdom
gaza palestinian
mod defence defense
csis center-for-strategic-and-international-studies
sohr observatory
"""
_SIDE_OF = {word: row.split()[0] for row in _SIDES.split("\n") for word in row.split()}
_PHRASES = (
    "united states|united nations|united kingdom|israel defen[sc]e forces|"
    "center for strategic and international studies"
)
# Words that many claimants share.
_COMMON_WORDS = """
the of and a an in for to on at by s its their his her
ministry government officials official authorities authority spokesperson spokesman spokeswoman president
according figures data report reports local
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ENOUGH = 0.6


def is_same_claimant(printed: Iterable[str], accepted: Iterable[str]) -> bool:
    """Return whether one of the names stands for one of those that are right; an empty name is the article's own voice.

    Two names stand for one claimant if they share at least 60 % of the telling words of the shorter one.
    """
    names, right = [name for name in printed if name], list(accepted)
    if not names:
        return "" in right
    return any(_share_words(_telling_words(name), _telling_words(other)) for name in names for other in right if other)


def _share_words(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and len(first & second) / min(len(first), len(second)) >= _ENOUGH


def _telling_words(name: str) -> frozenset[str]:
    text = re.sub(r"\b(u)\.(s|k|n)\.", r"\1\2", name.lower().replace("’", "'"))
    text = re.sub(_PHRASES, lambda phrase: phrase[0].replace(" ", "-"), text)
    words = [_SIDE_OF.get(word, word) for word in re.findall(r"[\w-]+", text)]
    telling = frozenset(word for word in words if word not in _COMMON and len(word) > 1)
    return telling or frozenset(words)
