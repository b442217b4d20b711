"""How much of what can go wrong with the claims of real articles is caught: a table, made by hand.

python -m tests.fuzzing.catch_corruptions ../shared/corpus/bbc_cnn_fox_trt_2024.jsonl.gz --tries 300
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import polars as pl
from tests.fuzzing.catching import Tally, catch, find_suspects

from tollbook import archive
from tollbook.articles import Article
from tollbook.finding import find_and_resolve
from tollbook.reading import read
from tollbook.stages import frame_articles
from tollbook.validation import validate_articles, validate_claims

LOADED = {"shard_id": "s" * 16, "is_current": True}


def frame_loaded(articles: Sequence[Article]) -> pl.DataFrame:
    """Return articles as they lie in the archive, all loaded at once."""
    frame = validate_articles(frame_articles(articles)).valid
    at = pl.lit("2030-01-01").str.to_datetime(time_unit="us", time_zone="UTC").alias("first_loaded_at")
    return frame.with_columns(at, **{name: pl.lit(value) for name, value in LOADED.items()}).select(
        list(archive.ARTICLE_SCHEMA)
    )


def find_good(articles: Sequence[Article]) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """Return the articles that make a claim, their claims that hold, and how many were rejected."""
    frame = frame_loaded(articles)
    claims = archive.frame_claims(claim for each in find_and_resolve(articles) for claim in each.claims)
    split = validate_claims(claims, frame)
    kept = split.valid.join(frame, on="article_id", how="semi", maintain_order="left")
    return frame.join(kept, on="article_id", how="semi", maintain_order="left"), kept, split.rejected.height


def print_tally(tally: Tally) -> None:
    """Print one line for a corruption, and what escaped first."""
    by = ", ".join(f"{name} {n}" for name, n in tally.caught_by.most_common(3))
    print(
        f"{tally.corruption:<34} {tally.n_tries:>5} {tally.n_by_schema:>7} {tally.n_by_check:>7} "
        f"{len(tally.escaped):>7} {tally.share:>7.1%}  {by}"
    )


def main() -> None:
    """Print the table for the articles that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--tries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--articles", type=int, default=1500, help="how many articles with claims are taken, evenly")
    parser.add_argument("--escaped", type=int, default=0, help="how many escaped claims are shown")
    asked = parser.parse_args()
    read_at = time.perf_counter()
    articles = {each.article_id: each for each in read(asked.paths) if isinstance(each, Article)}
    some = list(articles.values())[:: max(1, len(articles) // (asked.articles * 2))]
    frame, claims, n_rejected = find_good(some)
    found_at = time.perf_counter()
    validate_claims(claims, frame)
    seconds = time.perf_counter() - found_at
    print(f"{frame.height} articles, {claims.height} good claims, {n_rejected} rejected before anything went bad")
    print(f"validation of all: {seconds:.2f} s, {seconds / (found_at - read_at):.2%} of reading and extraction\n")
    good = find_suspects(frame, claims)
    print(f"{'corruption':<34} {'tries':>5} {'schema':>7} {'checks':>7} {'escaped':>7} {'caught':>7}  by what most")
    tallies = catch(frame, claims, good, asked.seed, asked.tries)
    for tally in tallies:
        print_tally(tally)
        for bad in tally.escaped[: asked.escaped]:
            print(f"      {bad['value_text']!r} {bad['party_id']} {bad['claimant_name']} in {bad['quote'][:160]!r}")
    n_tries, n_escaped = sum(each.n_tries for each in tallies), sum(len(each.escaped) for each in tallies)
    print(f"\n{n_tries} tries, {n_escaped} escaped: {1 - n_escaped / n_tries:.1%} caught;", end=" ")
    tried = [each.share for each in tallies if each.n_tries]
    print(f"{sum(tried) / len(tried):.1%} on average over the corruptions\n")
    print("good claims, or claims as good as they are, that a check or finding selects:")
    for check, n in Counter(check for check, _ in good).most_common():
        print(f"{check:<42} {n:>5} {n / claims.height:>7.2%}")


if __name__ == "__main__":
    main()
