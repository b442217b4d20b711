"""A session: decide about open items one after the other, each decision on disk before the next is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tollbook.review.decide import DecisionError, Subject, decide, parse_corrected
from tollbook.review.queue import Evidence, Item, Related, read_evidence, read_queue, standing
from tollbook.warehouse import Correction, read_corrections, write_corrections

__all__ = ["Session", "record"]


def record(corrections: Path, subject: Subject, rows: Sequence[Correction]) -> list[Correction]:
    """Write the rows of a decision to the file of corrections; return those of the subject that gave way.

    Only what no longer stands gives way. Raises ``DecisionError`` if the subject is decided already.
    """
    there = [row for row in read_corrections(corrections) if row.item_id == subject.item_id]
    stands = standing(there, subject)
    if stands:
        raise DecisionError("item", f"is decided already ({stands[0].decision}: {stands[0].reason}); remove that first")
    write_corrections(corrections, remove=there, add=rows)
    return there


@dataclass(frozen=True)
class _Decided:
    item_id: str
    rows: Sequence[Correction]
    gave_way: Sequence[Correction]


@dataclass
class Session:
    """The open items of a warehouse, of which one is looked at, and what has been decided about others.

    ``position`` counts from 0; at ``len(items)`` all have been seen.
    """

    con: duckdb.DuckDBPyConnection
    corrections: Path
    items: list[Item] = field(init=False)
    position: int = 0
    _decided: list[_Decided] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.items = read_queue(self.con, self.corrections)

    @property
    def n_decided(self) -> int:
        """How many items have been decided in this session."""
        return len(self._decided)

    @property
    def item(self) -> Item | None:
        """The item that is looked at; ``None`` once all have been seen."""
        return self.items[self.position] if self.position < len(self.items) else None

    def read_evidence(self) -> Evidence:
        """Return what is known of the item that is looked at."""
        if self.item is None:
            raise DecisionError("item", "nothing is left to decide")
        return read_evidence(self.con, self.item)

    def decide(self, evidence: Evidence, decision: str, reason: str, corrected: str = "") -> None:
        """Record a decision about the item that is looked at, and go on to the next that is open.

        Raises ``DecisionError`` as ``decide`` and ``parse_corrected`` do; then nothing has changed.
        """
        values = parse_corrected(self.con, corrected) if decision == "correct" else {}
        rows = decide(self.con, evidence.subject, decision, reason, corrected=values)
        gave_way = record(self.corrections, evidence.subject, rows)
        self._decided.append(_Decided(evidence.subject.item_id, rows, gave_way))
        self.skip()

    def skip(self) -> None:
        """Go on to the next item that is open; from the last one, to none."""
        self.position = next(
            (at for at in range(self.position + 1, len(self.items)) if self._is_open(at)), len(self.items)
        )

    def back(self) -> None:
        """Go back to the open item before; from the first one, nowhere."""
        self.position = next((at for at in reversed(range(self.position)) if self._is_open(at)), self.position)

    def turn_to(self, related: Related) -> None:
        """Look at a claim that stands beside the item: it may be the one that is wrong. The item comes next again."""
        if self.item is None:
            return
        places = {item.item_id: at for at, item in enumerate(self.items)}
        there = places.get(related.claim_id)
        item = self.items.pop(there) if there is not None else related.as_item(self.item)
        self.position -= there is not None and there < self.position
        self.items.insert(self.position, item)

    def undo(self) -> bool:
        """Take the last decision of this session back and return to its item; ``False`` if there is none."""
        if not self._decided:
            return False
        last = self._decided.pop()
        write_corrections(self.corrections, remove=last.rows, add=last.gave_way)
        self.position = [item.item_id for item in self.items].index(last.item_id)
        return True

    def _is_open(self, position: int) -> bool:
        return all(each.item_id != self.items[position].item_id for each in self._decided)
