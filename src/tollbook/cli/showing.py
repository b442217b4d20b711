"""Commands that draw: report, plot."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from tollbook.cli.options import Warehouse, fail, find_place

__all__ = ["plot", "report"]


def report(warehouse: Warehouse = None) -> None:
    """Write the published warehouse as pages that open from disk, and print where the first one lies."""
    from tollbook.report import ReportError, write_report

    try:
        typer.echo(write_report(find_place(warehouse)))
    except (OSError, ReportError) as error:
        fail(str(error))


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
        shown = plot_series(find_place(warehouse).database, output, party, measure, war, claimant or ())
    except (OSError, PlotError) as error:
        fail(str(error))
    typer.echo(f"{output}: {shown}")
