"""Hold what is extracted from bulletins and news against the official series, day by day, and say why they differ.

The texts and the figures lie beside the project and are no part of it. ``python -m tests.independent.official_tolls``
prints the counts and every difference.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.warehouse_rows import PROJECT

from tollbook.articles import Article
from tollbook.claims import Claim, Measure
from tollbook.finding import find_in_article
from tollbook.reading import read

SHARED = PROJECT.parent / "shared"
BULLETINS = SHARED / "corpus" / "ukraine_mod_daily_2022.jsonl.gz"
NEWS = ("lexis_israel_gaza_2023", "bbc_cnn_fox_trt_2024")
AGREEING = ("matched", "rounded", "between reports")


@dataclass(frozen=True)
class Finding:
    """One figure held against the official one: how they stand to each other, and the words that it stands in."""

    kind: str
    day: date | None
    figure: float
    official: float | None
    words: str


def compare_bulletins() -> list[Finding]:
    """Return, for each ministry bulletin, its running total and its day's losses against the General Staff's series."""
    rows = json.loads((SHARED / "series" / "general-staff-personnel.json").read_bytes())
    totals = {date.fromisoformat(row["date"]): float(row["personnel"]) for row in rows}
    findings = []
    for article in _read_articles(BULLETINS):
        day = article.published_date
        assert day is not None
        (line,) = [line for line in article.text.splitlines() if "ersonnel" in line]
        claims = find_in_article(article, with_reasons=False).claims
        rise = totals[day] - totals[day - timedelta(1)]
        for name, official, basis in (("total", totals[day], "cumulative"), ("day", rise, "period")):
            if basis == "period" and "(+" not in line:
                findings.append(Finding("day: not printed", day, official, official, line))
                continue
            values = [claim.best for claim in claims if claim.time_basis == basis and claim.party_id == "RUS"]
            kind = "matched" if values == [official] else "differs" if values else "missing"
            if kind == "missing" and "осіб" in line:
                kind = "missing: the persons are counted in Ukrainian"
            findings.append(Finding(f"{name}: {kind}", day, values[0] or 0 if values else 0, official, line))
    return findings


def compare_gaza() -> list[Finding]:
    """Return the totals that articles give for Gaza on its health ministry's word, against the ministry's series."""
    return [
        finding
        for article, claims in _read_news()
        for claim in claims
        if _is_total(claim)
        for finding in [_judge(article, claim, _read_gaza()[claim.measure])]
    ]


def find_missing_gaza() -> list[Finding]:
    """Return the official totals of the days up to its own that an article prints digit by digit: found, or missing."""
    findings = []
    for article, claims in _read_news():
        for measure, totals in _read_gaza().items():
            values = {claim.best or claim.lower for claim in claims if claim.measure == measure}
            for day, official in _list_near(totals, article.published_date, range(4)):
                # Small numbers stand for many things.
                if official < 1000 or f"{official:,.0f}" not in article.text:
                    continue
                sentence = re.search(rf"[^.\n]*(?<![\d,]){official:,.0f}(?![\d,])[^.\n]*", article.text)
                if sentence and _HARM[measure].search(sentence[0]):
                    kind = "printed and found" if official in values else "printed but missing"
                    findings.append(Finding(kind, day, official, official, sentence[0].strip()))
    return findings


_HARM = {
    "killed": re.compile(r"kill|dea[dt]|died|lives|martyr", re.IGNORECASE),
    "wounded": re.compile(r"wound|injur|hurt", re.IGNORECASE),
}
_MINISTRY = re.compile(r"health (ministry|officials)|ministry of health", re.IGNORECASE)
_WEST_BANK = re.compile(
    r"West Bank|Ramallah|Jenin|Tulkarm|Tubas|arrest raids|occupied territory|intensified their raids", re.IGNORECASE
)


def _judge(article: Article, claim: Claim, totals: dict[date, float]) -> Finding:
    value = claim.best if claim.best is not None else claim.lower if claim.lower is not None else claim.upper
    assert value is not None
    day = claim.as_of_date if claim.date_precision == "day" else None
    near = _list_near(totals, day, range(-1, 4))
    official = totals.get(day) if day else None
    around = article.text[max(0, claim.quote_start - 400) : claim.quote_end]
    kind = _name_kind(claim, value, [total for _, total in near], totals, around)
    return Finding(kind, day, value, official, claim.quote)


def _name_kind(claim: Claim, value: float, near: list[float], totals: dict[date, float], around: str) -> str:
    """Return how a figure stands to the totals of the days about its own; the first that holds."""
    # Each explanation with what must hold for it, from the strongest to the weakest.
    kinds: dict[str, Callable[[], bool]] = {
        "matched": lambda: value in near,
        "vague: a word and no number": lambda: claim.qualifier == "vague",
        "rounded": lambda: any(_fits(claim, value, total) for total in near),
        "between reports": lambda: bool(near) and min(near) <= value <= max(near),
        "other place: the West Bank": lambda: bool(_WEST_BANK.search(around)),
        "no day: fits the series on some day": lambda: (
            not near and any(_fits(claim, value, total) for total in totals.values())
        ),
        "misdated: the war's first day is taken for the figure's": lambda: (
            claim.as_of_date == min(totals) and any(_fits(claim, value, total) for total in totals.values())
        ),
        "a part: one place, event or group": lambda: value < 0.1 * max(near, default=max(totals.values())),
    }
    return next((kind for kind, holds in kinds.items() if holds()), "unexplained")


def _fits(claim: Claim, value: float, total: float) -> bool:
    if claim.qualifier in {"more_than", "at_least"}:
        return value <= total <= 1.1 * value
    return abs(total - value) <= (0.06 if claim.qualifier in {"about", "nearly", "up_to"} else 0.03) * value


def _is_total(claim: Claim) -> bool:
    return (
        claim.claim_type == "count"
        and claim.claimant_id in {"gaza-health-ministry", "gaza-media-office"}
        and claim.party_id == "PSE"
        and claim.measure in _HARM
        and claim.time_basis == "cumulative"
        and claim.conflict_id == "israel-gaza-2023"
        and claim.victim_type is None
        and not claim.is_subset
        and claim.status not in {"projected", "disputed"}
    )


def _list_near(totals: dict[date, float], day: date | None, back: range) -> list[tuple[date, float]]:
    days = [day - timedelta(each) for each in back] if day else []
    return [(each, totals[each]) for each in days if each in totals]


_gaza: dict[Measure, dict[date, float]] = {}
_news: list[tuple[Article, tuple[Claim, ...]]] = []


def _read_gaza() -> dict[Measure, dict[date, float]]:
    """Return the ministry's totals by measure and day; on days without a report, the series' own filling."""
    if not _gaza:
        rows: list[dict[str, Any]] = json.loads((SHARED / "series" / "gaza-health-ministry-daily.json").read_bytes())
        columns: tuple[tuple[Measure, str], ...] = (("killed", "killed_cum"), ("wounded", "injured_cum"))
        for measure, column in columns:
            _gaza[measure] = {
                date.fromisoformat(row["report_date"]): float(row.get(column) or row[f"ext_{column}"]) for row in rows
            }
    return _gaza


def _read_news() -> list[tuple[Article, tuple[Claim, ...]]]:
    if not _news:
        with TemporaryDirectory() as folder:
            for name in NEWS:
                # Articles of other things are left out unread: they are most of the corpus.
                with gzip.open(SHARED / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                    chosen = [line for line in lines if "Gaza" in line and _MINISTRY.search(line)]
                path = Path(folder) / f"{name}.jsonl"
                path.write_text("".join(chosen), encoding="utf-8")
                _news.extend(
                    (article, find_in_article(article, with_reasons=False).claims) for article in _read_articles(path)
                )
    return _news


def _read_articles(path: Path) -> Iterator[Article]:
    return (entry for entry in read([path]) if isinstance(entry, Article))


def main() -> None:
    """Print the counts of each comparison, and every figure that does not simply agree."""
    for name, findings in (
        ("bulletins", compare_bulletins()),
        ("Gaza, extracted totals", compare_gaza()),
        ("Gaza, printed totals", find_missing_gaza()),
    ):
        print(f"\n{name}: {len(findings)}")
        for kind, count in Counter(each.kind for each in findings).most_common():
            print(f"  {count:4} {kind}")
        for each in findings:
            if not each.kind.endswith(("matched", "rounded", "between reports", "found", "printed")):
                print(f"  {each.kind} | {each.day} {each.figure:,.0f}, official {each.official} | {each.words[:160]!r}")


if __name__ == "__main__":
    main()
