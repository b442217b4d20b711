"""An archive outlives the program that wrote it."""

import shutil
from dataclasses import fields
from pathlib import Path
from types import NoneType
from typing import get_args, get_type_hints

import polars as pl
import pytest
from tests.archive.archived_rows import archive_in, read_articles, read_rows
from tests.archive.versions import DAYS, EXTRACTOR_VERSION, FIRST, OTHER, SECOND, VERSIONS
from tests.warehouse_rows import PROJECT

from tollbook.archive import (
    ArchiveVersionError,
    catalogue,
    list_shards,
    read_rejected_articles,
    read_shard,
    tables,
    upgrades,
    writing,
)
from tollbook.archive.files import list_readings, read_last_readings
from tollbook.archive.schemas import SCHEMA_VERSION
from tollbook.archive.writing import scan_frames, write_frame
from tollbook.articles import Article
from tollbook.claims import Claim
from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.place import Place
from tollbook.storage import Folder
from tollbook.warehouse import open_published, read_runs

KNOWN = sorted(path.name for path in VERSIONS.iterdir())


@pytest.fixture(params=KNOWN)
def warehouse(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(VERSIONS / request.param, tmp_path / "warehouse"))


def test_there_is_an_archive_of_each_version() -> None:
    assert [str(version) for version in range(1, SCHEMA_VERSION + 1)] == KNOWN


def test_the_articles_of_every_version_are_read(warehouse: Path) -> None:
    columns = ("text", "title", "is_current", "first_loaded_at")
    assert sorted(read_articles(archive_in(warehouse)).select(columns).rows()) == sorted(
        [(FIRST, "War", True, DAYS[0]), (SECOND, "War", False, DAYS[1]), (OTHER, "War", True, DAYS[0])]
    )
    assert [
        [article.text for article in read_shard(archive_in(warehouse), shard)]
        for shard in list_shards(archive_in(warehouse))
    ] == [
        [FIRST, OTHER],
        [SECOND],
    ]


def test_what_every_version_found_is_read(warehouse: Path) -> None:
    claims = read_rows(archive_in(warehouse), "claims", EXTRACTOR_VERSION)
    assert claims.select("quote", "value_text", "best", "reasons").rows() == [
        (OTHER, "500", 500.0, [{"field": "measure", "reason": "the word lost"}])
    ]
    rejected = read_rows(archive_in(warehouse), "rejected", EXTRACTOR_VERSION)
    assert rejected.select("value_text", "reason").rows() == [("7", "it was wrong")]
    assert read_rows(archive_in(warehouse), "unread", EXTRACTOR_VERSION)["sentence"].to_list() == ["Dozens fled."]


def test_the_files_and_runs_of_every_version_are_known(warehouse: Path) -> None:
    readings = {reading.file_path: reading for reading in list_readings(read_last_readings(archive_in(warehouse)))}
    assert readings["raid.json"].n_articles == 1
    assert read_rejected_articles(archive_in(warehouse)).select("file_path", "reason").rows() == [
        ("torn.json", "invalid_json")
    ]
    assert [(run.run_id, run.n_articles) for run in read_runs(archive_in(warehouse))] == [("20300104T000000Z-then", 3)]


def test_a_run_on_an_archive_of_every_version_builds_a_warehouse_of_it(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Sylvania lost 12 men on 3 January 2030.")
    outcome = run_stages(PLAIN, Place(PROJECT, warehouse, tmp_path), Input([tmp_path / "new.txt"]), lambda *_: None)
    assert outcome.status == "published"
    with open_published(warehouse / "tollbook.duckdb") as con:
        texts = con.execute("select text from marts.articles where is_current order by all").fetchall()
        runs = con.execute("select n_articles, n_articles_added from quality.runs").fetchall()
    assert [text for (text,) in texts] == sorted([FIRST, OTHER, "Sylvania lost 12 men on 3 January 2030."])
    assert runs == [(3, 3), (4, 4)]


@pytest.mark.parametrize(("record", "folder"), [(Article, "articles"), (Claim, "claims/*/claims")])
def test_a_column_that_an_older_file_lacks_may_be_null(record: type, folder: str, warehouse: Path) -> None:
    (path, *_) = (warehouse / "archive").glob(f"{folder}/*.parquet")
    written = pl.read_parquet_schema(path)
    hints = get_type_hints(record)
    strict = [f.name for f in fields(record) if f.name not in written and NoneType not in get_args(hints[f.name])]
    assert strict == []


def test_a_file_of_an_older_version_is_read_through_all_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_frame(Folder(tmp_path), "articles/first.parquet", pl.DataFrame({"dead": [5], "gone": ["x"]}))
    _make_next_version(monkeypatch, 2, {1: {"articles": lambda rows: rows.rename({"dead": "killed"})}})
    write_frame(Folder(tmp_path), "articles/second.parquet", pl.DataFrame({"killed": [7]}))
    _make_next_version(
        monkeypatch,
        3,
        {
            1: {"articles": lambda rows: rows.rename({"dead": "killed"})},
            2: {"articles": lambda rows: rows.with_columns(pl.col("killed") * 10), "claims": lambda rows: rows.clear()},
        },
    )
    paths = [tmp_path / "articles" / f"{name}.parquet" for name in ("second", "first")]
    before = [path.read_bytes() for path in paths]
    found = scan_frames(paths, {"killed": pl.Int64, "added": pl.String}).collect()
    assert found.rows() == [(70, None), (50, None)]
    assert [path.read_bytes() for path in paths] == before


def test_the_articles_of_an_older_version_stand_in_the_tables_upgraded(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shouting = pl.col("text").str.to_uppercase()
    _make_next_version(
        monkeypatch, SCHEMA_VERSION + 1, {SCHEMA_VERSION: {"articles": lambda rows: rows.with_columns(shouting)}}
    )
    assert sorted(read_articles(archive_in(warehouse))["text"]) == sorted(
        each.upper() for each in (FIRST, SECOND, OTHER)
    )


def test_a_file_of_a_later_version_is_refused_with_its_name_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        _make_next_version(later, SCHEMA_VERSION + 1, {})
        write_frame(Folder(tmp_path), "articles/later.parquet", pl.DataFrame({"killed": [7]}))
    with pytest.raises(ArchiveVersionError, match=r"later\.parquet: the archive has schema version 2.*new folder"):
        scan_frames([tmp_path / "articles" / "later.parquet"], {"killed": pl.Int64})


def test_a_run_leaves_an_archive_of_a_later_version_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    record = next((warehouse / "archive" / "shards").glob("*.json"))
    record.write_text(record.read_text().replace('"schema_version": "1"', '"schema_version": "9"'))
    before = {path: path.read_bytes() for path in warehouse.rglob("*") if path.is_file()}
    with pytest.raises(ArchiveVersionError, match="schema version 9"):
        run_stages(PLAIN, Place(PROJECT, warehouse, tmp_path), Input([tmp_path / "nothing.txt"]), lambda *_: None)
    after = {path: path.read_bytes() for path in warehouse.rglob("*") if path.is_file() and path.name != ".lock"}
    assert after == before


def _make_next_version(
    monkeypatch: pytest.MonkeyPatch, version: int, steps: dict[int, dict[str, upgrades.Upgrade]]
) -> None:
    for module in (catalogue, tables, upgrades, writing):
        monkeypatch.setattr(module, "SCHEMA_VERSION", version)
    monkeypatch.setattr(upgrades, "UPGRADES", steps)
