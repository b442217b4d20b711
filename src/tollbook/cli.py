"""The command ``tollbook``.

Exit codes: 0 all went well; 1 an error; 2 wrong usage; 3 done, but some of the input was rejected; 4 a check failed and
nothing was published.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

# The rest is imported in the commands that need it: `--help` then answers at once.
if TYPE_CHECKING:
    from tollbook.pipeline import Input, Outcome, Progress
    from tollbook.reading import SeriesMapping
    from tollbook.stages import Place

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=(__doc__ or "").replace("``", "")
)

REJECTED, REFUSED = 3, 4
Series = Annotated[
    list[Path] | None, typer.Option("--series", metavar="MAPPING", help="What the columns of a file of figures mean.")
]
Warehouse = Annotated[Path, typer.Option("--warehouse", "-w", help="Folder of the warehouse.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]


@app.command()
def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Article files, folders, globs.")] = None,
    warehouse: Warehouse = Path("warehouse"),
    plain: Annotated[bool, typer.Option("--plain", help="Run the same stages without Prefect.")] = False,
    field: Annotated[list[str] | None, typer.Option("--field", help="text=body: records call the text body.")] = None,
    series: Series = None,
    as_json: AsJson = False,
) -> None:
    """Read article files, find their claims, and build, check and publish the warehouse."""
    from tollbook.display import record_outcome, show_outcome, show_progress
    from tollbook.pipeline import Input
    from tollbook.summary import summarize

    given = Input(paths or [Path("seeds/articles")], _read_fields(field or []), _read_series(series or []))
    place = _find_place(warehouse)
    with show_progress() as progress:
        outcome = _run_stages(place, given, plain, progress)
    summary = summarize(place.database) if place.database.is_file() else None
    if as_json:
        _print_json(record_outcome(outcome, summary, place.database))
    else:
        show_outcome(outcome, summary, place.database)
    if outcome.status == "refused":
        raise typer.Exit(REFUSED)
    n_rejected_claims = sum(batch.n_rejected_claims for batch in outcome.batches)
    if outcome.reading.n_rejected or n_rejected_claims:
        raise typer.Exit(REJECTED)


@app.command()
def claims(
    file: Annotated[Path, typer.Argument(help="An article file.")],
    as_json: AsJson = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Mark in the text what the claims rest on; print what decided each field.")
    ] = False,
    series: Series = None,
) -> None:
    """Print the claims of an article file with their quotes and fields; nothing is kept."""
    import orjson

    from tollbook.articles import Article
    from tollbook.display import show_claims
    from tollbook.reading import read
    from tollbook.stages import find_in_article

    entries = list(read([file], series=_read_series(series or [])))
    rejected = [entry for entry in entries if not isinstance(entry, Article)]
    # Not as a stage: here a fault of the extractor is for the person who looks for it.
    found = [(entry, find_in_article(entry)) for entry in entries if isinstance(entry, Article)]
    if as_json:
        all_claims = [claim for _, each in found for claim in each.claims]
        records = [asdict(claim) | {"reasons": dict(claim.reasons)} for claim in all_claims]
        sys.stdout.buffer.write(orjson.dumps(records, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        show_claims(found, explain)
    for entry in rejected:
        typer.echo(entry.message, err=True)
    if rejected:
        raise typer.Exit(REJECTED)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="A SQL query, or a name of a table.")],
    warehouse: Warehouse = Path("warehouse"),
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Run a query on the published warehouse, which it can only read."""
    import duckdb

    from tollbook.display import show_rows
    from tollbook.warehouse import open_published, write_sheet

    try:
        with open_published(warehouse / "tollbook.duckdb") as con:
            # A query is for the warehouse: it reaches no other file and no network.
            con.execute("set enable_external_access = false")
            cursor = con.execute(sql)
            columns = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
    except (duckdb.Error, FileNotFoundError) as error:
        _fail(str(error))
    if as_json:
        _print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        write_sheet(sys.stdout, columns, rows)
    else:
        show_rows(columns, rows)


@app.command()
def export(
    folder: Annotated[Path, typer.Option("--csv", metavar="FOLDER", help="Write each mart as CSV into this folder.")],
    warehouse: Warehouse = Path("warehouse"),
) -> None:
    """Write the published marts as CSV, in which nothing that an article printed runs as a formula."""
    from tollbook.warehouse import export_sheets, open_published

    try:
        with open_published(warehouse / "tollbook.duckdb") as con:
            files = export_sheets(con, folder)
    except OSError as error:
        _fail(str(error))
    for file in files:
        typer.echo(file)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="What GOLD.articles.jsonl and GOLD.claims.jsonl have in common.")],
    as_json: AsJson = False,
    show: Annotated[int, typer.Option("--show", help="Print so many misses, false finds and wrong fields.")] = 0,
) -> None:
    """Hold what is extracted from a gold set's articles against what a careful reader found in them."""
    from tempfile import TemporaryDirectory

    from tollbook.display import show_progress, show_score
    from tollbook.evaluation import GoldError, read_gold, read_predictions, score
    from tollbook.evaluation.gold import articles_path
    from tollbook.pipeline import Input

    try:
        gold_set = read_gold(gold)
    except GoldError as error:
        _fail(str(error))
    with TemporaryDirectory(prefix="tollbook-") as folder:
        place = _find_place(Path(folder))
        with show_progress() as progress:
            outcome = _run_stages(place, Input([articles_path(gold)]), True, progress)
        if outcome.status == "refused":
            failed = ", ".join(result.check_name for result in outcome.checks if result.stops_publishing)
            typer.echo(f"checks failed: {failed}", err=True)
            raise typer.Exit(REFUSED)
        result = score(gold_set, read_predictions(place.database, gold_set.texts))
    if as_json:
        _print_json(result.as_record())
    else:
        show_score(result, show)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A database, a warehouse's folder, or its exports.")],
    new: Annotated[Path, typer.Argument(help="The same, later.")],
    as_json: AsJson = False,
) -> None:
    """Print what changed between two warehouses: columns, and rows added, removed and changed, by table."""
    import duckdb

    from tollbook.display import show_diff
    from tollbook.warehouse import diff_warehouses

    try:
        changes = diff_warehouses(old, new)
    except (duckdb.Error, FileNotFoundError) as error:
        _fail(str(error))
    if as_json:
        _print_json([asdict(table) for table in changes])
    else:
        show_diff(changes)


@app.command()
def serve(
    paths: Annotated[list[Path] | None, typer.Argument(help="Article files, folders, globs.")] = None,
    warehouse: Warehouse = Path("warehouse"),
    cron: Annotated[str, typer.Option("--cron", help="When to run.")] = "0 6 * * *",
    timezone: Annotated[str, typer.Option("--timezone", help="Time zone of the schedule.")] = "UTC",
) -> None:
    """Run the flow on a schedule, in this process, with the Prefect server that PREFECT_API_URL names."""
    from tollbook.orchestration import load_flows

    flows = load_flows()
    flows.serve(_find_place(warehouse), [path.resolve() for path in paths or [Path("seeds/articles")]], cron, timezone)


def _run_stages(place: "Place", given: "Input", plain: bool, progress: "Progress") -> "Outcome":
    from tollbook.archive import ArchiveVersionError
    from tollbook.faults import describe_fault
    from tollbook.program import ChangedProgramError
    from tollbook.validation import OwnFaultError
    from tollbook.warehouse import CorrectionError, ModelError

    try:
        if plain:
            from tollbook.pipeline import PLAIN, run_stages

            return run_stages(PLAIN, place, given, progress)
        from tollbook.orchestration import load_flows

        outcome: Outcome = load_flows("WARNING").run(place, given, progress)
    except (ArchiveVersionError, ChangedProgramError, CorrectionError, ModelError, OwnFaultError) as error:
        _fail(str(error))
    except Exception as error:
        fault = describe_fault(error)
        if fault is None:
            raise
        _fail(fault)
    return outcome


def _read_fields(pairs: list[str]) -> dict[str, str]:
    from tollbook.reading import read

    fields = dict(pair.partition("=")[::2] for pair in pairs)
    try:
        read([], fields)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--field") from error
    return fields


def _read_series(paths: list[Path]) -> "list[SeriesMapping]":
    from tollbook.reading import MappingError, read_mapping

    try:
        return [read_mapping(path) for path in paths]
    except MappingError as error:
        _fail(str(error))


def _find_place(warehouse: Path) -> "Place":
    from tollbook.project import project_folder
    from tollbook.stages import Place

    return Place(project=project_folder(), warehouse=warehouse.resolve())


def _print_json(value: Any) -> None:
    import orjson

    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    sys.stdout.buffer.write(orjson.dumps(value, option=option, default=str))


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
