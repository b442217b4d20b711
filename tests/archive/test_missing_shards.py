"""A shard that is recorded, but whose file is gone, is never passed over in silence."""

import json
from pathlib import Path

import pytest
from tests.archive.archived_rows import archive_in
from tests.archive.test_shards import make_article

from tollbook.archive import MissingShardError, add_articles, list_pending_shards, list_shards, merge_shards
from tollbook.archive.catalogue import name_shard
from tollbook.storage import Bucket, Storage


def add_two(storage: Storage) -> str:
    """Load two shards and return the name of the first one's file."""
    first = add_articles(storage, [make_article("One killed.", "a.txt")])
    add_articles(storage, [make_article("Two killed.", "b.txt")])
    assert first is not None
    return first.name


def test_a_folder_that_lost_a_shard_says_which_and_what_to_do(tmp_path: Path) -> None:
    storage = archive_in(tmp_path)
    name = add_two(storage)
    (storage.path / name).unlink()
    for use in (list_shards, lambda it: list_pending_shards(it, "v1"), lambda it: merge_shards(it, "v1"), add_two):
        with pytest.raises(MissingShardError, match=rf"has lost {name} \(1 articles\).*put the file back"):
            use(storage)


def test_a_bucket_that_lost_a_shard_says_so_although_a_copy_is_at_hand(object_store: str, tmp_path: Path) -> None:
    storage = Bucket("s3://kept/lost", tmp_path / "mirror")
    name = add_two(storage)
    Bucket("s3://kept/lost", tmp_path / "another").remove(name)
    assert (storage.mirror / name).exists()
    with pytest.raises(MissingShardError, match=f"has lost {name}"):
        list_shards(storage)


def test_what_is_merged_while_shards_are_listed_is_not_taken_for_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = archive_in(tmp_path)
    name = add_two(storage)
    first, second = list_shards(storage)
    list_names = type(storage).list_names

    def merge_first(self: Storage, folder: str) -> list[str]:
        if folder == "articles" and storage.has(name):
            record = json.loads((storage.path / "shards" / f"{first.shard_id}.json").read_text())
            parts = [
                {"shard_id": s.shard_id, "n_articles": 1, "loaded_at": record["loaded_at"]} for s in (first, second)
            ]
            larger = record | {"shard_id": "f" * 16, "n_articles": 2, "merged": parts}
            (storage.path / name_shard("f" * 16)).write_bytes(b"")
            (storage.path / "shards" / "ffffffffffffffff.json").write_text(json.dumps(larger))
            for shard in (first, second):
                storage.remove(f"shards/{shard.shard_id}.json")
                storage.remove(shard.name)
        return list_names(self, folder)  # type: ignore[arg-type]

    monkeypatch.setattr(type(storage), "list_names", merge_first)
    assert [shard.shard_id for shard in list_shards(storage)] == ["f" * 16]
