"""A run may die anywhere: ``python -m tests.crash`` tries it at hundreds of moments, this at one."""

import subprocess
import sys

from tests.warehouse_rows import PROJECT


def test_a_run_that_is_killed_loses_nothing_and_leaves_nothing_to_clear_away() -> None:
    few = ("--kills", "1", "--stages", "find", "--operations", "0", "--pairs", "0", "--disks", "0")
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", *few], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [[cell.strip() for cell in line.split("|")] for line in done.stdout.splitlines()]
    assert rows == [
        ["fault", "tries", "survived", "lost"],
        ["killed in find", "1", "1", "0"],
    ]
