from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from tests.archive.archived_rows import archive_in, read_rows

from tollbook.archive import (
    CLAIM_SCHEMA,
    REJECTED_CLAIM_SCHEMA,
    UNREAD_SCHEMA,
    Shard,
    add_articles,
    frame_claims,
    frame_unread,
    list_pending_shards,
    write_claims,
)
from tollbook.articles import Article, article_id_of, content_hash
from tollbook.claims import Claim, UnreadSentence

QUOTE = "Five soldiers were killed."
NO_UNREAD = frame_unread([])
NO_REJECTED = pl.DataFrame(schema=REJECTED_CLAIM_SCHEMA)


def make_article(title: str | None = None, text: str = QUOTE) -> Article:
    sha256 = content_hash(text)
    article_id = article_id_of("raid.txt", sha256)
    return Article(article_id, "raid", text, sha256, "raid.txt", title=title, address="raid.txt")


def make_claim(claim_id: str = "c1", article: Article | None = None) -> Claim:
    values = dict.fromkeys((field.name for field in fields(Claim)), None) | {
        "claim_id": claim_id,
        "article_id": (article or make_article()).article_id,
        "quote": QUOTE,
        "quote_start": 0,
        "quote_end": len(QUOTE),
        "value_text": "Five",
        "value_start": 0,
        "value_end": 4,
        "best": 5.0,
        "as_of_date": date(2023, 3, 7),
        "is_subset": False,
        "reasons": (("measure", "the word killed"), ("value", "the word Five")),
    }
    return Claim(**values)  # type: ignore[arg-type]


def add(warehouse: Path, title: str | None = None) -> Shard:
    shard = add_articles(archive_in(warehouse), [make_article(title)], datetime(2023, 3, 7, tzinfo=UTC))
    assert shard is not None
    return shard


def test_claims_unread_and_rejected_come_back_by_version(tmp_path: Path) -> None:
    shard = add(tmp_path)
    claims = frame_claims([make_claim()])
    unread = frame_unread([UnreadSentence(make_article().article_id, QUOTE, 0, 26, "no party")])
    rejected = frame_claims([make_claim("c2")]).with_columns(reason=pl.lit("best is below lower"))
    write_claims(archive_in(tmp_path), shard, "v1", claims, unread, rejected)
    assert read_rows(archive_in(tmp_path), "claims", "v1").rows() == claims.rows()
    assert read_rows(archive_in(tmp_path), "unread", "v1").rows() == unread.rows()
    assert read_rows(archive_in(tmp_path), "rejected", "v1").rows() == rejected.rows()
    assert read_rows(archive_in(tmp_path), "claims", "v2").schema == pl.Schema(CLAIM_SCHEMA)
    assert read_rows(archive_in(tmp_path), "unread", "v2").schema == pl.Schema(UNREAD_SCHEMA)


def test_reasons_are_kept_field_by_field() -> None:
    assert frame_claims([make_claim()])["reasons"].to_list() == [
        [{"field": "measure", "reason": "the word killed"}, {"field": "value", "reason": "the word Five"}]
    ]


def test_a_shard_is_pending_for_each_version_until_its_claims_are_written(tmp_path: Path) -> None:
    shard = add(tmp_path)
    assert list_pending_shards(archive_in(tmp_path), "v1") == [shard]
    write_claims(archive_in(tmp_path), shard, "v1", frame_claims([]), NO_UNREAD, NO_REJECTED)
    assert list_pending_shards(archive_in(tmp_path), "v1") == []
    assert list_pending_shards(archive_in(tmp_path), "v2") == [shard]


def test_claims_of_a_row_that_was_replaced_are_no_longer_read(tmp_path: Path) -> None:
    old = add(tmp_path)
    write_claims(archive_in(tmp_path), old, "v1", frame_claims([make_claim()]), NO_UNREAD, NO_REJECTED)
    new = add(tmp_path, "The raid")
    assert read_rows(archive_in(tmp_path), "claims", "v1").height == 0
    assert list_pending_shards(archive_in(tmp_path), "v1") == [new]
    assert list_pending_shards(archive_in(tmp_path), "v2") == [old, new]
    write_claims(archive_in(tmp_path), new, "v1", frame_claims([make_claim()]), NO_UNREAD, NO_REJECTED)
    assert read_rows(archive_in(tmp_path), "claims", "v1")["claim_id"].to_list() == ["c1"]


def test_writing_the_same_claims_again_gives_the_same_bytes(tmp_path: Path) -> None:
    shard = add(tmp_path)
    path = tmp_path / "archive" / "claims" / "v1" / "claims" / f"{shard.shard_id}.parquet"
    contents = []
    for _ in range(2):
        write_claims(archive_in(tmp_path), shard, "v1", frame_claims([make_claim()]), NO_UNREAD, NO_REJECTED)
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]


def test_a_frame_that_does_not_fit_is_refused_by_column_before_anything_is_written(tmp_path: Path) -> None:
    shard = add(tmp_path)
    wrong = frame_claims([make_claim()]).drop("quote").with_columns(pl.col("best").cast(pl.Int64))
    with pytest.raises(ValueError, match="quote is missing, not String, best is Int64, not Float64"):
        write_claims(archive_in(tmp_path), shard, "v1", wrong, NO_UNREAD, NO_REJECTED)
    assert not (tmp_path / "archive" / "claims").exists()


@pytest.mark.parametrize("version", ["", "../up", "a/b", ".hidden"])
def test_a_version_that_cannot_name_a_folder_is_refused(tmp_path: Path, version: str) -> None:
    with pytest.raises(ValueError, match="cannot name a folder"):
        list_pending_shards(archive_in(tmp_path), version)
