"""A published warehouse is whole at every moment, and after every crash."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest
from tests.warehouse.small_builds import build, end_reader, finish, make_run, publish, start_reader

from tollbook.storage import Folder
from tollbook.warehouse import (
    attach,
    create_database,
    hold_warehouse,
    open_published,
    published_build_id,
    read_runs,
)

FILE_OPERATIONS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})


def find_published(warehouse: Path) -> str | None:
    return published_build_id(warehouse, warehouse / "tollbook.duckdb")


def list_names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def die_at(operation: int, work: Callable[[], object]) -> bool:
    """Fork a process that is killed just before its n-th operation on a file; return whether it had so many."""
    pid = os.fork()
    if pid == 0:
        left = operation

        def count(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            if event in FILE_OPERATIONS:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(count)
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def test_a_publish_that_is_killed_at_any_operation_is_finished_or_forgotten(tmp_path: Path) -> None:
    build(tmp_path / "ready", 1, "gone_later")
    publish(tmp_path / "ready")
    build(tmp_path / "ready", 2, "new")
    n_operations, outcomes = 0, set()
    while True:
        n_operations += 1
        warehouse = Path(shutil.copytree(tmp_path / "ready", tmp_path / str(n_operations)))
        was_killed = die_at(n_operations, lambda at=warehouse: publish(at))  # type: ignore[misc]
        with open_published(warehouse / "tollbook.duckdb") as con:
            ((held,),) = con.execute("select count(*) from marts.articles").fetchall()
        is_decided = (warehouse / "publishing").is_dir()
        before = find_published(warehouse)
        assert before in {"build 1", "build 2", None}
        assert before is not None or is_decided
        Folder(warehouse / "archive").remove_unfinished()
        finish(warehouse)
        outcomes.add((held, is_decided))
        after = "build 1" if (warehouse / "building").is_dir() else "build 2"
        assert find_published(warehouse) == after
        if after == "build 2":
            names = [f"exports/{name}.parquet" for name in ("articles", "new", "runs")]
            runs = [f"archive/runs/{make_run(number).run_id}.json" for number in (1, 2)]
            assert list_names(warehouse) == [*runs, names[0], "exports/manifest.json", *names[1:], "tollbook.duckdb"]
            assert [run.build_id for run in read_runs(Folder(warehouse / "archive"))] == ["build 1", "build 2"]
        if not was_killed:
            break
    assert n_operations > 15
    assert outcomes == {(1, False), (1, True), (2, True), (2, False)}


def test_every_file_says_which_build_it_is_of(tmp_path: Path) -> None:
    build(tmp_path, 7)
    assert publish(tmp_path) == make_run(7)
    assert json.loads((tmp_path / "exports" / "manifest.json").read_text())["build_id"] == "build 7"
    assert pl.read_parquet_metadata(tmp_path / "exports" / "articles.parquet")["build_id"] == "build 7"
    assert find_published(tmp_path) == "build 7"


@pytest.mark.parametrize("loss", ["another database", "a broken database", "no database", "a missing export"])
def test_what_is_not_of_one_build_is_noticed(loss: str, tmp_path: Path) -> None:
    build(tmp_path / "other", 3)
    publish(tmp_path / "other")
    build(tmp_path, 7)
    publish(tmp_path)
    database = tmp_path / "tollbook.duckdb"
    match loss:
        case "another database":
            (tmp_path / "other" / "tollbook.duckdb").replace(database)
        case "a broken database":
            database.write_bytes(b"broken")
        case "no database":
            database.unlink()
        case _:
            (tmp_path / "exports" / "runs.parquet").unlink()
    assert find_published(tmp_path) is None


def test_a_database_that_another_process_holds_for_writing_is_taken_for_what_the_manifest_says(tmp_path: Path) -> None:
    build(tmp_path, 7)
    publish(tmp_path)
    hold = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('open', flush=True); input()"
    command = [sys.executable, "-c", hold, str(tmp_path / "tollbook.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "open\n"
        assert find_published(tmp_path) == "build 7"
        holder.communicate("\n")


def test_readers_see_whole_builds_only_while_one_after_the_other_is_published(tmp_path: Path) -> None:
    build(tmp_path, 1)
    publish(tmp_path)
    readers = [start_reader(tmp_path, sys.maxsize) for _ in range(2)]
    for number in range(2, 14):
        build(tmp_path, number)
        publish(tmp_path)
    (tmp_path / "stop").touch()
    for reader in readers:
        n_reads, n_builds, wrong = end_reader(reader)
        assert wrong == ""
        assert min(n_reads, n_builds) > 1
    assert len(read_runs(Folder(tmp_path / "archive"))) == 13


def test_what_does_not_fit_into_memory_lies_beside_the_build(tmp_path: Path) -> None:
    create_database(tmp_path / "building" / "tollbook.duckdb")
    with attach(tmp_path / "building" / "tollbook.duckdb") as con:
        ((folder,),) = con.execute("select current_setting('temp_directory')").fetchall()
    assert Path(folder).parent == tmp_path / "building"


def test_who_waits_is_told_for_whom_and_a_process_that_dies_holds_nothing(tmp_path: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from tollbook.warehouse import hold_warehouse\n"
        "with hold_warehouse(Path(sys.argv[1]), print): print('held', flush=True); time.sleep(600)"
    )
    told: list[str] = []
    with subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"

        def tell(who: str) -> None:
            told.append(who)
            holder.kill()

        with hold_warehouse(tmp_path, tell):
            pass
    assert [who.startswith(f"process {holder.pid} on ") for who in told] == [True]
    started = time.monotonic()
    with hold_warehouse(tmp_path, told.append):
        assert time.monotonic() - started < 1
    assert len(told) == 1


def test_a_reader_that_holds_the_file_open_keeps_its_version(tmp_path: Path) -> None:
    build(tmp_path, 1)
    publish(tmp_path)
    with duckdb.connect(str(tmp_path / "tollbook.duckdb"), read_only=True) as con:
        build(tmp_path, 2)
        publish(tmp_path)
        assert con.execute("select count(*) from marts.articles").fetchall() == [(1,)]
