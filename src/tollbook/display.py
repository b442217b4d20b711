"""How the command shows what it found: tables and progress in a terminal, plain lines where the output is piped."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from tollbook.articles import Article
from tollbook.claims import Claim, Extraction
from tollbook.explaining import MarkKind, explain_claim, mark_text

# What a command shows it has loaded itself; one that shows claims waits for no database.
if TYPE_CHECKING:
    from tollbook.evaluation import Score
    from tollbook.pipeline import Outcome, Progress
    from tollbook.review import Item
    from tollbook.settings import Described
    from tollbook.status import Status
    from tollbook.summary import Summary
    from tollbook.warehouse import TableDiff

__all__ = [
    "printable",
    "record_outcome",
    "show_claims",
    "show_diff",
    "show_outcome",
    "show_progress",
    "show_rows",
    "show_score",
    "show_settings",
    "show_status",
]


N_WARNED = 5
"""How many rows of a warning are shown; an error shows all that the check gives."""


def open_console(stderr: bool = False) -> Console:
    """Return a console; where the output is no terminal it is plain, and wide enough that no cell is broken."""
    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, TextIOWrapper):
        # A locale that knows ASCII alone shows other letters by their numbers, and does not fail.
        stream.reconfigure(errors="backslashreplace")
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=200, no_color=True)


@contextmanager
def show_progress() -> "Iterator[Progress]":
    """Yield a progress function that draws one bar per stage on a terminal, and nothing where the output is piped."""
    console = open_console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        stages: dict[str, Any] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total)
            bars.update(stages[stage], completed=done, total=total)

        yield advance


def show_outcome(outcome: "Outcome", summary: "Summary | None", database: Path) -> None:
    """Print what a run did and what the warehouse holds; failed checks with their rows."""
    from tollbook.summary import SERIES_COLUMNS

    console = open_console()
    for result in outcome.checks:
        if not result.passed:
            console.print(
                f"\n{result.severity}: {result.check_name} selects {result.n_rows} rows: {result.description}"
            )
            first = result.rows[: N_WARNED if result.severity == "warn" else None]
            print_table(console, list(first[0]), [list(row.values()) for row in first])
    if summary:
        print_table(console, ["", "rows"], list(summary.counts.items()), "In the warehouse")
        if summary.series:
            shown = f", the newest {len(summary.series)} of {summary.n_series}"
            title = "Casualty series" + (shown if summary.n_series > len(summary.series) else "")
            print_table(console, SERIES_COLUMNS, summary.series, title)
        if summary.rejected:
            console.print(f"\nRejected ({summary.n_rejected}):")
            for message in summary.rejected:
                console.print(f"  {_plain(message)}", soft_wrap=True)
    reading = outcome.reading
    console.print(
        f"\nRead {reading.n_files} files ({reading.n_files_unchanged} unchanged): {reading.n_articles_new} articles "
        f"new, {reading.n_articles_known} known, {reading.n_rejected} rejected."
    )
    said = {
        "published": "Published:",
        "unchanged": "Nothing has changed since it was published:",
        "refused": "Not published, a check failed; what was published before stays:",
    }
    for failure in outcome.failures:
        console.print(f"Set aside {failure.n_articles} articles: {_plain(failure.error)}", soft_wrap=True)
    console.print(f"{said[outcome.status]} {_plain(str(database))}", soft_wrap=True)


def record_outcome(outcome: "Outcome", summary: "Summary | None", database: Path) -> dict[str, Any]:
    """Return what a run did and what the warehouse holds, for a program to read."""
    return {
        "status": outcome.status,
        "database": str(database),
        "run_id": outcome.run.run_id,
        "reading": asdict(outcome.reading),
        "set_aside": [asdict(failure) for failure in outcome.failures],
        "failed_checks": [asdict(result) for result in outcome.checks if not result.passed],
        "rows": summary.counts if summary else {},
        "rejected": list(summary.rejected) if summary else [],
    }


def show_claims(read: Sequence[tuple[Article, Extraction]], explain: bool) -> None:
    """Print the claims of articles with their quotes and the fields that are known; then what is left unread.

    If asked to ``explain``, print before them each article's text with what the claims rest on marked (in colours, or
    in brackets where there are none), and with each claim what decided its fields.
    """
    console = open_console()
    n_claims = 0
    for article, found in read:
        if explain:
            _print_marked(console, article, found.claims, n_claims)
        for claim in found.claims:
            n_claims += 1
            _print_claim(console, claim, n_claims if explain else None)
    for sentence in (sentence for _, found in read for sentence in found.unread):
        console.print(f"\nunread: “{_plain(sentence.sentence)}”: {_plain(sentence.reason)}", soft_wrap=True)
    console.print(f"\n{n_claims} claims")


_MARK_STYLES: dict[MarkKind, str] = {
    "value": "bold black on yellow",
    "harm": "bold red",
    "claimant": "bold cyan",
    "party": "bold magenta",
}


def _print_marked(console: Console, article: Article, claims: Sequence[Claim], n_before: int) -> None:
    """Print an article's text with the marks of its claims, which are numbered from ``n_before`` + 1 on."""
    has_colours = console.is_terminal and not console.no_color
    shown = Text()
    at = 0
    for mark in mark_text(article.text, claims):
        shown.append(printable(article.text[at : mark.start]))
        words = printable(article.text[mark.start : mark.end])
        kind = " ".join([mark.kind, *(str(n_before + number) for number in mark.numbers)])
        if not has_colours:
            shown.append(f"[{kind}: {words}]")
        else:
            shown.append(words, _MARK_STYLES[mark.kind])
            if mark.kind == "value":
                shown.append(f"⟨{kind.partition(' ')[2]}⟩", "dim")
        at = mark.end
    shown.append(printable(article.text[at:]))
    console.print(f"\n[bold]{_plain(article.external_id)}[/bold]", soft_wrap=True)
    if has_colours:
        console.print(Text("  ").join(Text(kind, style) for kind, style in _MARK_STYLES.items()))
    console.print(shown, soft_wrap=True)


def _print_claim(console: Console, claim: Claim, number: int | None) -> None:
    """Print a claim with its quote: with a ``number``, what each field is and why, else the fields that are known."""
    place = f"{number}. " if number is not None else ""
    console.print(f"\n{place}[bold]{_plain(claim.value_text)}[/bold] in “{_plain(claim.quote)}”", soft_wrap=True)
    if number is None:
        hidden = ("quote", "reasons", "claim_id", "article_id", "extractor", "extractor_version")
        known = [(name, getattr(claim, name)) for name in Claim.__dataclass_fields__ if name not in hidden]
        told = (f"{name}={_plain(_as_text(value))}" for name, value in known if value is not None)
        console.print("  " + "  ".join(told), soft_wrap=True)
        return
    explained = explain_claim(claim)
    field_width = max(len(each.field) for each in explained)
    value_width = min(max(len(each.value) for each in explained), 40)
    for each in explained:
        line = f"    {each.field:<{field_width}}  {each.value:<{value_width}}  {each.reason}"
        console.print(_plain(line), soft_wrap=True)


def show_score(result: "Score", n_shown: int) -> None:
    """Print the figures of an evaluation, and up to ``n_shown`` each of the claims missed, made up and wrong."""
    console = open_console()
    console.print(
        f"{result.n_articles} articles, {result.n_gold} gold claims, {result.n_extracted} extracted, "
        f"{result.n_unplaced} with a quote that is not in the text"
    )
    rows = [
        [name, *(f"{value:.3f}" for value in (level.precision, level.recall, level.f1))]
        for name, level in result.levels.items()
    ]
    print_table(console, ["level", "precision", "recall", "F1"], rows)
    console.print(f"Dates: {result.n_dates_right} of {result.n_dates} are right.")
    shares = [[field, f"{share:.1%}"] for field, share in result.wrong_shares.items()]
    print_table(console, ["field", "wrong among found"], shares)
    for gold in result.missed[:n_shown]:
        console.print(f"missed {gold.article}: {_plain(repr(gold.value_text))} in {_plain(repr(gold.quote[:160]))}")
    for false in result.false[:n_shown]:
        console.print(
            f"no claim {false.article}: {_plain(repr(false.value_text))} in {_plain(repr(false.quote[:160]))}"
        )
    for wrong in result.wrong[:n_shown]:
        console.print(
            f"wrong {wrong.gold.article}: {_plain(repr(wrong.gold.value_text))}: {', '.join(wrong.fields)}"
            f" in {_plain(repr(wrong.gold.quote[:120]))}"
        )


def show_diff(diff: "Iterable[TableDiff]") -> None:
    """Print the tables that changed, with how many rows and which columns."""
    from tollbook.summary import CHANGE_COLUMNS, list_changes

    console, rows = open_console(), list_changes(diff)
    if rows:
        print_table(console, CHANGE_COLUMNS, rows)
    else:
        console.print("Nothing has changed.")


def show_settings(settings: "Iterable[Described]") -> None:
    """Print settings with their values, where those are from, and what they are for."""
    rows = [(each.name, _as_text(_as_setting(each.value)), each.origin, each.description) for each in settings]
    print_table(open_console(), ["setting", "value", "from", ""], rows)


def _as_setting(value: Any) -> Any:
    """Return a value of the settings as text or a list of texts; parts of a setting with their names."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return [f"{name}={each}" for name, each in value.items()]
    return list(value) if isinstance(value, tuple) else value


def show_status(status: "Status", due: Sequence[tuple[str, datetime]] | None) -> None:
    """Print the state of a warehouse, and when the deployments are due; ``None`` says that no server was asked."""
    from tollbook.status import CLAIMANT_COLUMNS, OUTLET_COLUMNS

    console = open_console()
    runs = [
        (f"{run.ended_at:%Y-%m-%d %H:%M}", run.status, run.n_articles_read, run.n_claims_added, run.message)
        for run in status.runs
    ]
    print_table(console, ["ended (UTC)", "came to", "articles read", "claims added", ""], runs, "Last runs")
    print_table(console, CLAIMANT_COLUMNS, status.claimants, "Claimants")
    print_table(console, OUTLET_COLUMNS, status.outlets, "Outlets")
    if status.n_pending:
        told = f", {status.n_failed} of them set aside" if status.n_failed else ""
        console.print(f"{status.n_pending} batches of articles wait for the present rules{told}: tollbook re-extract")
    if due is None:
        console.print("No server is asked for the next runs: PREFECT_API_URL names none.")
    elif not due:
        console.print("The server has no run of tollbook due: tollbook serve, or prefect deploy --all.")
    for name, at in due or ():
        console.print(f"next {name}: {at.astimezone():%Y-%m-%d %H:%M %Z}")


def show_queue(items: "Sequence[Item]", n_shown: int) -> None:
    """Print the first ``n_shown`` items of a review."""
    columns = ["weight", "item", "doubts", "quote"]
    rows = [[each.weight, f"{each.item_type} {each.item_id}", each.doubts, each.quote] for each in items[:n_shown]]
    console = open_console()
    print_table(console, columns, rows, f"To review, the first {len(rows)} of {len(items)}")


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print the rows of a query as a table."""
    print_table(open_console(), columns, list(rows))


def print_table(
    console: Console, columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str | None = None
) -> None:
    """Print rows as a table, every value as plain text: nothing in it is markup."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD if console.is_terminal else box.ASCII)
    for at, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[at], int | float) for row in rows)
        table.add_column(_plain(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_plain(_as_text(value)) for value in row))
    console.print(table)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return " ".join(_as_text(item) for item in value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _plain(text: str) -> str:
    """Return text in which nothing is markup, and nothing steers a terminal."""
    return escape(printable(text))


def printable(text: str) -> str:
    """Return text of the same length in which nothing steers a terminal."""
    return "".join(each if each.isprintable() or each in "\n\t" else "\ufffd" for each in text)
