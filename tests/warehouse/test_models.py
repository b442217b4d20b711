"""SQL files say what they are and build in the order of their FROM clauses."""

from pathlib import Path

import pytest

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


def test_models_that_need_each_other_are_named(tmp_path: Path) -> None:
    folder = write(tmp_path, marts__a=HEADER + "select * from marts.b", marts__b=HEADER + "select * from marts.a")
    with pytest.raises(ModelError, match=r"need each other: marts\.\w -> marts\.\w"):
        order_models(read_models(folder))


def test_the_header_gives_description_grain_and_caution(tmp_path: Path) -> None:
    sql = "-- One thing\n-- and more.\n-- grain: this,\n--   that\n-- caution: beware\nselect 1 as x"
    (model,) = read_models(write(tmp_path, marts__a=sql))
    assert (model.description, model.grain, model.caution) == ("One thing and more.", "this, that", "beware")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select 1 as x", "begin it with comment lines"),
        ("-- Something.\nselect 1 as x", "begin it with comment lines"),
        (HEADER + "select from from", "marts/a.sql"),
        (HEADER + "select 1; select 2", "holds 2 statements"),
        (HEADER + "create table t as select 1 as x", "a file here is one SELECT"),
    ],
    ids=["no header", "no grain", "no SQL", "two statements", "no query"],
)
def test_a_file_that_cannot_be_built_is_named_with(sql: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=said):
        read_models(write(tmp_path, marts__a=sql))
