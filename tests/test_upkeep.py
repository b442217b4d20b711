"""Upkeep keeps a warehouse small and whole, and changes nothing that anybody reads."""

from pathlib import Path

import pytest
from tests.warehouse_rows import PROJECT
from typer.testing import CliRunner

from tollbook.cli import app
from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.place import Place
from tollbook.upkeep import maintain


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A warehouse into which two articles were read one after the other."""
    place = Place(PROJECT, tmp_path / "warehouse", tmp_path, keep_versions=2)
    for name, text in (("a", "Freedonia lost 500 men."), ("b", "Sylvania lost 12 soldiers on Monday.")):
        (tmp_path / f"{name}.txt").write_text(text)
        given = Input([tmp_path / f"{name}.txt"])
        assert run_stages(PLAIN, place, given, lambda *_: None).status == "published"
    return place


def test_small_shards_and_old_claims_go_and_the_next_run_has_nothing_to_do(place: Place, tmp_path: Path) -> None:
    old = place.warehouse / "archive" / "claims" / "older" / "claims" / "x.parquet"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"claims of earlier rules")
    done = maintain(Place(PROJECT, place.warehouse, tmp_path, keep_versions=1), lambda *_: None)
    assert (done.n_shards_merged, done.n_shards_made) == (2, 1)
    assert done.dropped_extractor_versions == ("older",)
    assert len(done.removed_versions) == 1
    assert done.damages == ()
    assert not old.exists()
    outcome = run_stages(PLAIN, place, Input([tmp_path / "a.txt", tmp_path / "b.txt"]), lambda *_: None)
    assert (outcome.status, outcome.batches) == ("unchanged", ())


def test_damage_is_told_and_ends_the_command_with_an_error(place: Place) -> None:
    export = place.exports / "claims.parquet"
    export.write_bytes(export.read_bytes() + b" ")
    place.database.write_bytes(place.database.read_bytes()[: 1 << 16])
    done = CliRunner().invoke(app, ["maintain", "-w", str(place.warehouse)])
    assert done.exit_code == 1
    assert f"DAMAGED {export}: has another hash than its manifest says; remove exports/manifest.json" in done.output
    assert f"DAMAGED {place.database}: cannot be read" in done.output


def test_hashes_are_left_alone_when_asked(place: Place) -> None:
    (place.exports / "claims.parquet").write_bytes(b"")
    assert maintain(place, lambda *_: None, is_verifying=False).damages == ()
