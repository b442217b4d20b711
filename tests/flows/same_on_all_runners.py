"""Run the flow on processes, Dask and Ray, and say whether they leave the same files, byte for byte.

``python -m tests.flows.same_on_all_runners [FILES...]`` reads the corpus if no files are given, ``--files N`` only its
first; ``--keep FOLDER`` leaves the warehouses there. A Prefect server and the clusters are started for it, here.
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.flows.server import serve_prefect
from tests.warehouse_rows import PROJECT

from tollbook import orchestration, stages
from tollbook.pipeline import Input, Outcome
from tollbook.place import Place
from tollbook.settings import load_settings

RUNNERS = ("processes", "dask", "ray")
CORPUS = PROJECT.parent / "shared" / "corpus"
RECORDS_OF_RUNS = ("archive/runs/*", "exports/manifest.json", "exports/runs.parquet")
"""What tells which run it was, and when: the only files that may differ."""


@dataclass(frozen=True)
class Result:
    """What came of one runner's run: its outcome, its seconds, and the files that are not as the first runner's."""

    runner: str
    outcome: Outcome
    seconds: float
    differences: list[str]


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.flows.same_on_all_runners", description=__doc__)
    options.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options.add_argument("--files", dest="n_files", type=int, metavar="N")
    options.add_argument("--keep", type=Path, metavar="FOLDER")
    given = options.parse_args()
    files = [path.resolve() for path in given.files] or sorted(CORPUS.glob("*.jsonl.gz"))
    if not files:
        options.error(f"there are no files in {CORPUS}; name some")
    with _make_room(given.keep) as folder:
        return _compare(files[: given.n_files], folder)


@contextmanager
def _make_room(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept.resolve()
        return
    with TemporaryDirectory(prefix="tollbook-runners-") as folder:
        yield Path(folder)


def _compare(files: Sequence[Path], folder: Path) -> int:
    """Print a line for each runner as it is done, and return 1 if one of them left other files than the first."""
    read_apart(files, folder / "read")
    is_equal = True
    with serve_prefect(folder) as (_, environment):
        os.environ.update(environment | {"TOLLBOOK_REPORT": "false"})
        print("runner | batches | articles | claims | seconds | files that differ", flush=True)
        for runner in RUNNERS:
            result = run_on(runner, files, folder)
            is_equal = is_equal and not result.differences
            n_articles = sum(batch.n_articles for batch in result.outcome.batches)
            told = ", ".join(result.differences) or "none"
            print(
                f"{runner} | {len(result.outcome.batches)} | {n_articles:,} | {result.outcome.run.n_claims:,} | "
                f"{result.seconds:.1f} | {told}",
                flush=True,
            )
        _send_last_words()
    return 0 if is_equal else 1


def _send_last_words() -> None:
    """Return once the server, which is about to end, has what the flows told it; not at the top, for Prefect reads its
    settings when it is imported.
    """
    from prefect.logging.handlers import APILogHandler

    APILogHandler().flush()


def read_apart(files: Sequence[Path], warehouse: Path) -> None:
    """Read each file by itself into an archive, so that there are batches for several workers."""
    for file in files:
        stages.read(Place(PROJECT, warehouse), Input([file]))


def run_on(runner: str, files: Sequence[Path], folder: Path) -> Result:
    """Run the flow in a warehouse of its own, in which the articles have been read and nothing looked for in them."""
    warehouse = folder / runner
    shutil.copytree(folder / "read", warehouse)
    settings = load_settings(warehouse=warehouse, runner=runner)
    flow = orchestration.load_flows("build_warehouse", "WARNING")
    began = time.monotonic()
    outcome = flow.run(settings, settings.find_place(), Input(files), lambda *_: None)
    seconds = time.monotonic() - began
    return Result(runner, outcome, seconds, find_differences(folder / RUNNERS[0], warehouse))


def find_differences(one: Path, other: Path) -> list[str]:
    """Return the names of the files of archive and exports that two warehouses do not both have, byte for byte."""
    first, second = _list_files(one), _list_files(other)
    common = {name for name in first & second if (one / name).read_bytes() == (other / name).read_bytes()}
    return sorted((first | second) - common)


def _list_files(warehouse: Path) -> set[str]:
    files = (path.relative_to(warehouse) for part in ("archive", "exports") for path in (warehouse / part).rglob("*"))
    return {
        str(path)
        for path in files
        if (warehouse / path).is_file() and not any(path.match(pattern) for pattern in RECORDS_OF_RUNS)
    }


if __name__ == "__main__":
    sys.exit(main())
