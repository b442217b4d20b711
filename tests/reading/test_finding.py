import os
from pathlib import Path

import pytest

from tollbook.reading.finding import find_sources
from tollbook.reading.rejection import RejectedArticle


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "deep/er/c.json", ".hidden", "deep/.git/config"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    return tmp_path / "in"


def list_found(*paths: str | Path) -> list[str]:
    return [f.message if isinstance(f, RejectedArticle) else f.file_path for f in find_sources(paths)]


def test_a_folder_gives_its_files_by_name_and_depth_without_hidden_ones(folder: Path) -> None:
    assert list_found(folder) == ["in/a.txt", "in/b.txt", "in/deep/er/c.json"]


def test_globs_and_files_are_found_each_once_under_relative_names(folder: Path) -> None:
    assert list_found("in/*.txt", "in/a.txt", folder / "b.txt") == ["in/a.txt", "in/b.txt"]
    assert list_found("in/**/*.json") == ["in/deep/er/c.json"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    (folder / "war[1].txt").write_text("text")
    assert list_found("in/war[1].txt") == ["in/war[1].txt"]


def test_a_file_outside_the_working_directory_has_its_full_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "deep")
    assert list_found("../a.txt") == [(folder / "a.txt").as_posix()]


def test_paths_that_lead_nowhere_say_so(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "broken.txt").symlink_to("nowhere")
    assert list_found("gone.txt", "in/*.pdf", "in/empty", "in/broken.txt", "nul\0l") == [
        "gone.txt: does not exist; check the path.",
        "in/*.pdf: matches no file; check the pattern.",
        "in/empty: is a folder with no file in it; put article files there, or name another folder.",
        "in/broken.txt: is a link that leads to nothing; mend or remove the link.",
        "nul\0l: cannot be looked at (embedded null byte); check the path and its permissions.",
    ]


def test_links_that_go_round_in_circles_end(folder: Path) -> None:
    (folder / "deep" / "up").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    found = list_found(folder)
    assert found[:3] == ["in/a.txt", "in/b.txt", "in/deep/er/c.json"]
    assert len(found) == 4
    assert found[3].startswith("in/self: cannot be looked at")


def test_pipes_and_devices_are_set_aside_unopened(folder: Path) -> None:
    os.mkfifo(folder / "deep" / "er" / "pipe.txt")
    told = "is a device, pipe or socket; give a regular file."
    assert list_found(folder / "deep", "/dev/zero") == [
        "in/deep/er/c.json",
        f"in/deep/er/pipe.txt: {told}",
        f"/dev/zero: {told}",
    ]
