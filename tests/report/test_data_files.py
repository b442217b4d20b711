"""Data as scripts: nothing in a text ends the script, and a table comes back as it was."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tollbook.report.data_files import DataFolder, encode_table


def read(path: Path) -> list[Any]:
    """The arguments of the call that a file of data is."""
    called = re.fullmatch(r"tollbook\.receive\((.*)\);\n", path.read_text(encoding="utf-8"), re.S)
    assert called is not None
    arguments: list[Any] = json.loads(f"[{called[1]}]")
    return arguments


@pytest.mark.parametrize("text", ["</script><script>x()</script>", "<!--", "]]>", "a\u2028b\u2029c", 'a"b\\c', "🜂"])
def test_a_text_comes_back_and_holds_no_markup_on_its_way(text: str, tmp_path: Path) -> None:
    DataFolder(tmp_path, "build").write("some/key", {text: [text]})
    written = (tmp_path / "some" / "key.js").read_text(encoding="utf-8")
    assert not re.search("[<>&\u2028\u2029]", written)
    assert read(tmp_path / "some" / "key.js") == ["build", "some/key", {text: [text]}]


def test_a_table_has_each_text_and_each_day_once() -> None:
    rows = [("Freedonia", date(2030, 1, 1), 5.0), ("Sylvania", date(2030, 1, 1), None), (None, None, 7.0)]
    assert encode_table(["party", "day", "n"], rows) == {
        "columns": ["party", "day", "n"],
        "texts": ["party", "day"],
        "words": ["Freedonia", "2030-01-01", "Sylvania"],
        "rows": [[0, 1, 5.0], [2, 1, None], [None, None, 7.0]],
    }


def test_a_long_list_lies_in_several_files(tmp_path: Path) -> None:
    n_rows = DataFolder(tmp_path, "build").write_pages("list", ["n"], ([n] for n in range(5)), size=2)
    assert n_rows == 5
    assert [read(tmp_path / "list" / f"{page}.js")[2]["rows"] for page in range(3)] == [[[0], [1]], [[2], [3]], [[4]]]
    assert not (tmp_path / "list" / "3.js").exists()
