import gzip
import os
from pathlib import Path

import pytest
import zstandard

from tollbook.reading.limits import MEBIBYTE, Limits
from tollbook.reading.source import Source, Unreadable, open_source, read_whole

CONTENT = b"Five soldiers were killed.\r\n" * 40


def write(folder: Path, name: str, content: bytes) -> Source:
    path = folder / name
    path.write_bytes(content)
    return Source(path, name)


@pytest.mark.parametrize(
    ("name", "stem", "suffix"),
    [
        ("war.txt", "war", ".txt"),
        ("war.TXT.GZ", "war", ".txt"),
        ("seeds.articles.jsonl.zst", "seeds.articles", ".jsonl"),
        ("war", "war", ""),
        ("war.gz", "war", ""),
    ],
)
def test_a_name_gives_stem_and_format_without_compression(name: str, stem: str, suffix: str) -> None:
    source = Source(Path(name), name)
    assert (source.stem, source.suffix) == (stem, suffix)


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("a.txt", CONTENT),
        ("a.txt.gz", gzip.compress(CONTENT)),
        ("a.txt.gz", gzip.compress(CONTENT[:100]) + gzip.compress(CONTENT[100:])),
        ("a.txt.zst", zstandard.compress(CONTENT)),
        ("a.txt.zst", zstandard.compress(CONTENT[:100]) + zstandard.compress(CONTENT[100:])),
        ("packed-without-saying-so.txt", gzip.compress(CONTENT)),
    ],
)
def test_packed_files_give_the_bytes_that_were_packed(tmp_path: Path, name: str, packed: bytes) -> None:
    assert read_whole(write(tmp_path, name, packed)) == CONTENT


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt.gz", gzip.compress(os.urandom(5000))[:2000], "truncated"),
        ("a.txt.gz", gzip.compress(CONTENT)[:-9] + b"\x00" * 9, "truncated"),
        ("a.txt.zst", zstandard.compress(CONTENT)[:6], "truncated"),
        ("a.txt.gz", b"plain text", "wrong_format"),
        ("a.txt.gz", b"", "empty"),
        ("a.txt", b"", "empty"),
        ("bomb.txt.gz", gzip.compress(bytes(9 * MEBIBYTE)), "too_large"),
    ],
)
def test_damaged_mislabelled_empty_and_swelling_files_are_refused(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    source = Source(write(tmp_path, name, content).path, name, Limits(unpacking_ratio=100))
    with pytest.raises(Unreadable) as raised:
        read_whole(source)
    assert raised.value.reason == reason


def test_a_file_beyond_the_limit_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    source = Source(write(tmp_path, "a.txt", CONTENT).path, "a.txt", Limits(document_bytes=100))
    with pytest.raises(Unreadable, match="larger than 100 bytes"):
        read_whole(source)


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(Unreadable, match="device, pipe"), open_source(Source(tmp_path / "pipe.txt", "pipe.txt")):
        pass


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"), open_source(Source(tmp_path / "gone.txt", "gone.txt")):
        pass
