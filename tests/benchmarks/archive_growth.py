"""What a run costs as the archive grows: with nothing new, and with 100 new articles, stage by stage.

Run by hand, from the project's folder: ``python -m tests.benchmarks.archive_growth measure 1000 10000 100000``. The
archive is filled with invented articles and their claims (``synthetic_corpus``) and not by extraction, whose cost is
another benchmark's; the 100 new articles go the whole way. Each run is a process of its own, so that its peak memory is
its. Stages are told in seconds of processor time, which other work on the machine disturbs less; "clock" is what the
whole took.
"""

import argparse
import json
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from tests.benchmarks.measuring import (
    PROJECT,
    call_module,
    describe_machine,
    median_of,
    print_table,
    show,
    used_seconds,
)

N_NEW = 100
N_RUNS = 3
BATCH = 500
STAGES = ("read", "find_claims", "load", "build", "check", "publish")


def prepare(folder: Path) -> None:
    """Make a project in ``folder`` that knows the invented wars, and an inbox."""
    from tests.benchmarks.synthetic_corpus import write_seeds

    for part in ("sql", "seeds"):
        shutil.copytree(PROJECT / part, folder / "project" / part)
    write_seeds(folder / "project" / "seeds")
    (folder / "inbox").mkdir()


def fill(folder: Path, first: int, n_articles: int, n_characters: int) -> None:
    """Put ``n_articles`` invented articles, so long on average, and their claims into the archive."""
    import polars as pl
    from tests.benchmarks.synthetic_corpus import invent_articles

    from tollbook import archive, program

    place = find_place(folder)
    version = program.claims_version()
    holdings = archive.read_holdings(place.storage)
    rejected = pl.DataFrame(schema=archive.REJECTED_CLAIM_SCHEMA)
    invented = invent_articles(n_articles, first=first, n_characters=n_characters, version=version)
    while batch := list(islice(invented, BATCH)):
        shard = archive.add_articles(place.storage, [article for article, _ in batch], holdings=holdings)
        if shard:
            claims = archive.frame_claims(claim for _, claims in batch for claim in claims)
            archive.write_claims(place.storage, shard, version, claims, archive.frame_unread([]), rejected)


def find_place(folder: Path) -> Any:
    """Return the place of the benchmark's project and warehouse."""
    from tollbook.place import Place

    return Place(folder / "project", folder / "warehouse")


def run(folder: Path) -> dict[str, Any]:
    """Run all stages on the inbox; return the seconds of each, of the whole, and the peak memory in MB."""
    from tollbook import pipeline, stages
    from tollbook.pipeline import PLAIN, Input

    seconds: dict[str, float] = {}

    def timed(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            started = used_seconds()
            result = act(*given)
            seconds[name] = seconds.get(name, 0) + used_seconds() - started
            return result

        return call

    @contextmanager
    def search(*given: Any) -> Iterator[Any]:
        with PLAIN.search(*given) as opened:
            finish = timed("find_claims", lambda: list(opened.finish()))
            yield SimpleNamespace(add=opened.add, finish=finish)

    steps = {name: timed(name, getattr(PLAIN, name)) for name in STAGES if name != "find_claims"}
    for name in ("list_batches", "find_build_id"):
        setattr(stages, name, timed(name, getattr(stages, name)))
    started, used = time.perf_counter(), used_seconds()
    outcome = pipeline.run_stages(
        replace(PLAIN, search=search, **steps), find_place(folder), Input([folder / "inbox"]), lambda *_: None
    )
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    clock = time.perf_counter() - started
    return {"status": outcome.status, **seconds, "all": used_seconds() - used, "clock": clock, "peak MB": peak}


def call(action: str, *given: object) -> dict[str, Any]:
    """Do one of the actions below in a process of its own and return what it prints."""
    return call_module("archive_growth", action, *given)


def print_growth(title: str, columns: Sequence[str], rows: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Print rows of figures under their columns, each with its ratio to the row before in brackets."""
    cells = []
    before: dict[str, Any] = {}
    for name, row in rows:
        ratios = (
            f" (x{row.get(column, 0.0) / before[column]:.1f})" if before.get(column) else "" for column in columns
        )
        cells.append(
            [name, *(show(row.get(column, 0.0)) + ratio for column, ratio in zip(columns, ratios, strict=True))]
        )
        before = row
    print_table(title, ("articles", *columns), cells)


def measure(sizes: Sequence[int], n_runs: int, n_characters: int, where: Path | None) -> None:
    """Measure at each size in turn, filling one archive on and on, and print the tables."""
    from tests.benchmarks.synthetic_corpus import write_corpus

    print(
        f"{describe_machine()}; medians of {n_runs} runs, seconds of processor time;"
        f" articles of {n_characters:,} characters"
    )
    nothing, new, whole = [], [], []
    with TemporaryDirectory(prefix="tollbook-growth-", dir=where) as name:
        folder = Path(name)
        call("prepare", folder)
        n_archived, n_written = 0, 10**8
        for size in sizes:
            call("fill", folder, n_archived, size - n_archived, n_characters)
            n_archived = size
            whole.append((f"{size:,}", call("run", folder)))
            nothing.append((f"{size:,}", median_of([call("run", folder) for _ in range(n_runs)])))
            runs = []
            for _ in range(n_runs):
                write_corpus(folder / "inbox" / f"{n_written}.jsonl", N_NEW, first=n_written, n_characters=n_characters)
                n_written += N_NEW
                runs.append(call("run", folder))
            new.append((f"{size:,}", median_of(runs)))
            print(f"{size:,} done: {shutil.disk_usage(folder).free / 1e9:.0f} GB left", file=sys.stderr)
    waiting = ("read", "list_batches", "find_build_id", "all", "clock", "peak MB")
    print_growth("Nothing new", waiting, nothing)
    print_growth(f"{N_NEW} new articles", ("list_batches", "find_build_id", *STAGES, "all", "clock", "peak MB"), new)
    print_growth("The first build of all", ("load", "build", "check", "publish", "all", "clock", "peak MB"), whole)


def main() -> None:
    """Measure at the sizes given; the other actions are for its own processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", nargs="?", default="measure", choices=("measure", "prepare", "fill", "run"))
    parser.add_argument("given", nargs="*", default=[])
    parser.add_argument("--runs", type=int, default=N_RUNS, help="how often each is measured")
    parser.add_argument("--characters", type=int, default=4000, help="mean length of an article")
    parser.add_argument("--folder", type=Path, help="where to put the archive (default: the system's place for this)")
    options = parser.parse_intermixed_args()
    given = options.given
    match options.action:
        case "prepare":
            prepare(Path(given[0]))
            print("{}")
        case "fill":
            fill(Path(given[0]), *map(int, given[1:]))
            print("{}")
        case "run":
            print(json.dumps(run(Path(given[0]))))
        case _:
            sizes = [int(size) for size in given or ("1000", "10000", "100000")]
            measure(sizes, options.runs, options.characters, options.folder)


if __name__ == "__main__":
    main()
