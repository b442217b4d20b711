"""Small shards are merged, and nothing that anybody reads changes for it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.archive.archived_rows import archive_in, read_rows
from tests.archive.test_found import NO_REJECTED, NO_UNREAD, make_claim
from tests.archive.test_shards import make_article

from tollbook.archive import (
    add_articles,
    fingerprint_archive,
    frame_claims,
    list_pending_shards,
    list_shards,
    merge_shards,
    merging,
    verify_archive,
    write_claims,
)
from tollbook.storage import Folder

MONDAY = datetime(2030, 1, 7, tzinfo=UTC)
TABLES = ("articles", "claims", "unread", "rejected")


def add(storage: Folder, day: int, *names: str, title: str = "War") -> None:
    """Load an article for each name on a day, each with a claim."""
    articles = [make_article(f"{name} lost 500 men.", name, title) for name in names]
    shard = add_articles(storage, articles, MONDAY + timedelta(days=day))
    assert shard
    claims = frame_claims(make_claim(f"{name}{day}", article) for name, article in zip(names, articles, strict=True))
    write_claims(storage, shard, "v1", claims, NO_UNREAD, NO_REJECTED)


def read_all(storage: Folder) -> list[list[tuple[object, ...]]]:
    """Return all rows of the archive's tables but for the shards that they stand in."""
    tables = [read_rows(storage, table) for table in TABLES]
    return [sorted(table.drop("shard_id", strict=False).rows(), key=str) for table in tables]


def list_files(storage: Folder) -> set[str]:
    return {str(path.relative_to(storage.path)) for path in storage.path.rglob("*") if path.is_file()}


def test_small_shards_become_one_and_nothing_else_changes(tmp_path: Path) -> None:
    storage = archive_in(tmp_path)
    for day, names in enumerate((("a", "b"), ("c",), ("d", "e"))):
        add(storage, day, *names)
    before, fingerprint = read_all(storage), fingerprint_archive(storage)
    assert merge_shards(storage, "v1") == (3, 1)
    (shard,) = list_shards(storage)
    assert [(part.n_articles, part.loaded_at) for part in shard.parts] == [
        (2, MONDAY), (1, MONDAY + timedelta(days=1)), (2, MONDAY + timedelta(days=2)),
    ]  # fmt: skip
    assert read_all(storage) == before
    assert fingerprint_archive(storage) == fingerprint
    assert len(list_files(storage)) == 5
    assert list_pending_shards(storage, "v1") == []
    assert list(verify_archive(storage)) == []
    assert merge_shards(storage, "v1") == (0, 0)


def test_a_merged_archive_goes_on_as_one_that_was_not(tmp_path: Path) -> None:
    merged, plain = archive_in(tmp_path / "merged"), archive_in(tmp_path / "plain")
    for storage in (merged, plain):
        add(storage, 0, "a")
        add(storage, 1, "b")
        if storage is merged:
            merge_shards(storage, "v1")
        # One is known, one has another title, one is new: the second merge keeps the two titles apart.
        assert add_articles(storage, [make_article("a lost 500 men.", "a", "War")]) is None
        add(storage, 3, "b", "c", title="Peace")
        add_articles(storage, [make_article("b lost 500 men.", "b", "War")], MONDAY + timedelta(days=4))
        if storage is merged:
            assert merge_shards(storage, "v1") == (0, 0)
    assert read_all(merged) == read_all(plain)


def test_what_waits_for_the_rules_is_not_merged(tmp_path: Path) -> None:
    storage = archive_in(tmp_path)
    add(storage, 0, "a")
    add_articles(storage, [make_article("b lost 500 men.", "b")], MONDAY + timedelta(days=1))
    add(storage, 2, "c")
    add(storage, 3, "d")
    assert merge_shards(storage, "v1") == (2, 1)
    assert [shard.n_articles for shard in list_shards(storage)] == [1, 1, 2]
    assert len(list_pending_shards(storage, "v1")) == 1


def test_no_shard_grows_beyond_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "MOST_ARTICLES", 3)
    storage = archive_in(tmp_path)
    for day, names in enumerate((("a", "b"), ("c", "d"), ("e",), ("f", "g", "h"), ("i",))):
        add(storage, day, *names)
    assert merge_shards(storage, "v1") == (2, 1)
    assert [shard.n_articles for shard in list_shards(storage)] == [2, 3, 3, 1]


@pytest.mark.parametrize("n_done", range(12))
def test_a_merge_that_breaks_off_leaves_the_archive_whole_and_is_finished_by_the_next(
    n_done: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, unbroken = archive_in(tmp_path / "broken"), archive_in(tmp_path / "unbroken")
    for each in (storage, unbroken):
        add(each, 0, "a")
        add(each, 1, "b")
    before = read_all(storage)
    merge_shards(unbroken, "v1")
    left = n_done

    def count(function: object) -> object:
        def counted(self: Folder, *arguments: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return function(self, *arguments)  # type: ignore[operator]

        return counted

    with monkeypatch.context() as breaking:
        for name in ("write", "write_new", "remove"):
            breaking.setattr(Folder, name, count(getattr(Folder, name)))
        try:
            merge_shards(storage, "v1")
        except KeyboardInterrupt:
            assert read_all(storage) == before
    merge_shards(storage, "v1")
    assert read_all(storage) == before
    assert list_files(storage) == list_files(unbroken)
