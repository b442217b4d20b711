"""What it costs to build the SQL models, beside dbt building the same ones with DuckDB.

``python -m tests.benchmarks.model_build`` runs it. Both start cold, as processes, from copies of one loaded database
and make the same tables and macros in it. A build of tollbook then notes the lineage of each column and comments every
table, too, which dbt is spared; a line without that is what dbt is compared with.
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from tests.benchmarks.archive_growth import fill, find_place, prepare
from tests.benchmarks.measuring import (
    Timing,
    count_cores,
    describe_machine,
    find_bench_python,
    median_timing,
    print_table,
    time_process,
)
from tests.benchmarks.synthetic_corpus import N_CHARACTERS

from tollbook.warehouse import Model, order_models, read_models

N_ARTICLES, N_RUNS = (100, 10_000), 5
LEAST_TIMES_FASTER = 7
ALONE = "tollbook, tables alone"
DBT_SETTINGS = {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1", "DBT_NO_VERSION_CHECK": "true"}
# dbt would put its own schema's name before that of a folder.
SCHEMA_MACRO = "{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}\n"


def write_dbt_project(folder: Path, models: Sequence[Model], database: Path, archive: Path) -> None:
    """Write a dbt project that makes these models, given in an order in which they can be built, in ``database``.

    Tables say what they read as ``ref``. Macros are hooks: made before all if they read no table, before the first
    table that calls them if one does, and else after all.
    """
    (folder / "macros").mkdir(parents=True)
    (folder / "macros" / "generate_schema_name.sql").write_text(SCHEMA_MACRO, encoding="utf-8")
    tables = {model.table: model for model in models if not model.is_macro}
    first: list[Model] = []
    last: list[Model] = []
    hooks: dict[str, list[Model]] = {table: [] for table in tables}
    for macro in (model for model in models if model.is_macro):
        caller = next((table for table, model in tables.items() if macro.name.lower() in model.calls), None)
        is_reading = bool(macro.reads & tables.keys())
        place = first if not is_reading else hooks[caller] if caller else last
        place.append(macro)
    for table, model in tables.items():
        path = folder / "models" / model.schema / f"{name_in_dbt(table)}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        config = f"{{{{ config(materialized='table', schema='{model.schema}', alias='{model.name}') }}}}\n"
        needed = {read for hook in hooks[table] for read in hook.reads & tables.keys()}
        depends = "".join(f"-- depends_on: {{{{ ref('{name_in_dbt(read)}') }}}}\n" for read in sorted(needed))
        path.write_text(config + depends + refer(model, tables.keys() & model.reads), encoding="utf-8")
    project = {
        "name": "tollbook",
        "profile": "tollbook",
        "on-run-start": [refer(macro) for macro in first],
        "on-run-end": [refer(macro) for macro in last],
        "models": {
            "tollbook": {
                tables[table].schema: {name_in_dbt(table): {"+pre-hook": [refer(macro) for macro in macros]}}
                for table, macros in hooks.items()
                if macros
            }
        },
    }
    output = {
        "type": "duckdb",
        "path": str(database),
        "schema": "main",
        "threads": count_cores(),
        "attach": [{"path": str(archive), "alias": "archive"}],
    }
    profile = {"tollbook": {"target": "bench", "outputs": {"bench": output}}}
    # JSON is YAML, too.
    (folder / "dbt_project.yml").write_text(json.dumps(project), encoding="utf-8")
    (folder / "profiles.yml").write_text(json.dumps(profile), encoding="utf-8")


def name_in_dbt(table: str) -> str:
    """Return a name for the model of ``schema.table``: dbt knows models by one word, whatever their folder."""
    return table.replace(".", "__")


def refer(model: Model, tables: Collection[str] = ()) -> str:
    """Return a model's SQL with a ``ref`` for each of ``tables`` that it reads, and nothing else for dbt to expand."""
    sql = model.sql
    if tables:
        names = re.compile(rf"\b({'|'.join(map(re.escape, sorted(tables)))})\b")
        sql = names.sub(lambda m: f"{{% endraw %}}{{{{ ref('{name_in_dbt(m[1])}') }}}}{{% raw %}}", sql)
    return f"{{% raw %}}{sql}{{% endraw %}}"


def copy_loaded(folder: Path) -> tuple[Path, Path]:
    """Return a fresh copy of the loaded database and of what was loaded from the archive, in the place of a build."""
    place = find_place(folder)
    shutil.rmtree(place.building, ignore_errors=True)
    shutil.copytree(folder / "loaded", place.building)
    return place.new_database, place.new_database.with_name(f"{place.new_database.stem}.archive.duckdb")


def time_tollbook(folder: Path, what: Literal["all", "tables"]) -> Timing:
    """Build the models with tollbook: all that a build does, or the tables alone."""
    database, _ = copy_loaded(folder)
    return time_process(
        [sys.executable, "-m", "tests.benchmarks.cold_build", what, database, folder / "project" / "sql"]
    )


def time_dbt(folder: Path, python: Path, *, is_parsed: bool) -> Timing:
    """Build the models with dbt; ``is_parsed`` lets it keep what it has parsed in an earlier run."""
    database, archive = copy_loaded(folder)
    project = folder / "dbt"
    if not is_parsed:
        shutil.rmtree(project, ignore_errors=True)
        models = order_models(read_models(folder / "project" / "sql"))
        write_dbt_project(project, models, database, archive)
    command = [python.with_name("dbt"), "--no-use-colors", "run", "--project-dir", project, "--profiles-dir", project]
    return time_process(command, environment=DBT_SETTINGS, folder=project)


def measure(n_articles: int, n_runs: int) -> None:
    """Print what a build of so many articles takes."""
    with TemporaryDirectory(prefix="tollbook-build-") as name:
        folder = Path(name)
        prepare(folder)
        fill(folder, 0, n_articles, N_CHARACTERS)
        from tollbook import program, stages

        place = find_place(folder)
        stages.load(place, program.claims_version())
        shutil.copytree(place.building, folder / "loaded")
        timings = {
            "tollbook": median_timing([time_tollbook(folder, "all") for _ in range(n_runs)]),
            ALONE: median_timing([time_tollbook(folder, "tables") for _ in range(n_runs)]),
        }
        if python := find_bench_python("dbt is"):
            version = time_process([python, "-c", "import duckdb; print(duckdb.__version__)"]).output.strip()
            dbt = f"dbt with DuckDB {version}"
            timings[dbt] = median_timing([time_dbt(folder, python, is_parsed=False) for _ in range(n_runs)])
            timings[f"{dbt}, parsed before"] = median_timing(
                [time_dbt(folder, python, is_parsed=True) for _ in range(n_runs)]
            )
    alone = timings[ALONE]
    print_table(
        f"The models of {n_articles:,} invented articles; medians of {n_runs} runs",
        ("", "seconds", "times", "processor s", "times", "MB"),
        [
            (name, each.clock, each.clock / alone.clock, each.processor, each.processor / alone.processor, each.peak_mb)
            for name, each in timings.items()
        ],
    )


def main() -> None:
    """Measure at the sizes given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=N_ARTICLES, help="numbers of articles")
    parser.add_argument("--runs", type=int, default=N_RUNS)
    options = parser.parse_args()
    print(f"{describe_machine()}; goal: dbt takes at least {LEAST_TIMES_FASTER} times as long")
    for n_articles in options.sizes:
        measure(n_articles, options.runs)


if __name__ == "__main__":
    main()
