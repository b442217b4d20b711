from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.archive.archived_rows import archive_in, read_articles

from tollbook.archive import ARTICLE_SCHEMA, add_articles, fingerprint_archive, list_shards, read_shard
from tollbook.articles import Article, article_id_of, content_hash
from tollbook.storage import Storage

MONDAY = datetime(2023, 3, 6, 12, tzinfo=UTC)
TUESDAY = datetime(2023, 3, 7, 12, tzinfo=UTC)
WEDNESDAY = datetime(2023, 3, 8, 12, tzinfo=UTC)


def make_article(text: str, address: str = "raid.txt", title: str | None = None) -> Article:
    sha256 = content_hash(text)
    return Article(
        article_id=article_id_of(address, sha256),
        external_id=address,
        text=text,
        content_sha256=sha256,
        file_path="raid.txt",
        title=title,
        published_date=date(2023, 3, 7),
        address=address,
    )


def list_files(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def list_versions(storage: Storage) -> list[tuple[str, str, bool]]:
    columns = ("text", "first_loaded_at", "is_current")
    rows = read_articles(storage).select(columns).sort("first_loaded_at").rows()
    return [(text, at.astimezone(UTC).strftime("%a"), current) for text, at, current in rows]


def test_articles_come_back_as_they_were_added(tmp_path: Path) -> None:
    articles = [make_article("One\r\nkilled. \x00\ufeff"), make_article("Two killed.", "b.txt", "A title")]
    shard = add_articles(archive_in(tmp_path), articles, MONDAY)
    assert shard is not None
    assert (shard.n_articles, shard.loaded_at) == (2, MONDAY)
    assert list(read_shard(archive_in(tmp_path), shard)) == articles
    assert list_shards(archive_in(tmp_path)) == [shard]


def test_an_empty_archive_has_no_shards_and_a_frame_with_all_columns(tmp_path: Path) -> None:
    assert list_shards(archive_in(tmp_path)) == []
    assert read_articles(archive_in(tmp_path)).schema == pl.Schema(ARTICLE_SCHEMA)
    assert add_articles(archive_in(tmp_path), []) is None
    assert list_files(tmp_path) == {}


def test_adding_the_same_again_writes_nothing(tmp_path: Path) -> None:
    articles = [make_article("One killed."), make_article("Two killed.", "b.txt")]
    add_articles(archive_in(tmp_path), articles, MONDAY)
    before = list_files(tmp_path)
    assert add_articles(archive_in(tmp_path), articles, TUESDAY) is None
    assert list_files(tmp_path) == before


def test_the_same_articles_give_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    articles = [make_article("One killed."), make_article("Two killed.", "b.txt")]
    contents = []
    for day, at in (("a", MONDAY), ("b", TUESDAY)):
        shard = add_articles(archive_in(tmp_path / day), articles, at)
        assert shard is not None
        contents.append((shard.shard_id, (tmp_path / day / "archive" / shard.name).read_bytes()))
    assert contents[0] == contents[1]


def test_a_changed_text_at_the_same_address_is_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    add_articles(archive_in(tmp_path), [make_article("One killed.")], MONDAY)
    add_articles(archive_in(tmp_path), [make_article("Two killed.")], TUESDAY)
    assert list_versions(archive_in(tmp_path)) == [("One killed.", "Mon", False), ("Two killed.", "Tue", True)]


def test_a_text_that_comes_back_is_current_again_without_a_second_copy(tmp_path: Path) -> None:
    for text, at in (("One killed.", MONDAY), ("Two killed.", TUESDAY), ("One killed.", WEDNESDAY)):
        add_articles(archive_in(tmp_path), [make_article(text)], at)
    assert list_versions(archive_in(tmp_path)) == [("One killed.", "Mon", True), ("Two killed.", "Tue", False)]
    before = list_files(tmp_path)
    add_articles(archive_in(tmp_path), [make_article("One killed.")], WEDNESDAY)
    assert list_files(tmp_path) == before


def test_the_fingerprint_changes_with_every_version_and_every_return(tmp_path: Path) -> None:
    told = [fingerprint_archive(archive_in(tmp_path))]
    for text in ("One killed.", "Two killed.", "One killed."):
        add_articles(archive_in(tmp_path), [make_article(text)])
        told.append(fingerprint_archive(archive_in(tmp_path)))
    assert len(set(told)) == 4
    add_articles(archive_in(tmp_path), [make_article("One killed.")])
    assert fingerprint_archive(archive_in(tmp_path)) == told[-1]


def test_two_versions_in_one_batch_leave_the_later_one_current(tmp_path: Path) -> None:
    versions = [make_article("One killed."), make_article("Two killed.")]
    add_articles(archive_in(tmp_path), versions, MONDAY)
    assert list_versions(archive_in(tmp_path)) == [("One killed.", "Mon", False), ("Two killed.", "Mon", True)]
    before = list_files(tmp_path)
    add_articles(archive_in(tmp_path), versions, TUESDAY)
    assert list_files(tmp_path) == before


def test_what_is_newly_known_of_an_article_replaces_its_row_and_not_its_first_day(tmp_path: Path) -> None:
    add_articles(archive_in(tmp_path), [make_article("One killed.")], MONDAY)
    add_articles(archive_in(tmp_path), [make_article("One killed.", title="The raid")], TUESDAY)
    assert read_articles(archive_in(tmp_path)).select("title", "is_current").rows() == [("The raid", True)]
    assert list_versions(archive_in(tmp_path)) == [("One killed.", "Mon", True)]


def test_the_same_article_in_another_file_is_the_same_row(tmp_path: Path) -> None:
    article = make_article("One killed.", "https://outlet.example/raid")
    add_articles(archive_in(tmp_path), [article], MONDAY)
    assert add_articles(archive_in(tmp_path), [replace(article, file_path="copy.txt")], TUESDAY) is None


def test_a_shard_that_a_crash_left_without_its_record_is_no_part_of_the_archive(tmp_path: Path) -> None:
    shard = add_articles(archive_in(tmp_path), [make_article("One killed.")], MONDAY)
    (tmp_path / "archive" / "shards" / f"{shard.shard_id if shard else ''}.json").unlink()
    assert read_articles(archive_in(tmp_path)).height == 0
    add_articles(archive_in(tmp_path), [make_article("One killed.")], TUESDAY)
    assert list_versions(archive_in(tmp_path)) == [("One killed.", "Tue", True)]


def test_an_archive_of_a_later_version_is_refused(tmp_path: Path) -> None:
    shard = add_articles(archive_in(tmp_path), [make_article("One killed.")], MONDAY)
    record = tmp_path / "archive" / "shards" / f"{shard.shard_id if shard else ''}.json"
    record.write_text(record.read_text().replace('"schema_version": "1"', '"schema_version": "2"'))
    with pytest.raises(ValueError, match="schema version 2"):
        list_shards(archive_in(tmp_path))


BATCHES = st.lists(
    st.lists(
        st.builds(make_article, st.sampled_from(["One.", "Two.", "Three."]), st.sampled_from(["a", "b", "c"])),
        max_size=4,
    ),
    max_size=3,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=BATCHES)
def test_two_orders_of_batches_hold_the_same_articles_and_once_more_changes_none(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Article]]
) -> None:
    held = []
    for order in (batches, batches[::-1], batches + batches):
        warehouse = tmp_path_factory.mktemp("warehouse")
        for batch in order:
            add_articles(archive_in(warehouse), batch)
        held.append(sorted(read_articles(archive_in(warehouse))["article_id"].to_list()))
    assert held[0] == held[1] == held[2] == sorted({a.article_id for batch in batches for a in batch})
