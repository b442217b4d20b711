"""Who stands with whom and against whom, by the conflicts and parties that the reference data know."""

from datetime import date
from functools import cache

from tollbook.extraction import names

__all__ = ["are_enemies", "parties_against", "side_of"]


@cache
def are_enemies(one: str, other: str, day: date | None) -> bool:
    """Return whether two parties stand against each other in a conflict that is under way on ``day``.

    Two parties of one side (an armed group and its territory) are no enemies. Without a day, any conflict counts.
    """
    if one == other or side_of(one) == side_of(other):
        return False
    return any(
        one in conflict.party_ids
        and other in conflict.party_ids
        and (day is None or (conflict.start_date <= day and (conflict.end_date is None or day <= conflict.end_date)))
        for conflict in names.conflicts().values()
    )


@cache
def parties_against(party: str, day: date | None) -> tuple[str, ...]:
    """Return the parties that stand against ``party`` in the conflicts under way on ``day``, in alphabetical order."""
    return tuple(sorted(p for p in names.parties() if are_enemies(party, p, day)))


def side_of(party: str) -> str:
    """Return the state or territory that a party belongs to: of an armed group its side, of a state itself."""
    row = names.parties().get(party)
    return row.side_of if row is not None and row.side_of else party
