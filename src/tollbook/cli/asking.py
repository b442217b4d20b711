"""Commands that read: claims, query, export, diff."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tollbook.cli.options import REJECTED, AsJson, Series, Warehouse, fail, find_place, print_json, read_series

__all__ = ["claims", "diff", "export", "query"]


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
    from tollbook.finding import find_in_article
    from tollbook.reading import read

    entries = list(read([file], series=read_series(series or [])))
    rejected = [entry for entry in entries if not isinstance(entry, Article)]
    # Not as a stage: here a fault of the extractor is for the person who looks for it.
    found = [
        (entry, find_in_article(entry, with_reasons=explain or as_json))
        for entry in entries
        if isinstance(entry, Article)
    ]
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
        with open_published(find_place(warehouse).database) as con:
            # A query is for the warehouse: it reaches no other file and no network.
            con.execute("set enable_external_access = false")
            cursor = con.execute(sql)
            columns = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
    except (duckdb.Error, FileNotFoundError) as error:
        fail(str(error))
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        write_sheet(sys.stdout, columns, rows)
    else:
        show_rows(columns, rows)


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
        with open_published(find_place(warehouse).database) as con:
            if csv is not None:
                files += export_sheets(con, csv)
            if sqlite is not None:
                files.append(export_sqlite(con, sqlite))
    except (OSError, ForeignFileError) as error:
        fail(str(error))
    for file in files:
        typer.echo(file)


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
        fail(str(error))
    if as_json:
        print_json([asdict(table) for table in changes])
    else:
        show_diff(changes)
