"""What the command says when the place where it works fails it."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from tests.warehouse_rows import PROJECT

from tollbook.faults import describe_fault

NOBODY = 65534


# All is imported before the right to read the program may be gone.
PROGRAM = f"""
import os, sys
import tollbook.display, tollbook.faults, tollbook.finding, tollbook.pipeline, tollbook.settings, tollbook.summary
import tollbook.validation
from tollbook.cli import app
if sys.argv[1] == "nobody" and os.geteuid() == 0:
    os.setuid({NOBODY})
app(sys.argv[2:])
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may read, with an article and what an earlier run published."""
    with TemporaryDirectory(prefix="tollbook-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "in").mkdir()
        (folder / "in" / "war.txt").write_text("Freedonia lost 500 men on 3 January 2030.")
        (folder / "warehouse").mkdir()
        (folder / "warehouse" / "tollbook.duckdb").write_bytes(b"what is published")
        yield folder
        assert (folder / "warehouse" / "tollbook.duckdb").read_bytes() == b"what is published"
        (folder / "warehouse").chmod(0o755)


def run(folder: Path, who: str = "me", n_bytes: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    """Run the command as oneself or as nobody who has rights, with files of so many bytes at most."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, who, "run", folder / "in", "--plain", "-w", folder / "warehouse"],
        cwd=PROJECT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes)),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(("n_bytes", "where"), [(2_000, "archive/articles"), (300_000, "building/tollbook.duckdb")])
def test_a_disk_that_takes_no_more_is_named_with_what_to_do(n_bytes: int, where: str, folder: Path) -> None:
    done = run(folder, n_bytes=n_bytes)
    assert done.returncode == 1
    assert f"{folder}/warehouse/{where}" in done.stderr
    assert "file too large; raise the limit" in done.stderr
    assert "Nothing that was read or published is lost; run it again." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "warehouse" / "building").exists()
    assert list((folder / "warehouse").rglob("*.tmp")) == []


def test_a_folder_that_may_not_be_written_is_named_with_who_may_not(folder: Path) -> None:
    (folder / "warehouse").chmod(0o555)
    done = run(folder, "nobody")
    assert done.returncode == 1
    assert f"{folder}/warehouse/.lock: permission denied; give " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "x", "/w/a.parquet"), "/w/a.parquet: no space left on device; free some space"),
        (OSError(errno.EROFS, "x", "/w/.lock"), "/w/.lock: read-only file system; mount it for writing"),
        (OSError(errno.EACCES, "x", "/w/new", None, "/w/exports/old"), "/w/exports/old: permission denied; give "),
        (FileExistsError(errno.EEXIST, "x", "/w"), "/w: file exists; give a folder"),
        (duckdb.IOException('Could not write file "/w/a.duckdb": No space left on device'), "/w/a.duckdb: no space"),
        (duckdb.TransactionException(f"Failed to commit: {os.strerror(errno.EIO)}"), "the warehouse: input/output"),
        (duckdb.OutOfMemoryException("could not allocate 3 GB\nmore"), "memory ran out (could not allocate 3 GB)"),
        (MemoryError(), "memory ran out (MemoryError)"),
        (BrokenProcessPool("died"), "the system ended a process that looked for claims"),
    ],
)
def test_faults_of_the_machine_are_told_in_plain_words(error: Exception, told: str) -> None:
    said = describe_fault(error)
    assert said
    assert said.startswith(told)


@pytest.mark.parametrize("error", [ValueError("wrong"), FileNotFoundError(errno.ENOENT, "x", "y"), KeyError("k")])
def test_faults_of_the_program_are_not_talked_away(error: Exception) -> None:
    assert describe_fault(error) is None
