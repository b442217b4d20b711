"""The command for a person's judgement: review."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tollbook.cli.options import AsJson, Warehouse, fail, find_place, print_json

__all__ = ["review"]


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

    place = find_place(warehouse)
    corrections = place.project / "seeds" / "corrections.csv"
    try:
        with open_published(place.database) as con:
            if csv:
                typer.echo(f"{csv}: {write_queue(con, corrections, csv)} items")
            elif apply:
                applied = apply_sheet(con, corrections, apply)
                typer.echo(f"{corrections}: {applied.n_recorded} decisions recorded, {applied.n_known} known already")
            elif as_json:
                print_json([asdict(item) for item in read_queue(con, corrections)[:n_listed]])
            elif n_listed is not None or not sys.stdout.isatty():
                show_queue(read_queue(con, corrections), n_listed or 20)
            else:
                session = Session(con, corrections)
                load_page()(session).run()
                typer.echo(f"{corrections}: {session.n_decided} decided; the next run applies them")
    except duckdb.CatalogException:
        fail(f"{place.warehouse}: was published by an earlier version, without a queue; publish it with `tollbook run`")
    except (CorrectionError, OSError, PageMissingError, SheetError) as error:
        fail(str(error))
