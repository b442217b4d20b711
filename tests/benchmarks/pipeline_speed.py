"""How fast the whole way goes, from article files to a published warehouse, on one core and on two.

``python -m tests.benchmarks.pipeline_speed`` runs it. Each run is a process that starts cold on an empty warehouse and
is kept, with its workers and all threads, on its cores. The articles are a fixed sample of a corpus, or invented ones
where there is none.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from tests.benchmarks.archive_growth import find_place, prepare
from tests.benchmarks.extraction_speed import CORPUS, SEED, read_sample, size_of
from tests.benchmarks.measuring import (
    Timing,
    count_cores,
    describe_machine,
    median_of,
    median_timing,
    on_cores,
    print_table,
    time_process,
)
from tests.benchmarks.synthetic_corpus import invent_articles, record_of

from tollbook.articles import Article
from tollbook.pipeline import FINDING, Input, make_plain_stages, run_stages

N_ARTICLES, N_RUNS = 4_000, 3
ALL_CORES = (1, 2)
LEAST_TIMES_FASTER = 1.8
STAGES = ("read", FINDING, "load", "build", "check", "publish")


def run(folder: Path, n_workers: int) -> dict[str, float]:
    """Run the pipeline on the inbox of ``folder``; return the seconds of the clock that each stage took."""
    began: dict[str, float] = {}

    def note(stage: str, done: int, _total: int) -> None:
        # Reading and finding tell of their ends. On one core the search begins where reading ends; of one that goes on
        # meanwhile, what is left then counts.
        name = FINDING if (stage, done) == ("read", 1) else stage
        began.setdefault(name, time.perf_counter())

    outcome = run_stages(make_plain_stages(n_workers), find_place(folder), Input([folder / "inbox"]), note)
    assert outcome.status == "published", outcome.status
    ends = [*(began[stage] for stage in STAGES[1:]), time.perf_counter()]
    return {stage: end - began[stage] for stage, end in zip(STAGES, ends, strict=True)}


def time_run(articles: list[Article], n_cores: int) -> tuple[dict[str, float], Timing]:
    """Run the pipeline once, cold and on ``n_cores`` cores; return the seconds of its stages, and what all took."""
    with TemporaryDirectory(prefix="tollbook-pipeline-") as name:
        folder = Path(name)
        prepare(folder)
        with (folder / "inbox" / "sample.jsonl").open("wb") as file:
            file.writelines(orjson.dumps(record_of(article), option=orjson.OPT_APPEND_NEWLINE) for article in articles)
        with on_cores(n_cores):
            command = [sys.executable, "-m", "tests.benchmarks.pipeline_speed", "run", folder, str(n_cores)]
            timing = time_process(command)
    return json.loads(timing.output.splitlines()[-1]), timing


def measure(articles: list[Article], what: str, n_runs: int) -> None:
    """Print articles and megabytes per second on one core and on more, and where the time goes."""
    size = size_of(articles)
    print(f"{describe_machine()}; {len(articles):,} {what}, {size:.1f} MB; medians of {n_runs} runs")
    stages, clocks, rows = {}, {}, []
    for n_cores in ALL_CORES:
        if n_cores > count_cores():
            print(f"Not measured on {n_cores} cores: this machine lends {count_cores()}.")
            continue
        runs = [time_run(articles, n_cores) for _ in range(n_runs)]
        whole = median_timing([timing for _, timing in runs])
        stages[n_cores] = median_of([seconds for seconds, _ in runs])
        clocks[n_cores] = whole.clock
        rate = len(articles) / whole.clock, size / whole.clock
        rows.append((f"{n_cores}", *rate, whole.clock, whole.processor, whole.peak_mb, clocks[1] / whole.clock))
    columns = ("cores", "articles/s", "MB/s", "seconds", "processor s", "largest process MB", "times as fast")
    print_table("The whole way", columns, rows)
    counted = list(stages.values())
    print_table(
        "Seconds of each stage",
        ("stage", *(f"{n_cores} cores" for n_cores in stages), "times as fast"),
        [(stage, *(each[stage] for each in counted), counted[0][stage] / counted[-1][stage]) for stage in STAGES],
    )
    if len(counted) > 1:
        alone = 1 - (counted[0]["read"] + counted[0][FINDING]) / clocks[1]
        most = 1 / (alone + (1 - alone) / ALL_CORES[-1])
        print(
            f"The goal is {LEAST_TIMES_FASTER} times. On one core {alone:.0%} of the time is spent outside reading and"
            f" the search for claims, which share the processors: with these alone, {most:.2f} times is the most."
        )


def main() -> None:
    """Measure on a sample of the corpus; the other action is for its own processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", nargs="?", default="measure", choices=("measure", "run"))
    parser.add_argument("given", nargs="*", default=[])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of *.jsonl.gz files of articles")
    parser.add_argument("--articles", type=int, default=N_ARTICLES)
    parser.add_argument("--runs", type=int, default=N_RUNS)
    options = parser.parse_intermixed_args()
    if options.action == "run":
        print(json.dumps(run(Path(options.given[0]), int(options.given[1]))))
        return
    articles, what = read_sample(options.corpus, options.articles), f"articles drawn with seed {SEED}"
    if not articles:
        print(f"No articles in {options.corpus}: invented ones are read.")
        articles, what = [article for article, _ in invent_articles(options.articles)], "invented articles"
    measure(articles, what, options.runs)


if __name__ == "__main__":
    main()
