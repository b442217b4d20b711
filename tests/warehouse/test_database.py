from pathlib import Path
from typing import cast

import duckdb
import pytest
from tests.warehouse_rows import fetch

from tollbook.warehouse import attach, create_database
from tollbook.warehouse.database import execute


def test_what_does_not_fit_into_memory_goes_beside_the_database_and_is_gone_after(tmp_path: Path) -> None:
    path = tmp_path / "tollbook.duckdb"
    leftover = tmp_path / "tollbook.spill" / "duckdb_temp_storage_DEFAULT-0.tmp"
    leftover.parent.mkdir()
    leftover.touch()
    create_database(path)
    assert not leftover.exists()
    with attach(path) as con:
        ((folder,),) = fetch(con, "select current_setting('temp_directory')")
    assert Path(folder) == leftover.parent
    assert sorted(each.name for each in tmp_path.iterdir()) == ["tollbook.archive.duckdb", "tollbook.duckdb"]


def test_a_build_takes_no_more_memory_than_it_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "tollbook.duckdb"
    create_database(path)
    rows = (
        "create table many as select range as number, repeat('x', 200) as text from range(400_000) order by hash(range)"
    )
    with attach(path, "4MB") as con, pytest.raises(duckdb.OutOfMemoryException):
        con.execute(rows)
    with attach(path) as con:
        con.execute(rows)
        assert fetch(con, "select count(*) from many") == [(400_000,)]


class Crowded:
    """A connection in which there is room for one thread, and not for two."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def execute(self, statement: str) -> "Crowded":
        """Note the statement; refuse to build while two threads are at work."""
        if statement == "build" and self.done[-1:] != ["set threads = 1"]:
            raise duckdb.OutOfMemoryException("no room")
        self.done.append(statement)
        return self


def test_what_does_not_fit_on_all_threads_is_done_by_one() -> None:
    con = Crowded()
    execute(cast("duckdb.DuckDBPyConnection", con), "build")
    assert con.done == ["set threads = 1", "build", "reset threads"]
