"""What a run did, as pages of Markdown that an orchestrator keeps beside the run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tollbook.pipeline import Outcome
from tollbook.place import Place
from tollbook.summary import render_changes, render_markdown, render_table, summarize
from tollbook.warehouse import CheckResult, open_published, read_diff

__all__ = ["Disagreement", "find_largest_disagreement", "write_pages"]

N_SHOWN = 50
"""How many rows of each list a page shows; it says how many there are."""

_NEW = """
    with dated as (
        select c.claim_id, a.first_loaded_at >= $since as is_new
        from marts.claims as c inner join marts.articles as a using (article_id)
    )"""
_FIGURES = f"""{_NEW}
    select
        if(bool_and(dated.is_new), 'new', 'changed') as what, s.as_of_date, s.claimant_name, s.party_name,
        s.victim_type, s.measure, s.time_basis, s.figures_reported
    from marts.casualty_series as s, unnest(s.claim_ids) as of_series (claim_id)
    inner join dated on of_series.claim_id = dated.claim_id
    group by all
    having bool_or(dated.is_new)
    order by what desc, as_of_date desc nulls last, claimant_name, party_name, measure, victim_type, time_basis"""
_FINDINGS = f"""{_NEW}
    select distinct f.severity, f.finding, f.published_date, a.outlet_name, a.file_path
    from marts.consistency_findings as f
    left join marts.articles as a on f.article_id = a.article_id, unnest(f.claim_ids) as of_finding (claim_id)
    inner join dated on of_finding.claim_id = dated.claim_id
    where f.severity in ('contradiction', 'tension') and dated.is_new
    order by f.severity, f.published_date desc nulls last, f.finding"""
_DRIFT = """
    select
        d.drift, d.original_text, d.original_outlet_name, d.original_published_date, d.restated_text,
        d.restated_outlet_name, d.restated_published_date
    from marts.citation_drift as d
    inner join marts.claims as c on d.restated_claim_id = c.claim_id
    inner join marts.articles as a using (article_id)
    where a.first_loaded_at >= $since
    order by d.restated_published_date desc nulls last, d.drift, d.original_text, d.restated_text"""
_LARGEST = """
    select party_name, measure, claimant_name_a, claimant_name_b, as_of_date, ratio_best
    from marts.source_comparisons
    where comparability = 'comparable' and time_basis = 'cumulative' and ratio_best > 0
    order by abs(ln(ratio_best)) desc, as_of_date desc, claimant_name_a, claimant_name_b, party_name, measure
    limit 1"""


@dataclass(frozen=True)
class Disagreement:
    """Two claimants' totals for one side that are comparable: the first is ``ratio`` times the second."""

    party_name: str
    measure: str
    claimant_a: str
    claimant_b: str
    as_of_date: date
    ratio: float

    @property
    def size(self) -> float:
        """How many times the larger figure is the smaller one; 1 or more."""
        return max(self.ratio, 1 / self.ratio)


def write_pages(outcome: Outcome, place: Place) -> dict[str, str]:
    """Return pages of Markdown by the name of what they tell.

    ``run`` is what was read, found, rejected and left unread; ``checks`` what each check selected. After a publish
    there are also ``figures`` (rows of the series that the run's articles made or changed), ``findings`` (arithmetic
    and drift that they brought) and ``changes`` (of the tables since the version before). Nothing that an article
    printed is Markdown or HTML in them.
    """
    pages = {"run": _tell_run(outcome, place)}
    if outcome.checks:
        pages["checks"] = _tell_checks(outcome.checks)
    if outcome.status == "published":
        since = {"since": outcome.run.started_at}
        with open_published(place.database) as con:
            pages["figures"] = "## New and changed figures\n\n" + _tell_rows(con, _FIGURES, since)
            pages["findings"] = (
                f"## Arithmetic that does not hold\n\n{_tell_rows(con, _FINDINGS, since)}\n"
                f"## Figures that changed on their way\n\n{_tell_rows(con, _DRIFT, since)}"
            )
        pages["changes"] = render_changes(read_diff(place.changes))
    return pages


def find_largest_disagreement(database: Path) -> Disagreement | None:
    """Return the two comparable running totals that are furthest apart by ratio; ``None`` where none can be compared,
    or nothing is published.
    """
    if not database.is_file():
        return None
    with open_published(database) as con:
        rows = con.execute(_LARGEST).fetchall()
    return Disagreement(*rows[0]) if rows else None


def _tell_run(outcome: Outcome, place: Place) -> str:
    reading, run = outcome.reading, outcome.run
    counts = {
        "files read": reading.n_files - reading.n_files_unchanged,
        "files unchanged": reading.n_files_unchanged,
        "articles new": reading.n_articles_new,
        "articles known": reading.n_articles_known,
        "files and records rejected": reading.n_rejected,
        "batches read": len(outcome.batches),
        "batches set aside": len(outcome.failures),
        "claims found": sum(batch.n_claims for batch in outcome.batches),
        "claims rejected": sum(batch.n_rejected_claims for batch in outcome.batches),
        "sentences unread": sum(batch.n_unread_sentences for batch in outcome.batches),
    }
    parts = [f"## Run {run.run_id}: {outcome.status}", render_table(("in this run", ""), list(counts.items()))]
    if outcome.failures:
        rows = [(failure.shard_id, failure.n_articles, failure.error) for failure in outcome.failures]
        parts += ["## Batches set aside", render_table(("batch", "articles", "error"), rows)]
    if place.database.is_file():
        parts += ["## In the warehouse", render_markdown(summarize(place.database))]
    return "\n\n".join(parts) + "\n"


def _tell_checks(checks: Sequence[CheckResult]) -> str:
    failed = sorted((check for check in checks if not check.passed), key=lambda check: check.severity)
    rows = [(check.severity, check.check_name, check.n_rows, check.description) for check in failed]
    told = render_table(("severity", "check", "rows", "what is wrong with them"), rows) if rows else "All passed."
    parts = [f"## Checks: {len(checks) - len(failed)} of {len(checks)} passed", told]
    for check in failed:
        if check.rows:
            parts += [
                f"### {check.check_name}",
                render_table(list(check.rows[0]), [list(r.values()) for r in check.rows]),
            ]
    return "\n\n".join(parts) + "\n"


def _tell_rows(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> str:
    cursor = con.execute(sql, values)
    columns = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    if not rows:
        return "None.\n"
    more = f"\n\n{len(rows) - N_SHOWN} more." if len(rows) > N_SHOWN else ""
    return render_table(columns, rows[:N_SHOWN]) + more + "\n"
