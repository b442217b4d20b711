"""What a scheduled run costs that finds nothing new, beside an empty flow on the same Prefect server.

``python -m tests.benchmarks.scheduled_run 1000 10000 100000`` runs it. All are processes that start cold; the server
runs already. The archive holds invented articles, all of them published.
"""

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.archive_growth import call, prepare
from tests.benchmarks.measuring import PROJECT, Timing, describe_machine, median_timing, print_table, time_process
from tests.benchmarks.synthetic_corpus import N_CHARACTERS
from tests.flows.server import serve_prefect

SIZES, N_RUNS = (1_000, 10_000), 5
MOST_SECONDS_BEYOND = 2.0
IMPORT = "from prefect import flow"
# As a run of tollbook: without the heartbeat, for whose thread a flow waits a second at its end.
EMPTY_FLOW = f"""{IMPORT}
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

@flow
def empty() -> None:
    pass

with temporary_settings({{PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}}):
    empty()
"""


def measure(sizes: list[int], n_runs: int, where: Path | None) -> None:
    """Print what an empty flow takes, and what a run takes in which nothing is new, at each size of the archive."""
    rows: list[tuple[str, Timing]] = []
    with TemporaryDirectory(prefix="tollbook-scheduled-", dir=where) as name:
        folder = Path(name)
        prepare(folder)
        (folder / "inbox" / "note.txt").write_text("Nothing happened.", encoding="utf-8")
        shutil.copytree(PROJECT / "flows", folder / "project" / "flows")
        with serve_prefect(folder) as (_, environment):

            def time_python(*arguments: object) -> Timing:
                command = [sys.executable, *arguments]
                known = environment | {"TOLLBOOK_PROJECT": str(folder / "project")}
                # The first does what only a first run does: it compiles, and registers its flow with the server.
                time_process(command, environment=known)
                return median_timing([time_process(command, environment=known) for _ in range(n_runs)])

            rows.append(("import of Prefect", time_python("-c", IMPORT)))
            rows.append(("empty flow", time_python("-c", EMPTY_FLOW)))
            n_articles = 0
            for size in sizes:
                call("fill", folder, n_articles, size - n_articles, N_CHARACTERS)
                n_articles = size
                call("run", folder)
                run = ("-m", "tollbook.cli", "run", folder / "inbox", "-w", folder / "warehouse")
                rows.append((f"nothing new in {size:,} articles", time_python(*run)))
    empty = rows[1][1].clock
    print_table(
        f"A run with a server that is there; medians of {n_runs} runs",
        ("", "seconds", "processor s", "MB", "beyond the empty flow s"),
        [(what, each.clock, each.processor, each.peak_mb, each.clock - empty) for what, each in rows],
    )
    print(f"The goal is at most {MOST_SECONDS_BEYOND:g} s beyond the empty flow.")


def main() -> None:
    """Measure at the sizes given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="numbers of articles, rising")
    parser.add_argument("--runs", type=int, default=N_RUNS)
    parser.add_argument("--folder", type=Path, help="where to put the archive (default: the system's place for this)")
    options = parser.parse_args()
    print(describe_machine())
    measure(options.sizes, options.runs, options.folder)


if __name__ == "__main__":
    main()
