"""What a published warehouse holds, in the few numbers and rows that are shown at the end of a run."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.warehouse import TableDiff, open_published

__all__ = [
    "CHANGE_COLUMNS",
    "SERIES_COLUMNS",
    "Summary",
    "list_changes",
    "render_changes",
    "render_markdown",
    "render_table",
    "summarize",
]

SERIES_COLUMNS = (
    *("as_of_date", "date_precision", "claimant_name", "party_id", "victim_type", "measure", "time_basis"),
    "figures_reported",
)


@dataclass(frozen=True)
class Summary:
    """Counts of rows, the newest of ``n_series`` rows of the series (``SERIES_COLUMNS``), and what was rejected."""

    counts: dict[str, int]
    series: tuple[tuple[Any, ...], ...]
    n_series: int
    rejected: tuple[str, ...]
    n_rejected: int


def summarize(database: Path, n_rows: int = 20) -> Summary:
    """Return the summary of a published database with at most ``n_rows`` rows of each list.

    Raises ``FileNotFoundError`` if there is none.
    """
    with open_published(database) as con:
        ((articles, claims, origins, rejected_articles, rejected_claims, unread),) = con.execute(
            """select
                (select count(*) from marts.articles),
                (select count(*) from marts.claims),
                (select count(distinct origin_id) from marts.claims),
                (select count(*) from quality.rejected_articles),
                (select count(*) from quality.rejected_claims),
                (select count(*) from quality.unread_sentences)"""
        ).fetchall()
        series = con.execute(
            f"""select {", ".join(SERIES_COLUMNS)} from marts.casualty_series
            order by as_of_date desc nulls last, party_id, claimant_name, measure limit {n_rows}"""
        ).fetchall()
        ((n_series,),) = con.execute("select count(*) from marts.casualty_series").fetchall()
        rejected = con.execute(
            f"""select message from quality.rejected_articles
            union all
            select c.value_text || ' in ' || a.file_path || ': ' || c.reason
            from quality.rejected_claims as c left join marts.articles as a using (article_id)
            limit {n_rows}"""
        ).fetchall()
    return Summary(
        counts={
            "articles": articles,
            "claims": claims,
            "original figures": origins,
            "rejected articles": rejected_articles,
            "rejected claims": rejected_claims,
            "unread sentences": unread,
        },
        series=tuple(series),
        n_series=n_series,
        rejected=tuple(message for (message,) in rejected),
        n_rejected=rejected_articles + rejected_claims,
    )


def render_markdown(summary: Summary) -> str:
    """Return a summary as Markdown tables; nothing in a value is Markdown or HTML."""
    parts = [render_table(("", "rows"), summary.counts.items())]
    if summary.series:
        parts += [f"## Casualty series, {len(summary.series)} of {summary.n_series} rows"]
        parts += [render_table(SERIES_COLUMNS, summary.series)]
    if summary.rejected:
        parts += [f"## Rejected ({summary.n_rejected})", render_table(("why",), [(why,) for why in summary.rejected])]
    return "\n\n".join(parts) + "\n"


CHANGE_COLUMNS = ("table", "rows", "added", "removed", "changed", "columns")


def list_changes(diff: Iterable[TableDiff]) -> list[tuple[Any, ...]]:
    """Return a row of ``CHANGE_COLUMNS`` for each table that is not as it was."""
    return [
        (each.table, each.n_rows, each.n_added, each.n_removed, each.n_changed, _describe_columns(each))
        for each in diff
        if not each.is_unchanged or each.change != "kept"
    ]


def render_changes(diff: Iterable[TableDiff]) -> str:
    """Return as Markdown what a build changed of the one before."""
    rows = list_changes(diff)
    return "## Changed\n\n" + (render_table(CHANGE_COLUMNS, rows) if rows else "Nothing.") + "\n"


def _describe_columns(diff: TableDiff) -> str:
    if diff.change != "kept":
        return f"{diff.change}: the whole table"
    retyped = [f"{name}: {before} now {after}" for name, (before, after) in diff.columns_retyped.items()]
    return ", ".join(
        [*(f"+{name}" for name in diff.columns_added), *(f"-{name}" for name in diff.columns_removed), *retyped]
    )


def render_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as a Markdown table; nothing in a value is Markdown or HTML."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(_render_cell(value) for value in line) + " |" for line in lines)


def _render_cell(value: Any) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", text) if text != "---" else text
