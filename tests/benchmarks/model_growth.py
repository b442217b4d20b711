"""What each SQL model and check costs as the claims grow: which of them grow faster than linearly.

Run by hand, from the project's folder: ``python -m tests.benchmarks.model_growth 10000 100000``. The articles and
claims are invented (``synthetic_corpus``); a line is the seconds of processor time of one model at each size and their
ratio, beside the ratio of the sizes.
"""

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.archive_growth import fill, find_place, prepare
from tests.benchmarks.measuring import describe_machine, print_table
from tests.benchmarks.synthetic_corpus import N_CHARACTERS

from tollbook import program, stages, warehouse
from tollbook.warehouse.build import build_tables, describe_tables
from tollbook.warehouse.dictionary import read_dictionary


def time_models(folder: Path) -> dict[str, float]:
    """Load the archive in ``folder``, build each model and run each check; return the seconds of each by name."""
    place = find_place(folder)
    stages.load(place, program.claims_version())
    seconds = {}
    sql = place.project / "sql"
    with warehouse.attach(place.new_database) as con:
        models = warehouse.order_models(warehouse.read_models(sql))
        for model in models:
            started = time.process_time()
            build_tables(con, [model])
            seconds[model.table] = time.process_time() - started
        started = time.process_time()
        describe_tables(con, models, read_dictionary(sql / "dictionary.yml"))
        seconds["lineage and dictionary"] = time.process_time() - started
        for path in sorted((sql / "checks").glob("*.sql")):
            started = time.process_time()
            con.execute(path.read_text(encoding="utf-8")).fetchall()
            seconds[f"checks.{path.stem}"] = time.process_time() - started
    return seconds


def main() -> None:
    """Measure at two sizes and print the models that take longest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs=2, type=int, help="two numbers of articles, the smaller first")
    parser.add_argument("--folder", type=Path, help="where to put the archive (default: the system's place for this)")
    options = parser.parse_args()
    small, large = options.sizes
    with TemporaryDirectory(prefix="tollbook-models-", dir=options.folder) as name:
        folder = Path(name)
        prepare(folder)
        fill(folder, 0, small, N_CHARACTERS)
        before = time_models(folder)
        fill(folder, small, large - small, N_CHARACTERS)
        after = time_models(folder)
    print(describe_machine())
    slowest_first = sorted(after, key=lambda table: -after[table])
    print_table(
        f"Seconds of processor time; the articles are {large / small:.1f} times as many",
        ("", f"{small:,}", f"{large:,}", "ratio"),
        ((table, before[table], after[table], after[table] / before[table]) for table in slowest_first),
    )


if __name__ == "__main__":
    main()
