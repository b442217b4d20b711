"""How much of what can go wrong with a claim is caught, and by what: schema, check or finding."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import polars as pl
from tests.fuzzing.corruptions import CORRUPTIONS, Row, corrupt
from tests.warehouse_rows import PROJECT, open_loaded

from tollbook.archive import ARTICLE_SCHEMA, CLAIM_SCHEMA
from tollbook.validation import validate_claims
from tollbook.warehouse import build_models


@dataclass(slots=True)
class Tally:
    """What became of one corruption: how many tries schema, checks and findings caught, by which, and what escaped."""

    corruption: str
    n_tries: int = 0
    n_by_schema: int = 0
    n_by_check: int = 0
    caught_by: Counter[str] = field(default_factory=Counter)
    escaped: list[Row] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the tries that was caught; 1 where there was none."""
        return 1 - len(self.escaped) / self.n_tries if self.n_tries else 1.0


def corrupt_claims(
    name: str, articles: Mapping[str, Row], claims: Sequence[Row], seed: int, n_most: int
) -> list[tuple[Row, Row]]:
    """Return up to ``n_most`` pairs of a good claim and what corruption ``name`` makes of it, one for each article.

    ``claims`` are sorted by article.
    """
    chance = Random(f"{seed} {name}")
    pairs = list[tuple[Row, Row]]()
    for article_id, group in groupby(claims, key=lambda claim: claim["article_id"]):
        told = list(group)
        chance.shuffle(told)
        for at, claim in enumerate(told):
            bad = corrupt(name, claim, articles[article_id], told[:at] + told[at + 1 :], chance)
            if bad is not None:
                pairs.append((claim, bad))
                break
    chance.shuffle(pairs)
    return pairs[:n_most]


def find_suspects(articles: pl.DataFrame, claims: pl.DataFrame) -> set[tuple[str, str]]:
    """Return what checks and findings select among claims: the name of the check, and the claim's id."""
    with tempfile.TemporaryDirectory() as folder:
        return set(_find_suspects(Path(folder), articles, claims))


def catch(
    articles: pl.DataFrame, claims: pl.DataFrame, good: set[tuple[str, str]], seed: int = 0, n_most: int = 300
) -> list[Tally]:
    """Return what becomes of every corruption of up to ``n_most`` of the ``claims``, which must be good ones.

    ``good`` is what checks and findings select among them nevertheless.
    """
    article_rows = {row["article_id"]: row for row in articles.iter_rows(named=True)}
    rows = claims.sort("article_id", "value_start", maintain_order=True).to_dicts()
    tallies, passed = [], list[tuple[Tally, Row, Row]]()
    for name in CORRUPTIONS:
        pairs = corrupt_claims(name, article_rows, rows, seed, n_most)
        tallies.append(Tally(name, len(pairs)))
        passed += [(tallies[-1], *pair) for pair in _pass_schema(articles, claims, pairs, tallies[-1])]
    with tempfile.TemporaryDirectory() as folder:
        for batch in _part_articles(passed):
            _pass_checks(Path(folder), articles, claims, batch, good)
    return tallies


def _part_articles(passed: Sequence[tuple[Tally, Row, Row]]) -> list[list[tuple[Tally, Row, Row]]]:
    """Return the bad claims in batches that have no two of one article, so that none is suspected for another."""
    batches: list[dict[str, tuple[Tally, Row, Row]]] = []
    for each in passed:
        article_id = each[1]["article_id"]
        batch = next((batch for batch in batches if article_id not in batch), None)
        if batch is None:
            batch = {}
            batches.append(batch)
        batch[article_id] = each
    return [list(batch.values()) for batch in batches]


def _pass_schema(
    articles: pl.DataFrame, claims: pl.DataFrame, pairs: Sequence[tuple[Row, Row]], tally: Tally
) -> list[tuple[Row, Row]]:
    """Return the pairs whose bad claim the schema lets pass among all the good ones; note the others."""
    mixed = _mix(claims, pairs)
    rejected = validate_claims(mixed, articles).rejected
    reasons = {(row["article_id"], row["claim_id"]): row["reason"] for row in rejected.iter_rows(named=True)}
    passed = []
    for claim, bad in pairs:
        reason = reasons.get((bad["article_id"], bad["claim_id"]))
        if reason is None:
            passed.append((claim, bad))
        else:
            tally.n_by_schema += 1
            tally.caught_by[reason.split("; ")[0].split(":")[0]] += 1
    return passed


def _pass_checks(
    folder: Path,
    articles: pl.DataFrame,
    claims: pl.DataFrame,
    batch: Sequence[tuple[Tally, Row, Row]],
    good: set[tuple[str, str]],
) -> None:
    """Note for each bad claim the first check or finding that selects it, or that it escaped."""
    suspects = defaultdict[str, list[str]](list)
    for check, claim_id in _find_suspects(folder, articles, _mix(claims, [(claim, bad) for _, claim, bad in batch])):
        suspects[claim_id].append(check)
    for tally, claim, bad in batch:
        # What is suspected of the good claim, too, says nothing of what went bad.
        news = (check for check in suspects[bad["claim_id"]] if (check, claim["claim_id"]) not in good)
        if (suspect := next(news, None)) is None:
            tally.escaped.append(bad)
        else:
            tally.n_by_check += 1
            tally.caught_by[suspect] += 1


def _mix(claims: pl.DataFrame, pairs: Sequence[tuple[Row, Row]]) -> pl.DataFrame:
    """Return the claims with the bad ones in the place of the good ones that they were made of."""
    bad = pl.DataFrame([bad for _, bad in pairs], schema=CLAIM_SCHEMA, orient="row")
    gone = [claim["claim_id"] for claim, _ in pairs]
    return pl.concat([claims.filter(~pl.col("claim_id").is_in(gone)), bad])


def _find_suspects(folder: Path, articles: pl.DataFrame, claims: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield what the checks and the findings of contradictions select: the name of the check, and the claim's id."""
    unique = claims.unique("claim_id", keep="first", maintain_order=True)
    with open_loaded(folder / "w.duckdb", articles.select(list(ARTICLE_SCHEMA)), unique) as con:
        build_models(con, PROJECT / "sql")
        for path in sorted((PROJECT / "sql" / "checks").glob("*.sql")):
            cursor = con.execute(path.read_text(encoding="utf-8"))
            columns = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                yield from ((path.stem, each) for each in _list_ids(dict(zip(columns, row, strict=True))))
        yield from _find_contradictions(con)


def _list_ids(row: Mapping[str, Any]) -> Iterable[str]:
    return row["claim_ids"] or [] if "claim_ids" in row else [row["claim_id"]] if "claim_id" in row else []


def _find_contradictions(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    findings = con.execute(
        "select finding_type, claim_ids from marts.consistency_findings where severity = 'contradiction' order by all"
    ).fetchall()
    yield from ((f"finding: {kind}", claim_id) for kind, claim_ids in findings for claim_id in claim_ids)
