"""Figures that count the people of several parties together: "Russian and Ukrainian soldiers", "on both sides"."""

from itertools import pairwise

from tollbook.extraction.context import Context
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.roles import STATE_KINDS, STRONG, role_of
from tollbook.extraction.sides import are_enemies, side_of
from tollbook.extraction.tokens import Sentence, Token

__all__ = ["join_names", "join_sides"]

_EACH = word_set("each_of_two")
_SIDES = frozenset({"side", "sides"})


def join_names(sentence: Sentence, mention: Mention, named: list[tuple[int, Token]]) -> dict[int, str]:
    """Return the names that stand together for one figure of several parties, by token, each with the joint id.

    They are joined by "and" inside the counted noun phrase or before the word of harm, or by "both ... and".
    """
    joint: dict[int, str] = {}
    for (first, one), (second, other) in pairwise(named):
        if one.name is None or other.name is None or one.name.id == other.name.id:
            continue
        is_joined = sentence.lows[first + 1 : second] in (["and"], ["and", "the"])
        of_states = one.name.kind in STATE_KINDS and other.name.kind in STATE_KINDS
        has_both = first > 0 and sentence.lows[first - 1] == "both"
        if is_joined and of_states and (has_both or role_of(sentence, mention, second, other) in STRONG):
            joint[first] = joint[second] = "+".join(sorted({one.name.id, other.name.id}))
    return joint


def join_sides(sentence: Sentence, clause: range, named: list[tuple[int, Token]], context: Context) -> str:
    """Return the joint id of a war's two sides where the figure's clause says "on both sides", else the empty id.

    The sides are the first two enemies among those whom the clause names and whom the article names most.
    """
    lows = sentence.lows
    if not any(lows[i] in _SIDES and _EACH & set(lows[max(0, i - 2) : i]) for i in clause):
        return ""
    here = [token.name.id for i, token in named if token.name is not None and i in clause]
    sides = list(dict.fromkeys(side_of(party) for party in [*here, *context.main_parties]))
    pairs = ((one, other) for i, one in enumerate(sides) for other in sides[i + 1 :])
    return next(
        ("+".join(sorted((one, other))) for one, other in pairs if are_enemies(one, other, context.published)), ""
    )
