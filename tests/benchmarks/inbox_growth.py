"""How long a run takes to find out that nothing is new, as the inbox grows: beside a bare look at every file.

Run by hand, from the project's folder: ``python -m tests.benchmarks.inbox_growth measure 1000 10000 100000 1000000``.
The files are small, and recorded as read long ago without being read, so that the record is all that is measured.
"""

import argparse
import json
import os
import resource
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.measuring import call_module, describe_machine, median_of, print_table, used_seconds

N_RUNS = 3
FILES_PER_FOLDER = 10_000
RECORDED_AT_ONCE = 100_000
LONG_AGO = 1_600_000_000


def fill(folder: Path, first: int, n_files: int) -> None:
    """Put files into the inbox and record them as read."""
    from tollbook.archive import files
    from tollbook.reading import FoundFile, find_files, find_reader_version
    from tollbook.storage import Folder

    for number in range(first, first + n_files):
        path = folder / "inbox" / str(number // FILES_PER_FOLDER) / f"{number}.txt"
        if number % FILES_PER_FOLDER == 0 or number == first:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Report {number}.")
        os.utime(path, (LONG_AGO, LONG_AGO))
    version, now = find_reader_version(), datetime.now(UTC)
    readings = [
        files.FileReading(found.file_path, now, version, found.size, found.modified_ns, "0" * 64, 1)
        for found in find_files([folder / "inbox"], root=folder)
        if isinstance(found, FoundFile)
    ]
    for start in range(0, len(readings), RECORDED_AT_ONCE):
        files.record_file_readings(Folder(folder / "archive"), readings[start : start + RECORDED_AT_ONCE])


def look(folder: Path) -> None:
    """Look at every file, and do nothing else."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            look(Path(entry.path))
        else:
            entry.stat()


def run(folder: Path) -> dict[str, Any]:
    """Read the inbox, in which nothing is new; return the seconds of this and of a bare look, and the peak memory."""
    from tollbook.archive import load_files
    from tollbook.storage import Folder

    started = time.perf_counter()
    look(folder / "inbox")
    bare = time.perf_counter() - started
    started, used = time.perf_counter(), used_seconds()
    report = load_files(Folder(folder / "archive"), [folder / "inbox"], root=folder)
    clock, spent = time.perf_counter() - started, used_seconds() - used
    assert report.n_files_unchanged == report.n_files, report
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"files": report.n_files, "bare": bare, "clock": clock, "processor": spent, "peak MB": peak}


def main() -> None:
    """Measure at the sizes given; the other actions are for its own processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", nargs="?", default="measure", choices=("measure", "fill", "run"))
    parser.add_argument("given", nargs="*", default=[])
    parser.add_argument("--folder", type=Path, help="where to put the files (default: the system's place for this)")
    options = parser.parse_intermixed_args()
    given = options.given
    if options.action == "fill":
        fill(Path(given[0]), int(given[1]), int(given[2]))
        print("{}")
    elif options.action == "run":
        print(json.dumps(run(Path(given[0]))))
    else:
        print(f"{describe_machine()}; medians of {N_RUNS} runs")
        rows = []
        with TemporaryDirectory(prefix="tollbook-inbox-", dir=options.folder) as name:
            n_files = 0
            for size in map(int, given or ("1000", "10000", "100000")):
                call_module("inbox_growth", "fill", name, n_files, size - n_files)
                n_files = size
                row = median_of([call_module("inbox_growth", "run", name) for _ in range(N_RUNS)])
                ratio = row["clock"] / row["bare"]
                rows.append((f"{size:,}", row["bare"], row["clock"], ratio, row["processor"], row["peak MB"]))
        columns = ("files", "bare look s", "nothing new s", "ratio", "processor s", "peak MB")
        print_table("An inbox in which nothing is new", columns, rows)


if __name__ == "__main__":
    main()
