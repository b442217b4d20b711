import json
from pathlib import Path

import duckdb
import pytest
from tests.warehouse_rows import frame_articles, frame_claims, open_loaded

from tollbook.warehouse import TableDiff, diff_build, diff_warehouses, export_tables, read_diff, write_diff

COUNTS = "create table marts.{} as from (values {}) as v(side_id, n_dead, word)"


def write(path: Path, rows: str, *more: str, comment: str = "Losses. Grain: side.") -> Path:
    """Write a database with the table ``marts.losses`` and return its path."""
    path.parent.mkdir(exist_ok=True)
    with duckdb.connect(str(path)) as con:
        for schema in ("marts", "quality", "seeds"):
            con.execute(f"create schema {schema}")
        for statement in (COUNTS.format("losses", rows), f"comment on table marts.losses is '{comment}'", *more):
            con.execute(statement)
    return path


def compare(old: Path, new: Path, table: str = "marts.losses") -> TableDiff:
    return {each.table: each for each in diff_warehouses(old, new)}[table]


def test_rows_are_told_apart_by_the_grain_that_the_table_states(tmp_path: Path) -> None:
    old = write(tmp_path / "old.duckdb", "('FRE', 5, 'a'), ('SYL', 7, 'b'), ('KLO', 1, 'c')")
    new = write(tmp_path / "new.duckdb", "('FRE', 5, 'a'), ('SYL', 8, 'b'), ('OST', 2, 'd'), (null, 3, 'e')")
    found = compare(old, new)
    assert found.key == ("side_id",)
    assert (found.n_rows_before, found.n_rows) == (3, 4)
    assert (found.n_added, found.n_removed, found.n_changed) == (2, 1, 1)


def test_without_a_grain_that_tells_rows_apart_a_changed_row_is_one_removed_and_one_added(tmp_path: Path) -> None:
    rows = "('FRE', 5, 'a'), ('FRE', 6, 'a'), ('FRE', 6, 'a')"
    old = write(tmp_path / "old.duckdb", rows)
    new = write(tmp_path / "new.duckdb", "('FRE', 5, 'a'), ('FRE', 6, 'a'), ('FRE', 9, 'a')")
    found = compare(old, new)
    assert found.key == ()
    assert (found.n_added, found.n_removed, found.n_changed) == (1, 1, 0)
    silent = write(tmp_path / "silent.duckdb", "('FRE', 5, 'a')", comment="Losses. Grain: battle.")
    assert compare(silent, silent).is_unchanged


def test_columns_that_come_go_or_change_their_type_are_told(tmp_path: Path) -> None:
    old = write(tmp_path / "old.duckdb", "('FRE', 5, 'a')")
    new = write(
        tmp_path / "new.duckdb", "('FRE', 5, 'a')",
        "alter table marts.losses drop word", "alter table marts.losses add n_hurt integer",
        "alter table marts.losses alter n_dead type bigint",
    )  # fmt: skip
    found = compare(old, new)
    assert (found.columns_added, found.columns_removed) == ({"n_hurt": "INTEGER"}, {"word": "VARCHAR"})
    assert found.columns_retyped == {"n_dead": ("INTEGER", "BIGINT")}
    assert (found.n_added, found.n_removed, found.n_changed) == (0, 0, 0)
    assert not found.is_unchanged


def test_tables_that_come_or_go_are_told_with_their_rows(tmp_path: Path) -> None:
    old = write(tmp_path / "old.duckdb", "('FRE', 5, 'a')")
    new = write(tmp_path / "new.duckdb", "('FRE', 5, 'a')", COUNTS.format("ratios", "('FRE', 1, 'x')"))
    added, removed = compare(old, new, "marts.ratios"), compare(new, old, "marts.ratios")
    assert (added.change, added.n_added, added.n_removed) == ("added", 1, 0)
    assert (removed.change, removed.n_added, removed.n_removed) == ("removed", 0, 1)


def test_a_build_is_held_against_the_exports_of_the_one_before(tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    for n_claims, counts in ((1, (1, 0, 0)), (2, (1, 0, 0)), (2, (0, 0, 0))):
        claims = [{"claim_id": f"{number:016x}"} for number in range(n_claims)]
        with open_loaded(tmp_path / "new.duckdb", frame_articles({}), frame_claims(*claims)) as con:
            con.execute("create table marts.claims as from archive.claims")
            con.execute("comment on table marts.claims is 'Claims. Grain: claim.'")
            diff = diff_build(con, exports)
            export_tables(con, exports, "build")
        (found,) = [each for each in diff if each.table == "marts.claims"]
        assert (found.n_added, found.n_removed, found.n_changed) == counts
        assert not [each for each in diff if each.table.startswith("seeds.")]


def test_exports_can_be_held_against_a_database(tmp_path: Path) -> None:
    path = write(tmp_path / "old.duckdb", "('FRE', 5, 'a'), ('SYL', 7, 'b')")
    with duckdb.connect(str(path)) as con:
        export_tables(con, tmp_path / "exports", "build")
    new = write(tmp_path / "folder" / "tollbook.duckdb", "('FRE', 6, 'a')", COUNTS.format("more", "('FRE', 1, 'x')"))
    for old in (path, tmp_path / "exports"):
        found = compare(old, new.parent)
        assert (found.n_added, found.n_removed, found.n_changed) == (0, 1, 1)
    assert compare(new, tmp_path / "exports", "marts.more").change == "removed"


def test_a_diff_is_written_and_read_again(tmp_path: Path) -> None:
    old = write(tmp_path / "old.duckdb", "('FRE', 5, 'a')")
    new = write(tmp_path / "new.duckdb", "('FRE', 6, 'a')", "alter table marts.losses alter n_dead type bigint")
    diff = diff_warehouses(old, new)
    write_diff(tmp_path / "changes.json", diff)
    assert read_diff(tmp_path / "changes.json") == diff
    assert json.loads((tmp_path / "changes.json").read_text())[0]["n_changed"] == 1


def test_a_folder_without_a_warehouse_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no warehouse here"):
        diff_warehouses(tmp_path, tmp_path)
