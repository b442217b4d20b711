"""The data behind the charts: one file for each war, party and measure, and an index of them."""

from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from tollbook.report.data_files import DataFolder, encode_table
from tollbook.report.queries import Refer, select

__all__ = ["name_party", "write_topics"]

_Topic = tuple[str | None, str | None, str | None]


def write_topics(con: duckdb.DuckDBPyConnection, data: DataFolder, refer: Refer) -> None:
    """Write the figures, comparisons and rates of each topic, the ratios of each war, and the index ``topics``.

    A topic is a war, a party and a measure. The index lists first the topics about which most claimants speak.
    """
    topics: dict[_Topic, dict[str, Any]] = {}
    for kind in ("figures", "comparisons", "rates"):
        table = select(con, kind, refer)
        for (conflict, party, measure), group in groupby(table.rows, lambda row: tuple(row[:3])):
            rows = [row[3:] for row in group]
            entry = topics.setdefault((conflict, party, measure), {"number": len(topics), "claimants": 0})
            entry[kind] = len(rows)
            if kind != "comparisons":
                speaking = {row[table.columns.index("claimant") - 3] for row in rows} - {None}
                entry["claimants"] = max(entry["claimants"], len(speaking))
            data.write(f"{kind}/{entry['number']}", encode_table(table.columns[3:], rows))
    conflicts = dict(con.execute("select conflict_id, name from seeds.conflicts").fetchall())
    parties = dict(con.execute("select party_id, name from seeds.parties").fetchall())
    listed = [
        {"conflict": conflict, "party": party, "measure": measure, **entry}
        for (conflict, party, measure), entry in topics.items()
        if party is not None
    ]
    data.write(
        "topics",
        {
            "conflicts": {each["conflict"]: conflicts.get(each["conflict"]) for each in listed if each["conflict"]},
            "parties": {each["party"]: name_party(each["party"], parties) for each in listed},
            "ratios": _write_ratios(con, data, refer),
            "topics": sorted(listed, key=lambda each: (-each["claimants"], -each.get("figures", 0), each["number"])),
        },
    )


def name_party(party_id: str, names: dict[str, str]) -> str:
    """Return the names of the parties of an id, such as "Freedonia and Sylvania"; an id without a name stays."""
    return " and ".join(names.get(each, each) for each in party_id.split("+"))


def _write_ratios(con: duckdb.DuckDBPyConnection, data: DataFolder, refer: Refer) -> dict[str, int]:
    """Write the ratios of each war as ``ratios/<n>``, and return the numbers by war; the empty text is no war."""
    table = select(con, "ratios", refer)
    numbers: dict[str, int] = {}
    for conflict, group in groupby(table.rows, itemgetter(0)):
        number = numbers.setdefault(conflict or "", len(numbers))
        data.write(f"ratios/{number}", encode_table(table.columns[1:], [row[1:] for row in group]))
    return numbers
