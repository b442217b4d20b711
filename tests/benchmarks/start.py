"""How long the command takes to answer, from a cold start, and what validation costs in a batch of articles.

``python -m tests.benchmarks.start`` runs it.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from tests.benchmarks.archive_growth import find_place, prepare
from tests.benchmarks.measuring import PROJECT, describe_machine, median_timing, print_table, time_process
from tests.benchmarks.synthetic_corpus import write_corpus

N_RUNS = 7
N_ARTICLES = 500
COMMANDS: dict[str, tuple[tuple[object, ...], float | None]] = {
    "python -c pass": (("-c", "pass"), None),
    "tollbook --help": (("-m", "tollbook.cli", "--help"), 0.3),
    "tollbook claims FILE": (
        ("-m", "tollbook.cli", "claims", PROJECT / "seeds" / "articles" / "csis-two-million.txt"),
        1.0,
    ),
}
"""What is started with Python, and within how many seconds it should have answered."""


def measure_starts(n_runs: int) -> None:
    """Print how long each command takes from start to end."""
    rows = []
    for name, (arguments, goal) in COMMANDS.items():
        timing = median_timing([time_process([sys.executable, *arguments]) for _ in range(n_runs)])
        rows.append((name, timing.clock, timing.processor, timing.peak_mb, goal))
    title = f"A cold start to the end; medians of {n_runs} runs"
    print_table(title, ("", "seconds", "processor s", "MB", "goal s"), rows)


def measure_validation(n_runs: int) -> None:
    """Print the parts of finding, resolving and validating one batch of articles, and pandera's share of it."""
    from tollbook import archive, finding, program, stages, validation

    seconds: dict[str, list[float]] = {}

    def timed(module: Any, name: str) -> Any:
        function: Callable[..., object] = getattr(module, name)
        runs = seconds.setdefault(name, [])

        def call(*given: object) -> object:
            started = time.process_time()
            result = function(*given)
            runs.append(time.process_time() - started)
            return result

        return patch.object(module, name, call)

    with (
        TemporaryDirectory(prefix="tollbook-batch-") as name,
        timed(validation, "validate_articles"),
        timed(validation, "validate_claims"),
        timed(finding, "find_and_resolve"),
        timed(stages, "read_claims_of_batch"),
    ):
        folder = Path(name)
        prepare(folder)
        write_corpus(folder / "inbox" / "invented.jsonl", N_ARTICLES)
        place, version = find_place(folder), program.claims_version()
        stages.read(place, stages.Input([folder / "inbox"]))
        (batch,) = archive.list_shards(place.storage)
        for _ in range(n_runs):
            stages.read_claims_of_batch(place, version, batch)
    medians = {name: statistics.median(runs) for name, runs in seconds.items()}
    whole = medians["read_claims_of_batch"]
    title = f"A batch of {N_ARTICLES} invented articles, processor time; medians of {n_runs} runs"
    print_table(
        title, ("", "seconds", "share"), [(name, each, f"{each / whole:.1%}") for name, each in medians.items()]
    )


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=N_RUNS)
    options = parser.parse_args()
    print(describe_machine())
    measure_starts(options.runs)
    measure_validation(options.runs)


if __name__ == "__main__":
    main()
