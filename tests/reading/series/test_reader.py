import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tollbook.articles import Article
from tollbook.reading import RejectedArticle, read, read_mapping

MAPPING = "name: Daily\noutlet: The Herald\ndate: day\nparty: FRE\nfigures: [{value: dead, measure: killed}]\n"
ROWS = [{"day": "2030-01-01", "dead": 5}, {"day": "2030-01-02", "dead": 7}]


@pytest.fixture(autouse=True)
def stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: str, mapping: str = MAPPING) -> Path:
    path = Path(name)
    path.write_text(content)
    Path(f"{name}.series.yaml").write_text(mapping)
    return path


def read_texts(path: Path) -> list[str]:
    return [entry.text if isinstance(entry, Article) else entry.message for entry in read([path])]


def test_each_row_is_an_article_of_its_day(tmp_path: Path) -> None:
    first, second = (entry for entry in read([write("tolls.json", json.dumps(ROWS))]) if isinstance(entry, Article))
    assert (first.text, first.title, first.outlet_name) == ("day: 2030-01-01; dead: 5", "Daily", "The Herald")
    assert (first.published_date, first.external_id) == (date(2030, 1, 1), "tolls 2030-01-01")
    assert (second.address, second.file_path) == ("tolls.json#2030-01-02", "tolls.json")
    assert first.figures


def test_json_csv_and_parquet_give_the_same_rows() -> None:
    write("tolls.parquet", "")
    pl.DataFrame(ROWS).write_parquet("tolls.parquet")
    paths = [
        write("tolls.json", json.dumps(ROWS)),
        write("tolls.csv", "day,dead\n2030-01-01,5\n2030-01-02,7\n"),
        Path("tolls.parquet"),
    ]
    texts = [read_texts(path) for path in paths]
    assert texts[0] == ["day: 2030-01-01; dead: 5", "day: 2030-01-02; dead: 7"]
    assert texts[1] == texts[0]
    assert texts[2] == texts[0]


def test_a_mapping_that_is_given_goes_before_one_beside_and_leaves_other_files_alone() -> None:
    path = write("tolls.csv", "day,dead,hurt\n2030-01-01,5,9\n", "broken")
    Path("given.series.yaml").write_text("files: tolls.csv\ndate: day\nfigures: [{value: hurt, measure: wounded}]")
    Path("other.csv").write_text("text\nNobody was hurt.\n")
    given = read_mapping(Path("given.series.yaml"))
    rows, other = read([path, Path("other.csv")], series=[given])
    assert isinstance(rows, Article)
    assert '"wounded"' in str(rows.figures)
    assert isinstance(other, Article)
    assert other.figures is None


def test_rows_that_share_a_key_are_counted() -> None:
    path = write("tolls.csv", "day,dead\n2030-01-01,5\n2030-01-01,7\n")
    entries = [entry for entry in read([path]) if isinstance(entry, Article)]
    assert [entry.address for entry in entries] == ["tolls.csv#2030-01-01", "tolls.csv#2030-01-01 (2)"]


def test_a_row_that_cannot_be_read_is_set_aside_with_its_place_and_the_others_are_read() -> None:
    path = write("tolls.csv", "day,dead\n2030-01-01,many\n2030-01-02,7\n")
    assert read_texts(path) == [
        "tolls.csv line 2: dead is 'many', no number; mend it, or list it under `missing:` (tolls.csv.series.yaml).",
        "day: 2030-01-02; dead: 7",
    ]


@pytest.mark.parametrize(
    ("name", "content", "mapping", "said"),
    [
        ("t.csv", "day,deaths\n2030-01-01,5\n", MAPPING,
         ["t.csv: has no column 'dead', which t.csv.series.yaml names (its columns: day, deaths); "
          "name the column as the file does."]),
        ("t.csv", "day,dead\n2030-01-01,5\n", "figures: []",
         ["t.csv: its mapping t.csv.series.yaml has no list of figures; name at least one column under `figures:`."]),
        ("t.txt", "Five were killed.", MAPPING,
         ["t.txt: has the mapping t.txt.series.yaml but is no table of figures; "
          "give the figures as .json, .jsonl, .ndjson, .csv, .tsv, .parquet."]),
        ("t.csv", "day,dead\n", MAPPING, ["t.csv: holds no row that t.csv.series.yaml reads; look at `skip:`."]),
        ("t.json", "[1]", MAPPING,
         ["t.json entry 1: holds a JSON int, not a record; give an object with the article's fields."]),
    ],
    ids=["a column that is not there", "a broken mapping", "no table", "no row", "no record"],
)  # fmt: skip
def test_a_file_that_its_mapping_does_not_fit_is_set_aside(
    name: str, content: str, mapping: str, said: Sequence[str]
) -> None:
    assert read_texts(write(name, content, mapping)) == list(said)


def test_a_mapping_is_no_article_and_one_without_its_file_is_told() -> None:
    write("tolls.csv", "day,dead\n2030-01-01,5\n")
    assert [type(entry) for entry in read([Path()])] == [Article]
    Path("tolls.csv").unlink()
    (entry,) = read([Path()])
    assert isinstance(entry, RejectedArticle)
    assert entry.message.startswith("tolls.csv.series.yaml: is the mapping of tolls.csv, which is not beside it; ")


def test_two_given_mappings_for_one_file_are_a_fault_of_it() -> None:
    path = write("tolls.csv", "day,dead\n2030-01-01,5\n")
    for name in ("one", "two"):
        Path(f"{name}.series.yaml").write_text(MAPPING)
    (entry,) = read([path], series=[read_mapping(Path(f"{name}.series.yaml")) for name in ("one", "two")])
    assert isinstance(entry, RejectedArticle)
    assert "one of several for it (one.series.yaml and two.series.yaml)" in entry.message
