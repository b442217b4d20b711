"""What the disk has spoilt is told, with what to do."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.archive.archived_rows import archive_in
from tests.archive.test_merging import add

from tollbook.archive import list_shards, merge_shards, verify_archive
from tollbook.archive.writing import write_frame
from tollbook.storage import Folder


@pytest.fixture
def storage(tmp_path: Path) -> Folder:
    storage = archive_in(tmp_path)
    add(storage, 0, "a", "b")
    add(storage, 1, "c")
    return storage


def test_a_whole_archive_has_no_damage_merged_or_not(storage: Folder) -> None:
    assert list(verify_archive(storage)) == []
    merge_shards(storage, "v1")
    assert list(verify_archive(storage)) == []


def change_text(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.col("text").str.replace("500", "5,000"))


def change_title(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(title=pl.lit("Peace"))


def turn_round(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.reverse()


def lose_one(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.head(1)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (change_text, "has a text that is not the one of its hash"),
        (change_title, "tells something else about itself than when it was written"),
        (turn_round, "holds other articles than its name says"),
        (lose_one, "has 1 articles, not 2 as recorded"),
    ],
)
def test_articles_that_are_not_what_was_written_are_told(
    change: Callable[[pl.DataFrame], pl.DataFrame], told: str, storage: Folder
) -> None:
    shard = list_shards(storage)[0]
    write_frame(storage, shard.name, change(pl.read_parquet(storage.fetch([shard.name]))))
    (damage,) = verify_archive(storage)
    assert damage.file == shard.name
    assert told in damage.message
    assert "from a backup" in damage.advice


def test_files_that_are_gone_or_torn_are_told(storage: Folder) -> None:
    first, second = list_shards(storage)
    (storage.path / first.name).unlink()
    torn = storage.path / "claims" / "v1" / "claims" / f"{second.shard_id}.parquet"
    torn.write_bytes(torn.read_bytes()[:-9])
    gone, broken = verify_archive(storage)
    assert (gone.file, gone.found) == (first.name, "is gone")
    assert broken.file == f"claims/v1/claims/{second.shard_id}.parquet"
    assert "cannot be read" in broken.found
    assert "the next run reads its articles again" in broken.advice
