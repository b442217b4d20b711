"""``import tollbook``: what somebody gets who calls it from a script or a notebook."""

import doctest
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from tests.warehouse_rows import PROJECT

import tollbook
from tollbook import api
from tollbook.claims import Claim

SENTENCE = "Officials said 12 civilians were killed in Freedonia's war on Tuesday."


def run_python(code: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_import_loads_nothing_and_extraction_no_database(tmp_path: Path) -> None:
    code = (
        "import sys, tollbook\n"
        "print([name for name in ('polars', 'duckdb', 'numpy', 'prefect', 'tollbook.api') if name in sys.modules])\n"
        "from tollbook import extract\n"
        f"print(len(extract({SENTENCE!r}).claims))\n"
        "print([name for name in ('polars', 'duckdb', 'pandera', 'pyarrow', 'prefect') if name in sys.modules])\n"
        "print(set(tollbook.__all__) <= set(dir(tollbook)))\n"
    )
    assert run_python(code, tmp_path) == "[]\n1\n[]\nTrue\n"
    assert tollbook.__all__ == api.__all__
    assert all(getattr(tollbook, name) is getattr(api, name) for name in tollbook.__all__)
    with pytest.raises(AttributeError, match="no attribute 'extrakt'; it offers Article"):
        _ = tollbook.extrakt  # type: ignore[attr-defined]


def test_the_examples_of_the_docstrings_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    result = doctest.testmod(api)
    assert (result.failed, result.attempted) == (0, 4)


def test_the_readme_example_runs_as_a_script(tmp_path: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", (PROJECT / "README.md").read_text(encoding="utf-8"), re.S)
    shutil.copytree(PROJECT / "seeds" / "articles", tmp_path / "seeds" / "articles")
    code = f"{block}\nagain = tollbook.build('seeds/articles')\nprint(frame.height, again.status)\n"
    assert run_python(code, tmp_path).splitlines() == [
        "csis-two-million 13",
        "newsweek-four-figures 10",
        "10 unchanged",
    ]
    with tollbook.connect(tmp_path / "warehouse") as con, pytest.raises(duckdb.Error, match="read-only"):
        con.execute("delete from marts.claims")


def test_a_frame_has_a_typed_column_for_each_field_also_without_claims() -> None:
    frame = tollbook.extract(SENTENCE, published_date="2030-03-07").to_frame()
    assert frame.columns == [field.name for field in fields(Claim)]
    assert frame.select("best", "period_start_date").row(0) == (12.0, date(2030, 3, 5))
    empty = tollbook.extract("Nobody came to harm.").to_frame()
    assert (empty.height, empty.schema) == (0, frame.schema)


@pytest.mark.parametrize("day", ["2030-03-07", "7 March 2030", date(2030, 3, 7), datetime(2030, 3, 7, 5)], ids=str)
def test_a_date_may_be_a_date_or_as_outlets_print_it(day: str | date) -> None:
    assert tollbook.extract(SENTENCE, published_date=day).article.published_date == date(2030, 3, 7)


def test_an_outlet_need_not_be_known() -> None:
    unknown = tollbook.extract(SENTENCE, published_date="2030-03-07", outlet="The Nowhere Gazette")
    assert unknown.article.outlet_name == "The Nowhere Gazette"
    assert unknown.claims == tollbook.extract(SENTENCE, published_date="2030-03-07").claims


@pytest.mark.parametrize("text", ["", " \n\t", "....", "\ud800"], ids=["nothing", "blanks", "dots", "half"])
def test_a_text_without_words_gives_nothing(text: str) -> None:
    if text == "\ud800":
        with pytest.raises(ValueError, match="holds half a character"):
            tollbook.extract(text)
    else:
        found = tollbook.extract(text)
        assert (found.article.text, found.claims, found.unread) == (text, (), ())


def test_what_was_not_read_is_told() -> None:
    (unread,) = tollbook.extract("The toll of killed was put anew: 12, 13, 14.").unread
    assert unread.reason


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"article": None}, "article is None, of type NoneType; give a text or an Article"),
        ({"article": b"text"}, "of type bytes; give a text or an Article"),
        ({"article": Path("a.txt")}, "give a text or an Article"),
        ({"article": SENTENCE, "published_date": 20300307}, "published_date is 20300307, of type int; give a date"),
        ({"article": SENTENCE, "outlet": ["BBC"]}, "outlet is .'BBC'., of type list; give a text"),
    ],
)
def test_an_argument_of_another_type_is_named(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        tollbook.extract(**arguments)  # type: ignore[arg-type]


def test_a_date_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="published_date is '31 Feb 2030', which is no date; use YYYY-MM-DD"):
        tollbook.extract(SENTENCE, published_date="31 Feb 2030")


def test_an_article_brings_its_own_date(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"body": "{SENTENCE}", "published": "2030-03-07"}}\n')
    (article,) = tollbook.read(tmp_path / "a.jsonl", fields={"text": "body"})
    assert isinstance(article, tollbook.Article)
    (claim,) = tollbook.extract(article).claims
    assert claim.article_id == article.article_id
    with pytest.raises(TypeError, match="brings its own outlet"):
        tollbook.extract(article, outlet="BBC")


def test_rows_of_figures_are_articles_whose_claims_their_mapping_gives(tmp_path: Path) -> None:
    (tmp_path / "tolls.csv").write_text("day,dead\n2030-01-01,5\n")
    (tmp_path / "mapping.yaml").write_text("date: day\nparty: FRE\nfigures: [{value: dead, measure: killed}]\n")
    (row,) = tollbook.read([tmp_path / "tolls.csv"], series=[tmp_path / "mapping.yaml"])
    assert isinstance(row, tollbook.Article)
    (claim,) = tollbook.extract(row).claims
    assert (claim.party_id, claim.best) == ("FRE", 5)


def test_paths_that_are_none_and_folders_without_a_warehouse_are_named(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="a path is 7, of type int"):
        tollbook.read([7])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="warehouse is None"):
        tollbook.build([], warehouse=None)  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError, match="no warehouse here"):
        tollbook.connect(tmp_path)
    (rejected,) = tollbook.read(tmp_path / "nowhere.txt")
    assert isinstance(rejected, tollbook.RejectedArticle)
    assert "nowhere.txt" in rejected.message


def test_type_checkers_are_told_that_the_package_has_types() -> None:
    assert (PROJECT / "src" / "tollbook" / "py.typed").is_file()
