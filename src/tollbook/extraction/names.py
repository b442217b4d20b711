"""Names as the press prints them: parties, places, claimants and conflicts, from the reference CSVs in ``seeds/``."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from tollbook.extraction.lexicon import PhraseTable
from tollbook.extraction.version import SEEDS


@dataclass(frozen=True, slots=True)
class Name:
    """What a printed name refers to: its kind (country, demonym, people, metonym, force, group, place, claimant,
    conflict) and id."""

    printed: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict that the reference data know: its first and last day (``None`` while it goes on) and its parties."""

    conflict_id: str
    name: str
    start_date: date
    end_date: date | None
    party_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claimant:
    """A claimant that the reference data know."""

    claimant_id: str
    name: str
    claimant_type: str
    party_id: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """A state, territory or armed group; ``side_of`` is the state or territory that an armed group belongs to."""

    party_id: str
    name: str
    party_type: str
    side_of: str | None


def read_seed(name: str) -> list[dict[str, str]]:
    """Return the rows of ``seeds/<name>.csv``; a missing file raises ``FileNotFoundError``."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(names: Iterable[Name]) -> PhraseTable[Name]:
    return PhraseTable((n.printed.lower().replace("’", "'"), n) for n in names)


@cache
def party_names() -> PhraseTable[Name]:
    """Printed names that stand for a party: countries, peoples, capitals, forces, armed groups, and places within
    them."""
    named = [
        Name(r["name"], r["refers_to"], r["id"])
        for r in read_seed("names")
        if r["refers_to"] not in {"claimant", "conflict"}
    ]
    places = [Name(r["name"], "place", r["party_id"]) for r in read_seed("places")]
    return _table([*named, *places])


@cache
def party_initials() -> frozenset[str]:
    """The first words of the names of parties, as they are printed: most of them with a capital."""
    return frozenset(name.printed.replace("’", "'").split()[0] for _, name in party_names().items())


@cache
def claimant_names() -> PhraseTable[Name]:
    """Printed names that stand for a claimant that the reference data know."""
    return _table(Name(r["name"], "claimant", r["id"]) for r in read_seed("names") if r["refers_to"] == "claimant")


@cache
def conflict_names() -> PhraseTable[Name]:
    """Printed names of conflicts."""
    return _table(Name(r["name"], "conflict", r["id"]) for r in read_seed("names") if r["refers_to"] == "conflict")


@cache
def conflicts() -> dict[str, Conflict]:
    """The conflicts by id."""
    return {
        r["conflict_id"]: Conflict(
            r["conflict_id"],
            r["name"],
            date.fromisoformat(r["start_date"]),
            date.fromisoformat(r["end_date"]) if r["end_date"] else None,
            tuple(r["party_ids"].split("+")) if r["party_ids"] else (),
        )
        for r in read_seed("conflicts")
    }


@cache
def claimants() -> dict[str, Claimant]:
    """The claimants by id."""
    return {
        r["claimant_id"]: Claimant(r["claimant_id"], r["name"], r["claimant_type"], r["party_id"] or None)
        for r in read_seed("claimants")
    }


@cache
def parties() -> dict[str, Party]:
    """The parties by id."""
    return {
        r["party_id"]: Party(r["party_id"], r["name"], r["party_type"], r["side_of"] or None)
        for r in read_seed("parties")
    }
