"""Lineage says of every column of a mart which columns it is made from."""

from pathlib import Path

import pytest
from tests.warehouse_rows import PROJECT, fetch, frame_articles, frame_claims, open_loaded

from tollbook.warehouse import build_models, order_models, read_models
from tollbook.warehouse.lineage import ColumnLineage, trace_columns

HEADER = "-- Something.\n-- grain: row\n"
CATALOGUE = {
    "archive.claims": ("claim_id", "lower", "upper", "day"),
    "seeds.parties": ("party_id", "name"),
    "staging.a": ("x", "y"),
    "marts.b": ("z",),
}


def trace(folder: Path, b: str, a: str = "select lower as x, upper as y from archive.claims", **macros: str) -> str:
    """Return what the one column of ``marts.b`` is made from, where it reads ``staging.a``."""
    files = {"staging/a": HEADER + a, "marts/b": HEADER + b}
    files |= {f"macros/{name}": f"-- A macro.\ncreate or replace macro {body}" for name, body in macros.items()}
    for name, sql in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.sql").write_text(sql, encoding="utf-8")
    (found,) = (each for each in trace_columns(order_models(read_models(folder)), CATALOGUE) if each.table == "marts.b")
    return " ".join(source.removeprefix("staging.") for source in found.sources)


@pytest.mark.parametrize(
    ("sql", "sources"),
    [
        ("select x as z from staging.a", "a.x"),
        ("select a.x + a.y as z from staging.a as a", "a.x a.y"),
        ("with c as (select x as p from staging.a) select p as z from c", "a.x"),
        ("select c.p as z from (select x as p from staging.a) as c", "a.x"),
        ("select x as z from staging.a union all by name select name as z from seeds.parties",
         "seeds.parties.name a.x"),
        ("select * exclude (y) from staging.a", "a.x"),
        ("with c as (select a from staging.a as a) select a.y as z from c", "a.y"),
        ("with c as (select struct_pack(p := x, q := y) as s from staging.a) select s.q as z from c", "a.y"),
        ("with c as (select first({'p': x, 'q': y}) as s from staging.a) select c.s.p as z from c", "a.x"),
        ("select lag(x) over (partition by y) as z from staging.a", "a.x"),
        ("select row_number() over (order by y) as z from staging.a", "a.y"),
        ("select count(*) as z from staging.a", "a.*"),
        ("select 'word' as z from staging.a", ""),
        ("select a.x as z from staging.a as a inner join seeds.parties as p on a.y = p.name where p.name > ''", "a.x"),
        ("select (select max(p.name) from seeds.parties as p where p.party_id = a.x) as z from staging.a as a",
         "seeds.parties.name"),
        ("select exists(select 1 from seeds.parties as p where p.party_id = a.x) as z from staging.a as a",
         "seeds.parties.party_id a.x"),
        ("select l.z from staging.a as a cross join lateral (select a.y as z) as l", "a.y"),
    ],
)  # fmt: skip
def test_a_column_is_made_from_what_its_value_needs(sql: str, sources: str, tmp_path: Path) -> None:
    assert trace(tmp_path, sql) == sources


def test_macros_are_followed_into_what_they_are_given_and_what_they_read(tmp_path: Path) -> None:
    pair = "pair(s) as struct_pack(low := s.x, high := s.y)"
    assert trace(tmp_path / "1", "select pair(a).high as z from staging.a as a", pair=pair) == "a.y"
    known = "known(day) as table select y from staging.a where x < day"
    assert trace(tmp_path / "2", "select * from known(1)", known=known) == "a.y"


def test_the_origins_are_what_no_model_makes(tmp_path: Path) -> None:
    trace(tmp_path, "select x as z from staging.a")
    assert trace_columns(order_models(read_models(tmp_path)), CATALOGUE) == [
        ColumnLineage("staging.a", "x", ("archive.claims.lower",), ("archive.claims.lower",)),
        ColumnLineage("staging.a", "y", ("archive.claims.upper",), ("archive.claims.upper",)),
        ColumnLineage("marts.b", "z", ("staging.a.x",), ("archive.claims.lower",)),
    ]


def test_the_project_knows_where_its_marts_come_from(tmp_path: Path) -> None:
    with open_loaded(tmp_path / "w.duckdb", frame_articles({}), frame_claims({})) as con:
        build_models(con, PROJECT / "sql")
        sources = fetch(
            con,
            "select source_columns, original_columns from marts.lineage"
            " where table_name = 'marts.source_comparisons' and column_name = 'lower_a'",
        )
        assert sources == [(["marts.casualty_series.lower"], ["archive.claims.lower"])]
        no_source = fetch(con, "select table_name, column_name from marts.lineage where len(source_columns) = 0")
        assert set(no_source) == {("marts.derived_rates", "method"), ("marts.estimate_bands", "policy")}
