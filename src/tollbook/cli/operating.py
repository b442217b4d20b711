"""Commands for a warehouse that is run for years: maintain, status, config, serve."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.options import AsJson, Warehouse, fail, find_place, print_json, resolve, telling_faults

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["config", "maintain", "serve", "status"]


def maintain(
    warehouse: Warehouse = None,
    verify: Annotated[bool, typer.Option(help="Hash every file again, to find what the disk has spoilt.")] = True,
) -> None:
    """Merge small files, drop what earlier rules found, keep the last versions, verify all hashes."""
    from tollbook import upkeep
    from tollbook.display import show_progress

    with show_progress() as progress, telling_faults():
        done = upkeep.maintain(find_place(warehouse), progress, verify)
    typer.echo(done.describe())
    if done.damages:
        raise typer.Exit(1)


def status(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Print the last runs, how fresh claimants and outlets are, and when the next runs are due."""
    from datetime import UTC, datetime

    from tollbook.display import show_status
    from tollbook.status import read_status

    place = find_place(warehouse)
    state = read_status(place, datetime.now(UTC).date())
    due = _list_next_runs()
    if as_json:
        print_json(asdict(state) | {"next_runs": due})
    else:
        show_status(state, due)


def config(as_json: AsJson = False) -> None:
    """Print every setting, its value, and where it is from: the environment, the file, or the default."""
    from tollbook.display import show_settings
    from tollbook.settings import SettingsError, describe_settings

    try:
        settings = describe_settings()
    except SettingsError as error:
        fail(str(error))
    if as_json:
        print_json([asdict(setting) for setting in settings])
    else:
        show_settings(settings)


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
    from tollbook.orchestration import load_flows

    given = [path.resolve() for path in paths] if paths else None
    with telling_faults():
        serving = load_flows("serving")
        deployments = serving.make_deployments(given, resolve(warehouse), cron, timezone, wait)
    serving.serve(deployments)


def _list_next_runs() -> "list[tuple[str, datetime]] | None":
    """Return what the server has due, by deployment; ``None`` where no server is named."""
    import os

    from tollbook.orchestration import load_flows

    if not os.environ.get("PREFECT_API_URL"):
        return None
    due: list[tuple[str, datetime]] = load_flows("serving").list_next_runs()
    return due
