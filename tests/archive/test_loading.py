import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from tests.archive.archived_rows import archive_in, read_articles

from tollbook.archive import Shard, list_shards, load_files, loading, read_rejected_articles
from tollbook.archive.files import list_readings, merge_file_readings, read_last_readings
from tollbook.reading import Limits
from tollbook.storage import Folder

LONG_AGO = 1_600_000_000


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()

    def write_file(name: str, content: str, changed: int = LONG_AGO) -> Path:
        path = tmp_path / "in" / name
        path.write_text(content, "utf-8")
        os.utime(path, (changed, changed))
        return path

    return write_file


def list_files(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def list_texts(storage: Folder) -> list[tuple[str, bool]]:
    return read_articles(storage).select("text", "is_current").rows()


def test_reading_the_same_input_twice_changes_nothing_and_opens_no_file(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "One killed.")
    write("b.jsonl", '{"text": "Two killed."}\n{"text": \n')
    first = load_files(archive_in(tmp_path / "wh"), ["in", "gone"])
    before = list_files(tmp_path / "wh")
    opened: list[str] = []
    open_low, open_high = os.open, Path.open

    def note_low(path: str, *rest: int) -> int:
        opened.append(str(path))
        return open_low(path, *rest)

    def note_high(path: Path, mode: str) -> IO[Any]:
        opened.append(str(path))
        return open_high(path, mode)

    monkeypatch.setattr(os, "open", note_low)
    monkeypatch.setattr(Path, "open", note_high)
    second = load_files(archive_in(tmp_path / "wh"), ["in", "gone"])
    assert (first.n_files, first.n_files_unchanged, first.n_articles_new, first.n_rejected) == (2, 0, 2, 2)
    assert (second.n_files, second.n_files_unchanged, second.n_articles_new, second.n_rejected) == (2, 2, 0, 2)
    assert second.shards == ()
    assert not [path for path in opened if "in/" in path]
    assert list_files(tmp_path / "wh") == before


def test_a_file_written_a_moment_ago_is_looked_into_again_but_changes_nothing(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    path = write("a.txt", "One killed.")
    os.utime(path)
    load_files(archive_in(tmp_path / "wh"), ["in"])
    before = list_files(tmp_path / "wh")
    load_files(archive_in(tmp_path / "wh"), ["in"])
    assert list_files(tmp_path / "wh") == before
    status = path.stat()
    path.write_text("Two killed.")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    load_files(archive_in(tmp_path / "wh"), ["in"])
    assert list_texts(archive_in(tmp_path / "wh")) == [("One killed.", False), ("Two killed.", True)]


def test_of_many_files_only_those_that_changed_are_opened_and_all_are_counted(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_COMPARED_FILES", 2)
    for number in range(5):
        write(f"{number}.json", '{"text": "One killed."}\n' if number % 2 else "{")
    load_files(archive_in(tmp_path / "wh"), ["in"])
    write("3.json", '{"text": "Three killed."}', LONG_AGO + 5)
    write("5.json", '{"text": "Five killed."}')
    (tmp_path / "in" / "4.json").unlink()
    opened: list[str] = []
    report = load_files(archive_in(tmp_path / "wh"), ["in", "gone"], report_file=opened.append)
    assert opened == ["in/3.json", "in/5.json", "gone"]
    assert (report.n_files, report.n_files_unchanged, report.n_articles_new, report.n_rejected) == (5, 3, 2, 3)
    rejected = read_rejected_articles(archive_in(tmp_path / "wh"))["file_path"].to_list()
    assert rejected == ["gone", "in/0.json", "in/2.json"]


def test_a_touched_file_is_known_by_its_content(write: Callable[..., Path], tmp_path: Path) -> None:
    write("a.txt", "One killed.")
    load_files(archive_in(tmp_path / "wh"), ["in"])
    write("a.txt", "One killed.", LONG_AGO + 5)
    report = load_files(archive_in(tmp_path / "wh"), ["in"])
    assert (report.n_files_unchanged, report.n_articles_new, report.n_articles_known) == (1, 0, 0)


def test_a_changed_file_gives_a_new_version_and_a_restored_one_the_old(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    for step, text in enumerate(("One killed.", "Two killed.", "One killed.")):
        write("a.txt", text, LONG_AGO + 10 * step)
        load_files(archive_in(tmp_path / "wh"), ["in"])
    assert list_texts(archive_in(tmp_path / "wh")) == [("One killed.", True), ("Two killed.", False)]


def test_rejected_articles_stay_listed_until_their_file_is_mended_or_gone(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    write("a.json", '{"text": "x", "date": "31 Feb 2024"}')
    write("b.json", "{")
    load_files(archive_in(tmp_path / "wh"), ["in"])
    load_files(archive_in(tmp_path / "wh"), ["in"])
    assert [path for path, *_ in read_rejected_articles(archive_in(tmp_path / "wh")).rows()] == [
        "in/a.json",
        "in/b.json",
    ]
    assert read_rejected_articles(archive_in(tmp_path / "wh"))["message"][0] == (
        "in/a.json: date is '31 Feb 2024', which is no date; use YYYY-MM-DD."
    )
    write("a.json", '{"text": "x", "date": "29 Feb 2024"}', LONG_AGO + 5)
    (tmp_path / "in" / "b.json").unlink()
    report = load_files(archive_in(tmp_path / "wh"), ["in"])
    assert report.n_rejected == 0
    assert read_rejected_articles(archive_in(tmp_path / "wh")).height == 0


def test_other_fields_or_limits_read_an_unchanged_file_again(write: Callable[..., Path], tmp_path: Path) -> None:
    write("a.json", '{"text": "A summary.", "corpo": "Cinco muertos."}')
    load_files(archive_in(tmp_path / "wh"), ["in"], limits=Limits(document_bytes=10))
    assert read_rejected_articles(archive_in(tmp_path / "wh"))["reason"].to_list() == ["too_large"]
    load_files(archive_in(tmp_path / "wh"), ["in"])
    load_files(archive_in(tmp_path / "wh"), ["in"], fields={"text": "corpo"})
    assert list_texts(archive_in(tmp_path / "wh")) == [("A summary.", False), ("Cinco muertos.", True)]
    assert read_rejected_articles(archive_in(tmp_path / "wh")).height == 0


def test_an_unknown_field_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no field 'body' to map"):
        load_files(archive_in(tmp_path / "wh"), ["."], fields={"body": "text"})
    assert not (tmp_path / "wh").exists()


def test_a_shard_is_handed_on_when_the_archive_has_it_and_before_the_next_is_read(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH_ARTICLES", 2)
    for name in "abcde":
        write(f"{name}.txt", f"{name}: three killed.")
    storage = archive_in(tmp_path / "wh")
    seen: list[str] = []

    def hand_on(shard: Shard) -> None:
        assert shard in list_shards(storage)
        seen.append(f"{shard.n_articles} articles")

    report = load_files(storage, ["in"], report_file=seen.append, hand_on=hand_on)
    assert seen == [
        "in/a.txt",
        "in/b.txt",
        "in/c.txt",
        "2 articles",
        "in/d.txt",
        "in/e.txt",
        "2 articles",
        "1 articles",
    ]
    assert len(report.shards) == 3
    assert load_files(storage, ["in"], hand_on=hand_on).shards == ()


def test_a_large_input_is_archived_in_batches_and_a_crash_loses_only_the_last(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH_ARTICLES", 3)
    write("a.jsonl", "\n".join(json.dumps({"text": f"{n} killed."}) for n in range(5)))
    write("b.jsonl", "\n".join(json.dumps({"text": f"{n} wounded."}) for n in range(5)))

    def crash(path: str) -> None:
        if path == "in/b.jsonl":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_files(archive_in(tmp_path / "wh"), ["in"], report_file=crash)
    assert len(list_texts(archive_in(tmp_path / "wh"))) == 3
    report = load_files(archive_in(tmp_path / "wh"), ["in"])
    assert (report.n_articles_new, report.n_articles_known, len(report.shards)) == (7, 3, 3)
    whole = load_files(archive_in(tmp_path / "other"), ["in"])
    assert whole.n_articles_new == 10
    assert set(list_texts(archive_in(tmp_path / "wh"))) == set(list_texts(archive_in(tmp_path / "other")))


def test_many_segments_of_the_record_are_joined_without_loss(write: Callable[..., Path], tmp_path: Path) -> None:
    for n in range(66):
        write("a.txt", f"{n} killed.", LONG_AGO + 10 * n)
        write(f"{n}.json", "{")
        load_files(archive_in(tmp_path / "wh"), [f"in/{n}.json"])
    merge_file_readings(archive_in(tmp_path / "wh"))
    readings = list(list_readings(read_last_readings(archive_in(tmp_path / "wh"))))
    assert len(readings) == 66
    assert all(len(reading.rejected) == 1 for reading in readings)
    assert len(list((tmp_path / "wh" / "archive" / "files").iterdir())) < 10


def test_a_file_is_known_again_wherever_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "strike.txt").write_text(
        "Five soldiers were killed near Ostrava on Monday.", encoding="utf-8"
    )
    warehouse = tmp_path / "warehouse"
    monkeypatch.chdir(tmp_path)
    first = load_files(archive_in(warehouse), ["inbox"], root=tmp_path)
    monkeypatch.chdir(tmp_path / "inbox")
    again = load_files(archive_in(warehouse), ["."], root=tmp_path)
    assert (first.n_articles_new, again.n_files_unchanged, again.n_articles_new) == (1, 1, 0)
    assert read_articles(archive_in(warehouse))["file_path"].to_list() == ["inbox/strike.txt"]
