import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.reading.formats.csv_table import read_csv
from tollbook.reading.limits import Limits
from tollbook.reading.record import Record
from tollbook.reading.source import Source, Unreadable


def write(folder: Path, content: str | bytes, limits: Limits | None = None) -> Source:
    path = folder / "raids.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Source(path, path.name, limits or Limits())


def list_rows(source: Source) -> list[tuple[str | None, object]]:
    return [
        (r.record, r.found) if isinstance(r, Unreadable) else (r.place, r.values.get("text")) for r in read_csv(source)
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_names_of_the_header(tmp_path: Path, delimiter: str) -> None:
    content = delimiter.join(["id", "date", "text"]) + "\n" + delimiter.join(["1", "2023-03-07", "Five killed."])
    assert list_rows(write(tmp_path, content)) == [("line 2", "Five killed.")]


def test_a_quoted_text_keeps_its_line_ends_and_the_next_row_its_line(tmp_path: Path) -> None:
    content = '\ufeffid,text\r\n1,"Five,\r\n""killed"".\n"\r\n\r\n2,Two\r\n'
    assert list_rows(write(tmp_path, content)) == [("line 2", 'Five,\r\n"killed".\n'), ("line 6", "Two")]


def test_rows_that_do_not_fit_the_header_are_set_aside_or_filled_up(tmp_path: Path) -> None:
    assert list_rows(write(tmp_path, "id,text,date\n1,Five, killed,today\n2,Two\n")) == [
        ("line 2", "has 4 cells where the header has 3"),
        ("line 3", "Two"),
    ]


def test_a_cell_beyond_the_limit_is_set_aside(tmp_path: Path) -> None:
    found = list_rows(write(tmp_path, "id,text\n1," + "x" * 300 + "\n2,Two\n", Limits(record_bytes=200)))
    assert found[0] == ("line 2", "cannot be read as a row (field larger than field limit (200))")
    assert found[-1] == ("line 3", "Two")


def test_a_line_that_never_ends_stops_the_table(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="a line of more than 1,000 bytes"):
        list_rows(write(tmp_path, b"id,text\n1," + b"x" * 2_000_000, Limits(record_bytes=1000)))


def test_a_table_in_a_sure_encoding_is_decoded(tmp_path: Path) -> None:
    assert list_rows(write(tmp_path, "id,text\n1,the general’s staff\n".encode("cp1252"))) == [
        ("line 2", "the general’s staff")
    ]


def test_a_packed_table_that_breaks_off_gives_the_rows_before(tmp_path: Path) -> None:
    rows = b"".join(b"%d,%s killed.\n" % (n, bytes(f"{n * n}", "ascii")) for n in range(5000))
    packed = gzip.compress(b"id,text\n" + rows)
    (tmp_path / "raids.csv.gz").write_bytes(packed[: len(packed) // 2])
    found: list[Record | Unreadable] = []
    with pytest.raises(Unreadable, match="breaks off or is damaged after"):
        found.extend(read_csv(Source(tmp_path / "raids.csv.gz", "raids.csv.gz")))
    assert len(found) > 1000


@pytest.mark.parametrize("content", [b"", b"\n\n", b"id,text\n\x00\x00"])
def test_an_empty_or_binary_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable):
        list_rows(write(tmp_path, content))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_text_comes_back_character_for_character(tmp_path: Path, text: str) -> None:
    with (tmp_path / "raids.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([["id", "text"], ["1", text]])
    assert list_rows(Source(tmp_path / "raids.csv", "raids.csv")) == [("line 2", text)]
