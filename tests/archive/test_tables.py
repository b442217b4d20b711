from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from tests.archive.archived_rows import archive_in, open_tables, read_rows
from tests.archive.test_found import NO_REJECTED, NO_UNREAD, add, make_article, make_claim

from tollbook.archive import ARTICLE_SCHEMA, add_articles, frame_claims, write_claims
from tollbook.archive.schemas import INVALID_ARTICLE_SCHEMA
from tollbook.archive.writing import write_frame


@pytest.mark.parametrize("name", ["in[1]*", "it's", "plain"])
def test_an_archive_is_read_whatever_its_folder_is_called(tmp_path: Path, name: str) -> None:
    shard = add(tmp_path / name)
    write_claims(archive_in(tmp_path / name), shard, "v1", frame_claims([make_claim()]), NO_UNREAD, NO_REJECTED)
    assert read_rows(archive_in(tmp_path / name), "articles")["external_id"].to_list() == ["raid"]
    assert read_rows(archive_in(tmp_path / name), "claims")["claim_id"].to_list() == ["c1"]


def test_articles_that_failed_validation_are_left_out_and_returned_with_their_reason(tmp_path: Path) -> None:
    shard = add(tmp_path)
    row = {name: getattr(make_article(), name, None) for name in INVALID_ARTICLE_SCHEMA} | {"reason": "no words"}
    invalid = pl.DataFrame([row], schema=INVALID_ARTICLE_SCHEMA)
    write_claims(archive_in(tmp_path), shard, "v1", frame_claims([make_claim()]), NO_UNREAD, NO_REJECTED, invalid)
    with open_tables(archive_in(tmp_path)) as (_, told):
        assert told.select("article_id", "reason").rows() == [(make_article().article_id, "no words")]
    assert read_rows(archive_in(tmp_path), "articles").height == 0
    assert read_rows(archive_in(tmp_path), "claims").height == 0


def test_a_column_that_all_shards_lack_is_null(tmp_path: Path) -> None:
    shard = add(tmp_path)
    (path,) = archive_in(tmp_path).fetch([shard.name])
    write_frame(archive_in(tmp_path), shard.name, pl.read_parquet(path).drop("figures"))
    articles = read_rows(archive_in(tmp_path), "articles")
    assert articles.schema == pl.Schema(ARTICLE_SCHEMA)
    assert articles["figures"].to_list() == [None]


def test_claims_come_in_the_order_in_which_their_articles_were_loaded(tmp_path: Path) -> None:
    storage = archive_in(tmp_path)
    for day, text in enumerate(("Third.", "First.", "Second.")):
        article = make_article(text=text)
        shard = add_articles(storage, [article], datetime(2023, 3, 7 + day, tzinfo=UTC))
        assert shard is not None
        claims = [make_claim(f"{text}{n}", article) for n in range(2)]
        write_claims(storage, shard, "v1", frame_claims(claims), NO_UNREAD, NO_REJECTED)
    expected = ["Third.0", "Third.1", "First.0", "First.1", "Second.0", "Second.1"]
    assert read_rows(storage, "claims")["claim_id"].to_list() == expected
