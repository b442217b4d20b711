"""What several commands share: options, exit codes, where they work, and how faults are told."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

# The rest is imported in the functions that need it: `--help` then answers at once.
if TYPE_CHECKING:
    from tollbook.place import Place
    from tollbook.reading import SeriesMapping
    from tollbook.settings import Settings

REJECTED, REFUSED = 3, 4
Series = Annotated[
    list[Path] | None, typer.Option("--series", metavar="MAPPING", help="What the columns of a file of figures mean.")
]
Warehouse = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="Folder of the warehouse; of the settings if not given.")
]
Plain = Annotated[bool, typer.Option("--plain", help="Run the same stages without Prefect.")]
Runner = Annotated[
    str | None, typer.Option("--runner", metavar="processes|dask|ray", help="What looks for claims, with Prefect.")
]
RunnerAddress = Annotated[
    str | None, typer.Option("--runner-address", help="Where a cluster of Dask or Ray is; without it one starts here.")
]
Archive = Annotated[str | None, typer.Option("--archive", help="Where the archive lies: a folder, s3://, gs://.")]
Exports = Annotated[str | None, typer.Option("--exports", help="Where to copy the exports: a folder, s3://, gs://.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]


def read_settings(**flags: object) -> "Settings":
    """Return the settings with what the command line says; a wrong one ends the command."""
    from tollbook.settings import SettingsError, load_settings

    try:
        return load_settings(**flags)
    except SettingsError as error:
        fail(str(error))


def find_place(warehouse: Path | None) -> "Place":
    """Return the place of the warehouse that a command names, else of that of the settings."""
    return read_settings(warehouse=resolve(warehouse)).find_place()


def resolve(path: Path | None) -> Path | None:
    """Return a path of the command line, which is relative to where the command was given, as an absolute one."""
    return path and path.resolve()


def read_series(paths: list[Path]) -> "list[SeriesMapping]":
    """Return the mappings of structured series; one that cannot be read ends the command."""
    from tollbook.reading import MappingError, read_mapping

    try:
        return [read_mapping(path) for path in paths]
    except MappingError as error:
        fail(str(error))


@contextmanager
def telling_faults() -> Iterator[None]:
    """End the command with a sentence where the block ends with an error that its user can do something about."""
    from tollbook.archive import ArchiveVersionError
    from tollbook.faults import describe_fault
    from tollbook.orchestration import RunnerError
    from tollbook.program import ChangedProgramError
    from tollbook.reading import MappingError
    from tollbook.storage import StorageError
    from tollbook.validation import OwnFaultError
    from tollbook.warehouse import CorrectionError, ModelError, SeedError
    from tollbook.workers import UnsharedArchiveError

    told = (ArchiveVersionError, ChangedProgramError, CorrectionError, MappingError, ModelError)
    try:
        yield
    except (*told, OwnFaultError, RunnerError, SeedError, StorageError, UnsharedArchiveError) as error:
        fail(str(error))
    except typer.Exit:
        raise
    except Exception as error:
        fault = describe_fault(error)
        if fault is None:
            raise
        fail(fault)


def print_json(value: Any) -> None:
    """Print a value as JSON; what JSON has no type for as text."""
    import orjson

    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    sys.stdout.buffer.write(orjson.dumps(value, option=option, default=str))


def fail(message: str) -> NoReturn:
    """End the command with an error."""
    typer.echo(message, err=True)
    raise typer.Exit(1)
