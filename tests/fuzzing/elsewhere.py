"""Run tollbook in surroundings of every kind and tell what of the warehouse comes out otherwise than at home.

python -m tests.fuzzing.elsewhere ../shared/corpus/fakes_syria.jsonl.gz
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import polars as pl
from tests.warehouse_rows import PROJECT

ONE_CORE = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); os.cpu_count = lambda: 1; "
START = "import sys; from tollbook.cli import app; app()"
# When a run was, and what the one before had built, is of its own warehouse.
OWN = {"articles": ["first_loaded_at"], "runs": [], "data_dictionary": ["example"]}


@dataclass(frozen=True)
class Surroundings:
    """Where and how a process runs; what is not said is as at home."""

    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = PROJECT
    has_one_core: bool = False
    is_reversed: bool = False


HOME = Surroundings()
ELSEWHERE: Mapping[str, Surroundings] = {
    "another hash seed": Surroundings({"PYTHONHASHSEED": "4711"}),
    "another time zone": Surroundings({"TZ": "Pacific/Kiritimati"}),
    "another locale": Surroundings({"LC_ALL": "POSIX", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "another folder": Surroundings(folder=Path("/")),
    "one core": Surroundings(has_one_core=True),
}
"""Surroundings in which a warehouse must come out the same, byte for byte."""

ALL_AT_ONCE = Surroundings(
    {name: value for each in ELSEWHERE.values() for name, value in each.environment.items()},
    folder=Path("/"),
    has_one_core=True,
)
REVERSED = Surroundings(is_reversed=True)
"""Files given in another order lie in other shards; the rows of the tables are the same."""


def run(paths: Sequence[Path], warehouse: Path, where: Surroundings) -> None:
    """Build ``warehouse`` of ``paths`` in a process of its own; raises ``RuntimeError`` with its words if it fails."""
    given = [str(Path(os.path.relpath(path.resolve(), where.folder))) for path in paths]
    given = given[::-1] if where.is_reversed else given
    code = (ONE_CORE if where.has_one_core else "") + START
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "--plain", "-w", str(warehouse), *given],
        env={**os.environ, "PYTHONHASHSEED": "0", "TZ": "UTC", "PYTHONPATH": str(PROJECT / "src"), **where.environment},
        cwd=where.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr)


def list_bytes(warehouse: Path) -> dict[str, str]:
    """Return the hash of each file that must be the same wherever it was made: shards and what was found in them."""
    files = [*warehouse.glob("archive/articles/*.parquet"), *warehouse.glob("archive/claims/*/*/*.parquet")]
    return {str(path.relative_to(warehouse)): sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def read_exports(warehouse: Path) -> dict[str, pl.DataFrame]:
    """Return the exported tables, in their order of rows, without what is of one warehouse alone."""
    return {
        path.stem: pl.read_parquet(path).drop(OWN.get(path.stem, []))
        for path in sorted((warehouse / "exports").glob("*.parquet"))
        if path.stem != "runs"
    }


def tell_differences(home: Path, other: Path, *, by_bytes: bool = True) -> list[str]:
    """Return the names of files and tables that are not the same in two warehouses."""
    found = []
    if by_bytes:
        here, there = list_bytes(home), list_bytes(other)
        found += [name for name in sorted(here.keys() | there.keys()) if here.get(name) != there.get(name)]
    tables, others = read_exports(home), read_exports(other)
    return found + [name for name in tables if name not in others or not tables[name].equals(others[name])]


def main() -> None:
    """Print for each of the surroundings what came out otherwise than at home."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        run(asked.paths, home, HOME)
        sizes = {name: table.height for name, table in read_exports(home).items()}
        print(f"{len(list_bytes(home))} files, {sizes['articles']} articles, {sizes['claims']} claims\n")
        for name, where in {**ELSEWHERE, "all of these": ALL_AT_ONCE, "files in another order": REVERSED}.items():
            other = Path(folder) / name.replace(" ", "-")
            run(asked.paths, other, where)
            different = tell_differences(home, other, by_bytes=not where.is_reversed)
            print(f"{name:<24} {', '.join(different) or 'the same'}", flush=True)


if __name__ == "__main__":
    main()
