"""SQL files say what they are and build in the order of their FROM clauses."""

from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp
from tests.warehouse_rows import PROJECT

from tollbook.warehouse import ModelError, order_models, read_models

HEADER = "-- Something.\n-- grain: row\n"


def write(folder: Path, **files: str) -> Path:
    for name, sql in files.items():
        schema, _, table = name.partition("__")
        path = folder / schema / f"{table}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sql, encoding="utf-8")
    return folder


def test_models_come_after_what_they_read_wherever_they_read_it(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        marts__a=HEADER + "with c as (select * from marts.b) select * from c where exists (select 1 from staging.z)",
        marts__b=HEADER + "select double(x) as x from staging.z join seeds.parties using (x)",
        staging__z=HEADER + "select 1 as x",
        macros__double="-- Twice.\ncreate or replace macro double(x) as 2 * x",
    )
    assert [model.table for model in order_models(read_models(folder))] == [
        "macros.double",
        "staging.z",
        "marts.b",
        "marts.a",
    ]


def test_what_comments_and_texts_name_is_not_read(tmp_path: Path) -> None:
    sql = "select 'it''s marts.b', f(x) -- not marts.c, g(x)\nfrom Staging.Z /* marts.d\nmarts.e */ as z"
    (model,) = read_models(write(tmp_path, marts__a=HEADER + sql))
    assert (set(model.reads), set(model.calls)) == ({"staging.z"}, {"f"})


def test_the_projects_models_read_what_a_parser_finds_in_them() -> None:
    for model in read_models(PROJECT / "sql"):
        tree = sqlglot.parse_one(model.sql, read="duckdb")
        assert model.reads == {f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db}, (
            model.table
        )
        assert model.calls >= {call.name.lower() for call in tree.find_all(exp.Anonymous)}, model.table


def test_models_that_need_each_other_are_named(tmp_path: Path) -> None:
    folder = write(tmp_path, marts__a=HEADER + "select * from marts.b", marts__b=HEADER + "select * from marts.a")
    with pytest.raises(ModelError, match=r"need each other: marts\.\w -> marts\.\w"):
        order_models(read_models(folder))


def test_the_header_gives_description_grain_and_caution(tmp_path: Path) -> None:
    sql = "-- One thing\n-- and more.\n-- grain: this,\n--   that\n-- caution: beware\nselect 1 as x"
    (model,) = read_models(write(tmp_path, marts__a=sql))
    assert (model.description, model.grain, model.caution) == ("One thing and more.", "this, that", "beware")


@pytest.mark.parametrize("sql", ["select 1 as x", "-- Something.\nselect 1 as x"], ids=["no header", "no grain"])
def test_a_file_that_does_not_say_what_it_is_is_named(sql: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"marts/a\.sql: begin it with comment lines"):
        read_models(write(tmp_path, marts__a=sql))
