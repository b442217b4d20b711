"""Commands that work on articles: run, re-extract, evaluate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.options import (
    REFUSED,
    REJECTED,
    Archive,
    AsJson,
    Exports,
    Plain,
    Runner,
    RunnerAddress,
    Series,
    Warehouse,
    fail,
    print_json,
    read_settings,
    resolve,
    telling_faults,
)

if TYPE_CHECKING:
    from tollbook.pipeline import Outcome, Progress, Stages
    from tollbook.place import Place
    from tollbook.settings import Settings
    from tollbook.stages import Input

__all__ = ["evaluate", "re_extract", "run"]


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
    runner: Runner = None,
    runner_address: RunnerAddress = None,
    as_json: AsJson = False,
) -> None:
    """Read article files, find their claims, and build, check and publish the warehouse."""
    from tollbook.display import record_outcome, show_outcome, show_progress
    from tollbook.logs import show_logs
    from tollbook.storage import locate
    from tollbook.summary import summarize

    here = Path.cwd()
    settings = read_settings(
        inbox=[str(path.absolute()) for path in paths] if paths else None,
        warehouse=resolve(warehouse),
        fields=_read_fields(field) if field else None,
        series=[str(path.absolute()) for path in series] if series else None,
        archive=locate(archive, here),
        exports=locate(exports, here),
        runner=runner,
        runner_address=runner_address,
    )
    _refuse_contradiction(settings, plain, runner, runner_address)
    with telling_faults():
        given = settings.list_input()
    place = settings.find_place()
    if log:
        show_logs(settings.log_format)
    with show_progress() as progress:
        outcome = _run_stages(settings, place, given, plain, progress)
    summary = summarize(place.database) if place.database.is_file() else None
    if as_json:
        print_json(record_outcome(outcome, summary, place.database))
    else:
        show_outcome(outcome, summary, place.database)
    if outcome.status == "refused":
        raise typer.Exit(REFUSED)
    n_rejected_claims = sum(batch.n_rejected_claims for batch in outcome.batches)
    if outcome.reading.n_rejected or n_rejected_claims or outcome.failures:
        raise typer.Exit(REJECTED)


def re_extract(
    warehouse: Warehouse = None,
    plain: Plain = False,
    most: Annotated[int | None, typer.Option("--most", min=1, help="Stop after so many batches of articles.")] = None,
    publish: Annotated[bool, typer.Option(help="Build and publish once all is read.")] = True,
    runner: Runner = None,
    runner_address: RunnerAddress = None,
) -> None:
    """Read the archive anew after rules or reference data have changed; broken off, it goes on where it was."""
    from tollbook.display import show_progress
    from tollbook.orchestration import load_flows
    from tollbook.pipeline import re_extract as run_backfill

    settings = read_settings(warehouse=resolve(warehouse), runner=runner, runner_address=runner_address)
    _refuse_contradiction(settings, plain, runner, runner_address)
    with show_progress() as progress, telling_faults():
        if plain:
            done = run_backfill(_make_stages(settings), settings.find_place(), progress, most, publish)
        else:
            done = load_flows("re_extract", "WARNING").run(settings, progress, most, publish)
    typer.echo(
        f"{done.n_batches} batches read, {done.n_claims} claims; {len(done.failures)} set aside, {done.n_left} left."
    )
    if done.outcome:
        typer.echo(f"The warehouse is {done.outcome.status}.")
    if done.outcome and done.outcome.status == "refused":
        raise typer.Exit(REFUSED)
    if done.failures:
        raise typer.Exit(REJECTED)


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
        fail(str(error))
    with TemporaryDirectory(prefix="tollbook-") as folder:
        settings = read_settings(warehouse=Path(folder))
        place = settings.find_place()
        with show_progress() as progress:
            outcome = _run_stages(settings, place, Input([articles_path(gold)]), True, progress, is_reporting=False)
        if outcome.status == "refused":
            failed = ", ".join(result.check_name for result in outcome.checks if result.stops_publishing)
            typer.echo(f"checks failed: {failed}", err=True)
            raise typer.Exit(REFUSED)
        result = score(gold_set, read_predictions(place.database, gold_set.texts))
    if as_json:
        print_json(result.as_record())
    else:
        show_score(result, show)


def _refuse_contradiction(settings: "Settings", plain: bool, runner: str | None, address: str | None) -> None:
    if plain and (runner or address):
        raise typer.BadParameter(
            "--plain runs without Prefect, which alone hands batches to a runner; leave out one of the two",
            param_hint="--runner" if runner else "--runner-address",
        )
    if address and settings.runner == "processes":
        raise typer.BadParameter(
            "processes of this machine have no address; give --runner dask or --runner ray, too",
            param_hint="--runner-address",
        )


def _run_stages(
    settings: "Settings",
    place: "Place",
    given: "Input",
    plain: bool,
    progress: "Progress",
    is_reporting: bool = True,
) -> "Outcome":
    from tollbook.orchestration import load_flows
    from tollbook.pipeline import run_stages

    with telling_faults():
        if plain:
            return run_stages(_make_stages(settings, is_reporting), place, given, progress)
        outcome: Outcome = load_flows("build_warehouse", "WARNING").run(settings, place, given, progress)
    return outcome


def _make_stages(settings: "Settings", is_reporting: bool = True) -> "Stages":
    from tollbook.pipeline import make_plain_stages
    from tollbook.report import write_report

    report = write_report if settings.report and is_reporting else None
    return make_plain_stages(settings.workers, settings.batch_retries, report)


def _read_fields(pairs: list[str]) -> dict[str, str]:
    from tollbook.reading import read

    fields = dict(pair.partition("=")[::2] for pair in pairs)
    try:
        read([], fields)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--field") from error
    return fields
