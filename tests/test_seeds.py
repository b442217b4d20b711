"""The reference data hold together: ids are known, dates are dates, ranges in order, every row has its source."""

import csv
import re
from collections.abc import Iterator
from datetime import date

import pytest
from tests.warehouse_rows import PROJECT

from tollbook.claims import MEASURES, VICTIM_TYPES

SEEDS = {path.stem: path for path in sorted((PROJECT / "seeds").glob("*.csv"))}
KEYS = {
    "claimants": ("claimant_id",),
    "conflicts": ("conflict_id",),
    "corrections": ("item_id", "column_name"),
    "earlier_wars": ("war_id", "party_id", "victim_type", "measure"),
    "names": ("name", "refers_to", "id"),
    "outlets": ("outlet_id",),
    "parties": ("party_id",),
    "places": ("name", "party_id"),
    "strengths": ("party_id", "strength_type", "as_of_date"),
}


def read(name: str) -> list[dict[str, str]]:
    with SEEDS[name].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def list_parties(name: str) -> Iterator[str]:
    """Yield the party ids that a file of reference data uses."""
    for row in read(name):
        for column in ("party_id", "party_ids", "side_of"):
            yield from (part for part in (row.get(column) or "").split("+") if part)
        if name == "names" and row["refers_to"] not in {"claimant", "conflict"}:
            yield from row["id"].split("+")


@pytest.mark.parametrize("name", SEEDS)
def test_every_party_is_one_that_is_known(name: str) -> None:
    known = {row["party_id"] for row in read("parties")}
    assert set(list_parties(name)) <= known


@pytest.mark.parametrize("name", SEEDS)
def test_every_row_is_whole_stands_once_and_has_its_source(name: str) -> None:
    rows = read(name)
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows]
    assert len(set(keys)) == len(keys)
    for row in rows:
        assert None not in row
        assert None not in row.values()
        assert row.get("source") or row.get("reason"), row
        assert all(value == value.strip() for value in row.values()), row


@pytest.mark.parametrize("name", SEEDS)
def test_dates_are_dates_and_end_after_they_start(name: str) -> None:
    for row in read(name):
        days = {column: date.fromisoformat(row[column]) for column in row if column.endswith("_date") and row[column]}
        if {"start_date", "end_date"} <= days.keys():
            assert days["start_date"] <= days["end_date"], row


@pytest.mark.parametrize("name", ["earlier_wars", "strengths"])
def test_ranges_are_in_order(name: str) -> None:
    for row in read(name):
        bounds = [float(row[column]) for column in ("lower", "best", "upper") if row[column]]
        assert bounds, row
        assert bounds == sorted(bounds), row


def test_names_of_claimants_and_conflicts_refer_to_some() -> None:
    known = {"claimant": {row["claimant_id"] for row in read("claimants")}}
    known["conflict"] = {row["conflict_id"] for row in read("conflicts")}
    for row in read("names"):
        assert row["refers_to"] not in known or row["id"] in known[row["refers_to"]], row


def test_ids_are_written_as_ids() -> None:
    for row in read("parties"):
        assert re.fullmatch(r"[A-Z][A-Z0-9_]*", row["party_id"]), row
    for name in ("claimants", "conflicts", "outlets"):
        for row in read(name):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row[KEYS[name][0]]), row


def test_conflicts_name_their_parties_in_order_and_are_many() -> None:
    rows = read("conflicts")
    for row in rows:
        parties = row["party_ids"].split("+")
        assert parties == sorted(set(parties)), row
    assert sum(row["start_date"] >= "1945-09-02" for row in rows) >= 100
    assert {"world-war-1", "world-war-2"} <= {row["conflict_id"] for row in rows}


def test_an_earlier_war_is_a_conflict_that_is_known_or_the_sum_of_some() -> None:
    known = {row["conflict_id"] for row in read("conflicts")}
    assert {row["war_id"] for row in read("earlier_wars")} - known == {"chechen-wars"}


def test_an_earlier_war_has_words_of_the_schema() -> None:
    for row in read("earlier_wars"):
        assert row["measure"] in MEASURES
        assert row["victim_type"] in ("", *VICTIM_TYPES)


def test_more_than_17_times_afghanistan_is_held_against_the_soviet_dead_there() -> None:
    (war,) = [row for row in read("earlier_wars") if row["party_id"] == "RUS" and "Afghan" in row["name"]]
    most = 325_000 / 17
    assert 19_117 < most < 19_118
    assert float(war["lower"]) < float(war["upper"]) < most


def test_no_outlet_is_known_by_the_name_of_another() -> None:
    owners: dict[str, str] = {}
    for row in read("outlets"):
        for name in {row["name"], row["domain"], *row["also_known_as"].split("|")} - {""}:
            assert owners.setdefault(name.lower(), row["outlet_id"]) == row["outlet_id"], name
