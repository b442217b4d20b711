"""The command ``tollbook``.

Exit codes: 0 all went well; 1 an error; 2 wrong usage; 3 done, but some of the input was rejected; 4 a check failed and
nothing was published.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

# The rest is imported in the commands that need it: `--help` then answers at once.
if TYPE_CHECKING:
    from datetime import datetime
    from types import ModuleType

    from tollbook.pipeline import Outcome, Progress, Stages
    from tollbook.reading import SeriesMapping
    from tollbook.settings import Settings
    from tollbook.stages import Input, Place

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=(__doc__ or "").replace("``", "")
)

REJECTED, REFUSED = 3, 4
Series = Annotated[
    list[Path] | None, typer.Option("--series", metavar="MAPPING", help="What the columns of a file of figures mean.")
]
Warehouse = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="Folder of the warehouse; of the settings if not given.")
]
Plain = Annotated[bool, typer.Option("--plain", help="Run the same stages without Prefect.")]
Archive = Annotated[
    str | None,
    typer.Option("--archive", help="Where the archive lies: a folder, s3://, gs://."),
]
Exports = Annotated[
    str | None,
    typer.Option("--exports", help="Where to copy the exports: a folder, s3://, gs://."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]


@app.command()
def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Article files, folders, globs; the inbox of the settings if not given.")
    ] = None,
    warehouse: Warehouse = None,
    plain: Plain = False,
    field: Annotated[list[str] | None, typer.Option("--field", help="text=body: records call the text body.")] = None,
    series: Series = None,
    log: Annotated[bool, typer.Option("--log", help="Log what happens to standard error, with --plain.")] = False,
    archive: Archive = None,
    exports: Exports = None,
    as_json: AsJson = False,
) -> None:
    """Read article files, find their claims, and build, check and publish the warehouse."""
    from tollbook.display import record_outcome, show_outcome, show_progress
    from tollbook.logs import show_logs
    from tollbook.stages import Input
    from tollbook.storage import locate
    from tollbook.summary import summarize

    settings = _load_settings(
        warehouse=_resolve(warehouse), archive=locate(archive, Path.cwd()), exports=locate(exports, Path.cwd())
    )
    given = Input(
        paths or [settings.resolve(path) for path in settings.inbox],
        settings.fields | _read_fields(field or []),
        _read_series(series or [settings.resolve(path) for path in settings.series]),
        settings.limits,
    )
    place = _find_place(settings)
    if log:
        show_logs(settings.log_format)
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
    if outcome.reading.n_rejected or n_rejected_claims or outcome.failures:
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
    warehouse: Warehouse = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Run a query on the published warehouse, which it can only read."""
    import duckdb

    from tollbook.display import show_rows
    from tollbook.warehouse import open_published, write_sheet

    try:
        with open_published(_locate(warehouse).database) as con:
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
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FOLDER", help="Write each mart as CSV into this folder.")
    ] = None,
    sqlite: Annotated[
        Path | None, typer.Option("--sqlite", metavar="FILE", help="Write marts and quality into one SQLite database.")
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Write the published tables as CSV, in which nothing that an article printed runs as a formula, or as SQLite."""
    from tollbook.warehouse import ForeignFileError, export_sheets, export_sqlite, open_published

    if csv is None and sqlite is None:
        raise typer.BadParameter("name where to write to", param_hint="--csv or --sqlite")
    files: list[Path] = []
    try:
        with open_published(_locate(warehouse).database) as con:
            if csv is not None:
                files += export_sheets(con, csv)
            if sqlite is not None:
                files.append(export_sqlite(con, sqlite))
    except (OSError, ForeignFileError) as error:
        _fail(str(error))
    for file in files:
        typer.echo(file)


@app.command()
def report(warehouse: Warehouse = None) -> None:
    """Write the published warehouse as pages that open from disk, and print where the first one lies."""
    from tollbook.report import ReportError, write_report

    try:
        typer.echo(write_report(_locate(warehouse)))
    except (OSError, ReportError) as error:
        _fail(str(error))


@app.command()
def plot(
    what: Annotated[Literal["series"], typer.Argument(help="series: running totals of all claimants over time.")],
    party: Annotated[str, typer.Option("--party", help="Whose people, such as RUS or RUS+UKR.")],
    measure: Annotated[str, typer.Option("--measure", help="killed, wounded, missing, captured, casualties, losses.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The picture; its suffix says svg, png or pdf.")],
    war: Annotated[str | None, typer.Option("--war", help="Id of the conflict; else that with most figures.")] = None,
    claimant: Annotated[
        list[str] | None, typer.Option("--claimant", help="Part of a claimant's name; else those with most figures.")
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Draw figures over time into a picture, as the report draws them."""
    from tollbook.report import PlotError, plot_series

    try:
        shown = plot_series(_locate(warehouse).database, output, party, measure, war, claimant or ())
    except (OSError, PlotError) as error:
        _fail(str(error))
    typer.echo(f"{output}: {shown}")


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
    from tollbook.stages import Input

    try:
        gold_set = read_gold(gold)
    except GoldError as error:
        _fail(str(error))
    with TemporaryDirectory(prefix="tollbook-") as folder:
        place = _find_place(_load_settings(warehouse=Path(folder)))
        with show_progress() as progress:
            outcome = _run_stages(place, Input([articles_path(gold)]), True, progress, is_reporting=False)
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
def re_extract(
    warehouse: Warehouse = None,
    plain: Plain = False,
    most: Annotated[int | None, typer.Option("--most", min=1, help="Stop after so many batches of articles.")] = None,
    publish: Annotated[bool, typer.Option(help="Build and publish once all is read.")] = True,
) -> None:
    """Read the archive anew after rules or reference data have changed; broken off, it goes on where it was."""
    from tollbook.display import show_progress
    from tollbook.pipeline import re_extract as run_backfill

    place = _locate(warehouse)
    with show_progress() as progress:
        if plain:
            done = run_backfill(_plain_stages(), place, progress, most, publish)
        else:
            done = _load_flows("re_extract").run(place, progress, most, publish)
    typer.echo(
        f"{done.n_batches} batches read, {done.n_claims} claims; {len(done.failures)} set aside, {done.n_left} left."
    )
    if done.outcome:
        typer.echo(f"The warehouse is {done.outcome.status}.")
    if done.outcome and done.outcome.status == "refused":
        raise typer.Exit(REFUSED)
    if done.failures:
        raise typer.Exit(REJECTED)


@app.command()
def maintain(
    warehouse: Warehouse = None,
    verify: Annotated[bool, typer.Option(help="Hash every file again, to find what the disk has spoilt.")] = True,
) -> None:
    """Merge small files, drop what earlier rules found, keep the last versions, verify all hashes."""
    from tollbook import upkeep
    from tollbook.display import show_progress

    with show_progress() as progress:
        done = upkeep.maintain(_locate(warehouse), progress, verify)
    typer.echo(done.describe())
    if done.damages:
        raise typer.Exit(1)


@app.command()
def status(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Print the last runs, how fresh claimants and outlets are, and when the next runs are due."""
    from datetime import UTC, datetime

    from tollbook.display import show_status
    from tollbook.status import read_status

    place = _locate(warehouse)
    state = read_status(place, datetime.now(UTC).date())
    due = _list_next_runs()
    if as_json:
        _print_json(asdict(state) | {"next_runs": due})
    else:
        show_status(state, due)


@app.command()
def config(as_json: AsJson = False) -> None:
    """Print every setting, its value, and where it is from: the environment, the file, or the default."""
    from tollbook.display import show_settings
    from tollbook.settings import SettingsError, describe_settings

    try:
        settings = describe_settings()
    except SettingsError as error:
        _fail(str(error))
    if as_json:
        _print_json([asdict(setting) for setting in settings])
    else:
        show_settings(settings)


@app.command()
def review(
    warehouse: Warehouse = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the queue as a spreadsheet.")] = None,
    apply: Annotated[
        Path | None, typer.Option("--apply", metavar="FILE", help="Record the decisions of that spreadsheet.")
    ] = None,
    n_listed: Annotated[int | None, typer.Option("--list", metavar="N", help="Print the first N items.")] = None,
    as_json: AsJson = False,
) -> None:
    """Decide what is doubtful, contradictory or unread, the weightiest first; the next run applies the decisions."""
    import duckdb

    from tollbook.display import show_queue
    from tollbook.review import (
        PageMissingError,
        Session,
        SheetError,
        apply_sheet,
        load_page,
        read_queue,
        write_queue,
    )
    from tollbook.warehouse import CorrectionError, open_published

    place = _locate(warehouse)
    corrections = place.project / "seeds" / "corrections.csv"
    try:
        with open_published(place.database) as con:
            if csv:
                typer.echo(f"{csv}: {write_queue(con, corrections, csv)} items")
            elif apply:
                applied = apply_sheet(con, corrections, apply)
                typer.echo(f"{corrections}: {applied.n_recorded} decisions recorded, {applied.n_known} known already")
            elif as_json:
                _print_json([asdict(item) for item in read_queue(con, corrections)[:n_listed]])
            elif n_listed is not None or not sys.stdout.isatty():
                show_queue(read_queue(con, corrections), n_listed or 20)
            else:
                session = Session(con, corrections)
                load_page()(session).run()
                typer.echo(f"{corrections}: {session.n_decided} decided; the next run applies them")
    except duckdb.CatalogException:
        _fail(
            f"{place.warehouse}: was published by an earlier version, without a queue; publish it with `tollbook run`"
        )
    except (CorrectionError, OSError, PageMissingError, SheetError) as error:
        _fail(str(error))


@app.command()
def serve(
    paths: Annotated[list[Path] | None, typer.Argument(help="Article files, folders, globs.")] = None,
    warehouse: Warehouse = None,
    cron: Annotated[str | None, typer.Option("--cron", help="When to build; prefect.yaml says it else.")] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="Time zone of --cron.")] = None,
    wait: Annotated[
        bool | None, typer.Option("--wait/--cancel", help="What a build does that is due while another one runs.")
    ] = None,
) -> None:
    """Run the deployments of prefect.yaml in this process, with the Prefect server that PREFECT_API_URL names.

    That is the scheduled build, the watch of the inbox, the upkeep, and the backfill for when rules have changed.
    """
    serving = _load_flows("serving")
    given = [path.resolve() for path in paths] if paths else None
    serving.serve(serving.make_deployments(given, _resolve(warehouse), cron, timezone, wait))


def _list_next_runs() -> "list[tuple[str, datetime]] | None":
    """Return what the server has due, by deployment; ``None`` where no server is named."""
    import os

    if not os.environ.get("PREFECT_API_URL"):
        return None
    due: list[tuple[str, datetime]] = _load_flows("serving").list_next_runs()
    return due


def _load_flows(name: str) -> "ModuleType":
    from tollbook.orchestration import load_flows

    return load_flows(name)


def _run_stages(
    place: "Place", given: "Input", plain: bool, progress: "Progress", is_reporting: bool = True
) -> "Outcome":
    from tollbook.archive import ArchiveVersionError
    from tollbook.faults import describe_fault
    from tollbook.program import ChangedProgramError
    from tollbook.storage import StorageError
    from tollbook.validation import OwnFaultError
    from tollbook.warehouse import CorrectionError, ModelError, SeedError

    try:
        if plain:
            from tollbook.pipeline import run_stages

            return run_stages(_plain_stages(is_reporting), place, given, progress)
        from tollbook.orchestration import load_flows

        outcome: Outcome = load_flows("build_warehouse", "WARNING").run(place, given, progress)
    except (
        ArchiveVersionError,
        ChangedProgramError,
        CorrectionError,
        ModelError,
        OwnFaultError,
        SeedError,
        StorageError,
    ) as error:
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


def _load_settings(**flags: object) -> "Settings":
    from tollbook.settings import SettingsError, load_settings

    try:
        return load_settings(**flags)
    except SettingsError as error:
        _fail(str(error))


def _find_place(settings: "Settings") -> "Place":
    from tollbook.project import project_folder
    from tollbook.stages import Place
    from tollbook.storage import locate

    project = project_folder()
    return Place(
        project,
        settings.resolve(settings.warehouse),
        keep_versions=settings.keep_versions,
        archive=locate(settings.archive, project),
        exports_copy=locate(settings.exports, project),
    )


def _locate(warehouse: Path | None) -> "Place":
    """Return the place of the warehouse that a command names, else of that of the settings."""
    return _find_place(_load_settings(warehouse=_resolve(warehouse)))


def _plain_stages(is_reporting: bool = True) -> "Stages":
    from tollbook.pipeline import make_plain_stages
    from tollbook.report import write_report

    settings = _load_settings()
    report = write_report if settings.report and is_reporting else None
    return make_plain_stages(settings.workers, settings.batch_retries, report)


def _resolve(path: Path | None) -> Path | None:
    """Return a path of the command line, which is relative to where the command was given, as an absolute one."""
    return path and path.resolve()


def _print_json(value: Any) -> None:
    import orjson

    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    sys.stdout.buffer.write(orjson.dumps(value, option=option, default=str))


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
