import json
from pathlib import Path

import pytest

from tollbook.reading.formats.json_records import read_json, read_json_lines
from tollbook.reading.source import Source, Unreadable


def write(folder: Path, content: str | bytes) -> Source:
    path = folder / "raids.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Source(path, path.name)


def list_lines(source: Source) -> list[tuple[str | None, str]]:
    return [
        (r.record, r.found) if isinstance(r, Unreadable) else (r.place, str(r.values["text"]))
        for r in read_json_lines(source)
    ]


@pytest.mark.parametrize(
    "document",
    [
        '[{"text": "a"}, {"text": "b"}]',
        '{"articles": [{"text": "a"}, {"text": "b"}]}',
        '{"status": "ok", "results": [{"text": "a"}, {"text": "b"}]}',
        '{"text": "a"}\n{"text": "b"}\n',
        '\ufeff[{"text": "a"}, {"text": "b"}]',
    ],
)
def test_lists_wrapped_lists_and_lines_give_their_records(tmp_path: Path, document: str) -> None:
    records = [r for r in read_json(write(tmp_path, document)) if not isinstance(r, Unreadable)]
    assert [r.values["text"] for r in records] == ["a", "b"]
    assert [r.number for r in records] == [1, 2]


def test_a_document_in_utf_16_is_read(tmp_path: Path) -> None:
    source = write(tmp_path, '{"text": "“a”"}\n{"text": "b"}'.encode("utf-16"))
    assert list_lines(source) == [("line 1", "“a”"), ("line 2", "b")]


def test_a_line_that_breaks_in_the_middle_is_told_with_line_and_column(tmp_path: Path) -> None:
    content = json.dumps({"text": "a"}) + '\n{"text": "b", "da\n' + json.dumps({"text": "c"}) + "\n[1]\n"
    (first, broken, third, no_record) = list_lines(write(tmp_path, content))
    assert (first, third) == (("line 1", "a"), ("line 3", "c"))
    assert broken[0] == "line 2"
    assert broken[1].startswith("the JSON breaks at column")
    assert no_record == ("line 4", "holds a JSON list, not a record")


def test_a_line_in_another_encoding_is_decoded_where_it_is_sure_and_set_aside_where_not(tmp_path: Path) -> None:
    content = '{"text": "the general’s staff"}\n'.encode("cp1252") + '{"text": "żołnierzy"}\n'.encode("cp1250")
    sure, doubtful = list_lines(write(tmp_path, content))
    assert sure == ("line 1", "the general’s staff")
    assert doubtful[0] == "line 2"
    assert "not UTF-8" in doubtful[1]


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ('{"text": "a"', "the JSON breaks at column"),
        ("[]", "is a list with no record in it"),
        ("12", "holds a JSON int, not a record"),
        (" \n ", "holds only white space"),
    ],
)
def test_a_document_without_records_is_refused(tmp_path: Path, document: str, found: str) -> None:
    with pytest.raises(Unreadable, match=found):
        list(read_json(write(tmp_path, document)))


def test_a_list_entry_that_is_no_record_is_set_aside_alone(tmp_path: Path) -> None:
    record, fault = read_json(write(tmp_path, '[{"text": "a"}, 3]'))
    assert not isinstance(record, Unreadable)
    assert isinstance(fault, Unreadable)
    assert (fault.record, fault.found) == ("entry 2", "holds a JSON int, not a record")
