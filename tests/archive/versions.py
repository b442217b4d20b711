"""An archive of each schema version: ``python -m tests.archive.versions`` writes the one of the present version.

Run it once when the version changes, and never again for that version: what it wrote then is what must be read.
"""

from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from tollbook.archive import Shard, add_articles, frame_claims, frame_unread, write_claims
from tollbook.archive.files import FileReading, record_file_readings
from tollbook.archive.schemas import REJECTED_CLAIM_SCHEMA, SCHEMA_VERSION
from tollbook.articles import Article, article_id_of, content_hash
from tollbook.claims import Claim, UnreadSentence
from tollbook.reading import RejectedArticle
from tollbook.storage import Folder, Storage
from tollbook.warehouse import Run, write_run

VERSIONS = Path(__file__).parent / "versions"
EXTRACTOR_VERSION = "rules-of-then"
FIRST, SECOND, OTHER = (
    "Sylvania killed 5 soldiers of Freedonia on Monday.",
    "Sylvania killed 7 soldiers of Freedonia on Monday. Dozens fled.",
    "Freedonia lost 500 men, its Ministry of Defence said.",
)
DAY = date(2029, 12, 31)
DAYS = [datetime(2030, 1, day, tzinfo=UTC) for day in range(1, 5)]


def write_archive(storage: Storage) -> None:
    """Write an archive with everything in it that an archive can hold."""
    first, second, other = (
        _make_article(text, address) for text, address in ((FIRST, "raid"), (SECOND, "raid"), (OTHER, "toll"))
    )
    shards = [add_articles(storage, [first, other], DAYS[0]), add_articles(storage, [second], DAYS[1])]
    # The first version comes back after the second.
    assert add_articles(storage, [first], DAYS[2]) is None
    rejected = RejectedArticle("torn.json", "", "invalid_json", "it ends in the middle", "write it anew")
    record_file_readings(
        storage,
        [
            FileReading("raid.json", DAYS[2], "reader-of-then", 120, 1_893_456_000_000_000_000, "a" * 64, 1),
            FileReading("torn.json", DAYS[2], "reader-of-then", rejected=(rejected,)),
        ],
    )
    for shard in shards:
        assert shard
        _write_found(storage, shard, other if shard.n_articles == 2 else second)
    run = Run(
        "20300104T000000Z-then", "published", "then", DAYS[3], DAYS[3], "0.1.0", "rules", n_articles=3, n_claims=1
    )
    write_run(storage, run)


def _make_article(text: str, address: str) -> Article:
    sha256 = content_hash(text)
    return Article(
        article_id=article_id_of(address, sha256),
        external_id=address,
        text=text,
        content_sha256=sha256,
        file_path=f"{address}.json",
        title="War",
        published_date=DAY,
        published_earliest_date=DAY,
        published_latest_date=DAY,
        published_date_basis="stated",
        address=address,
    )


def _write_found(storage: Storage, shard: Shard, article: Article) -> None:
    number = "500" if article.text == OTHER else "7"
    claim = _make_claim(article, number)
    claims, rejected = frame_claims([claim]), pl.DataFrame(schema=REJECTED_CLAIM_SCHEMA)
    if article.text == SECOND:
        rejected = claims.with_columns(reason=pl.lit("it was wrong"))
        claims = claims.clear()
    start = article.text.find("Dozens")
    unread = [UnreadSentence(article.article_id, "Dozens fled.", start, len(article.text), "no harm")] * (start > 0)
    write_claims(storage, shard, EXTRACTOR_VERSION, claims, frame_unread(unread), rejected)


def _make_claim(article: Article, number: str) -> Claim:
    start = article.text.index(number)
    values: dict[str, Any] = dict.fromkeys((field.name for field in fields(Claim)), None)
    return Claim(
        **values
        | {
            "claim_id": number.rjust(16, "0"),
            "article_id": article.article_id,
            "quote": article.text,
            "quote_start": 0,
            "quote_end": len(article.text),
            "value_text": number,
            "value_start": start,
            "value_end": start + len(number),
            "claim_type": "count",
            "measure": "losses",
            "measure_text": "lost",
            "lower": float(number),
            "best": float(number),
            "upper": float(number),
            "as_of_date": DAY,
            "is_subset": False,
            "reasons": (("measure", "the word lost"),),
        }
    )


if __name__ == "__main__":
    write_archive(Folder(VERSIONS / str(SCHEMA_VERSION) / "archive"))
