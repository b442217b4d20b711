"""Kill runs at hundreds of moments, two at once, on full disks, and print what was lost: ``python -m tests.crash``."""

import argparse
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.crash.contents import describe, find_torn
from tests.crash.runs import (
    N_ARTICLES,
    STAGES,
    Desk,
    call_apart,
    count_operations,
    kill_after,
    kill_at_operation,
    measure_stages,
    run_short_of_disk,
    run_twice,
    warm_up,
)

from tollbook import warehouse

OPERATED = ("read", "find", "publish")
"""The stages whose files Python writes itself; the others leave them to DuckDB."""


@dataclass
class Tally:
    """How often each fault was tried, and what was lost."""

    tries: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def add(self, fault: str, wrong: list[str]) -> None:
        self.tries[fault] += 1
        self.lost[fault] += bool(wrong)
        for each in wrong:
            print(f"{fault}: {each}", flush=True)

    def print(self) -> None:
        rows = [("fault", "tries", "survived", "lost")]
        rows += [(f, str(n), str(n - self.lost[f]), str(self.lost[f])) for f, n in self.tries.items()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            print(" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200, help="at random moments of the stages")
    parser.add_argument("--operations", type=int, default=60, help="just before an operation on a file")
    parser.add_argument("--pairs", type=int, default=10, help="of runs at once")
    parser.add_argument("--disks", type=int, default=20, help="that take files up to a random size only")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES)
    given = parser.parse_args()
    tally = Tally()
    # Who stops it early sees what it found till then.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with TemporaryDirectory(prefix="tollbook-crash-") as folder:
        try:
            kill_runs(Path(folder), random.Random(given.seed), given, tally)
        finally:
            tally.print()
    if tally.lost.total():
        raise SystemExit(1)


def kill_runs(folder: Path, chance: random.Random, given: argparse.Namespace, tally: Tally) -> None:
    """Kill runs that bring a published warehouse up to date, and hold what the next run makes of it against a whole."""
    warm_up()
    old = Desk.at(folder / "old")
    old.write(0, N_ARTICLES // 2)
    call_apart(old.run)
    old.write(0, 4, edition=2)
    old.write(N_ARTICLES // 2, N_ARTICLES)
    whole = old.copy(folder / "whole")
    seconds = measure_stages(whole)
    expected = call_apart(lambda: describe(whole))
    builds = [call_apart(partial(_read_build_id, desk)) for desk in (old, whole)]
    started = time.monotonic()
    kills = list(_list_kills(folder, old, seconds, chance, given))
    # In any order, so that who stops it early has seen some of all.
    chance.shuffle(kills)
    for number, (fault, kill) in enumerate(kills):
        desk = old.copy(folder / "killed")
        if kill(desk):
            tally.add(fault, _find_lost(desk, builds, expected))
        shutil.rmtree(folder / "killed")
        if number % 20 == 19:
            print(f"{number + 1} kills in {time.monotonic() - started:.0f} s", flush=True)


def _list_kills(
    folder: Path, old: Desk, seconds: dict[str, float], chance: random.Random, given: argparse.Namespace
) -> Iterator[tuple[str, Callable[[Desk], bool]]]:
    for number in range(given.kills):
        stage = given.stages[number % len(given.stages)]
        moment = chance.random() * seconds[stage]
        pooled = stage == "find" and chance.random() < 0.3
        yield f"killed in {stage}", partial(kill_after, stage=stage, seconds=moment, pooled=pooled)
    for _ in range(given.pairs):
        yield "two runs at once", run_twice
    for _ in range(given.disks):
        # From less than a shard of articles to more than the database.
        n_bytes = int(10 ** chance.uniform(2.5, 7.2))
        yield "a disk that takes no more", partial(run_short_of_disk, n_bytes=n_bytes)
    for stage in OPERATED if given.operations else ():
        n_operations = count_operations(old.copy(folder / f"counted-{stage}"), stage)
        for number in sorted(
            chance.sample(range(1, n_operations + 1), min(n_operations, given.operations // len(OPERATED)))
        ):
            fault = f"killed at one of {stage}'s {n_operations} operations on files"
            yield fault, partial(kill_at_operation, stage=stage, number=number)


def _read_build_id(desk: Desk) -> str | None:
    return warehouse.published_build_id(desk.place.warehouse, desk.place.database)


def _find_lost(desk: Desk, builds: list[Any], expected: dict[str, Any]) -> list[str]:
    wrong: list[str] = call_apart(lambda: find_torn(desk, builds))
    call_apart(desk.run)
    found = call_apart(lambda: describe(desk))
    return wrong + [_describe_loss(name, found[name], what) for name, what in expected.items() if found[name] != what]


def _describe_loss(name: str, found: Any, expected: Any) -> str:
    if isinstance(expected, dict):
        found, expected = found.items(), expected.items()
    elif isinstance(expected, bool | tuple):
        found, expected = [found], [expected]
    only_found, only_expected = (
        [each for each in a if each not in b] for a, b in ((found, expected), (expected, found))
    )
    return f"{name}: {str(only_found)[:400]} and not {str(only_expected)[:400]}"


if __name__ == "__main__":
    main()
