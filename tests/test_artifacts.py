"""The pages that a run leaves behind tell what it read, found and changed, and nothing in them is markup."""

import json
from pathlib import Path

from tests.warehouse_rows import PROJECT

from tollbook.artifacts import find_largest_disagreement, write_pages
from tollbook.pipeline import PLAIN, Input, Outcome, run_stages
from tollbook.place import Place

SAID = "{claimant} said {n} Russian soldiers had been killed in Ukraine since the start of the war."


def run(place: Place, folder: Path, *records: dict[str, str]) -> Outcome:
    (folder / f"{records[0]['id']}.jsonl").write_text("\n".join(json.dumps(record) for record in records))
    return run_stages(PLAIN, place, Input([folder / f"{records[0]['id']}.jsonl"]), lambda *_: None)


def make_record(name: str, claimant: str, n: str, day: str = "2023-03-07") -> dict[str, str]:
    return {"id": name, "text": SAID.format(claimant=claimant, n=n), "published": day, "outlet": "<b>Wire</b>"}


def test_pages_tell_what_a_run_brought_and_what_it_changed(tmp_path: Path) -> None:
    place = Place(PROJECT, tmp_path / "warehouse", tmp_path)
    first = write_pages(run(place, tmp_path, make_record("a", "The Ukrainian General Staff", "150,000")), place)
    assert set(first) == {"run", "checks", "figures", "findings", "changes"}
    assert "| articles new | 1 |" in first["run"]
    assert (
        "| new | 2023-03-07 | General Staff of the Ukrainian Armed Forces | Russia | military | killed |"
        in first["figures"]
    )
    outcome = run(place, tmp_path, make_record("b", "The Ukrainian General Staff", "140,000", "2023-03-07"))
    second = write_pages(outcome, place)
    assert "| changed | 2023-03-07 | General Staff of the Ukrainian Armed Forces |" in second["figures"]
    assert "<b>" not in "".join(second.values())
    unchanged = write_pages(run_stages(PLAIN, place, Input([tmp_path / "b.jsonl"]), lambda *_: None), place)
    assert set(unchanged) == {"run"}


def test_the_largest_disagreement_is_between_figures_that_can_be_compared(tmp_path: Path) -> None:
    place = Place(PROJECT, tmp_path / "warehouse", tmp_path)
    assert find_largest_disagreement(place.database) is None
    run(
        place, tmp_path,
        make_record("a", "The Ukrainian General Staff", "60,000"),
        make_record("b", "The Pentagon", "20,000"),
        make_record("c", "The British defence ministry", "40,000"),
    )  # fmt: skip
    found = find_largest_disagreement(place.database)
    assert found
    assert (found.measure, round(found.size, 2)) == ("killed", 3.0)
