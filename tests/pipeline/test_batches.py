"""Batches of articles: those that fail, those that take too long, and what newer rules make of all."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from tests.pipeline.desk import Desk

from tollbook import archive, finding, program, stages
from tollbook.archive import BatchFailure, Shard
from tollbook.articles import Article
from tollbook.claims import Extraction
from tollbook.extraction.engine import extract
from tollbook.pipeline import Input, make_plain_stages, re_extract
from tollbook.place import Place
from tollbook.program import claims_version
from tollbook.search import find_claims, open_search
from tollbook.stages import BatchReport, list_batches
from tollbook.warehouse import open_published


def test_a_text_on_which_the_extractor_fails_is_reported_and_the_rest_goes_through(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_one(article: Article, *, with_reasons: bool) -> Extraction:
        if article.external_id == "n3":
            raise ZeroDivisionError("by nought")
        return extract(article, with_reasons=with_reasons)

    monkeypatch.setattr(finding, "extract", fail_on_one)
    outcome = desk.run()
    assert outcome.status == "published"
    (failed,) = [result for result in outcome.checks if result.check_name == "extractor_does_not_fail"]
    assert (failed.rows[0]["external_id"], failed.rows[0]["reason"]) == ("n3", "fault: ZeroDivisionError: by nought")
    assert sum(batch.n_articles for batch in outcome.batches) == 6


def test_an_article_on_which_the_extractor_takes_too_long_is_reported(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_long(article: Article, *, with_reasons: bool) -> Extraction:
        while article.external_id == "n3":
            pass
        return extract(article, with_reasons=with_reasons)

    monkeypatch.setattr(finding, "extract", take_long)
    monkeypatch.setattr("tollbook.finding.SECONDS_PER_ARTICLE", 0.5)
    stages.read(desk.place, Input([desk.articles]))
    (report,) = find_claims(desk.place, claims_version(), list_batches(desk.place, claims_version()))
    assert isinstance(report, BatchReport)
    unread = pl.read_parquet(next(desk.place.warehouse.glob("archive/claims/*/unread/*.parquet")))
    assert (report.n_articles, unread["reason"].to_list()) == (
        6,
        ["fault: TimeoutError: took more than 0.5 seconds of processor time"],
    )


def test_several_batches_in_processes_give_what_one_process_gives(desk: Desk, tmp_path: Path) -> None:
    desk.write(600)
    desk.run()
    in_one = Desk(Place(desk.place.project, tmp_path / "in_one"), desk.articles)
    stages.read(in_one.place, Input([in_one.articles]))
    batches = list_batches(in_one.place, claims_version())
    assert len(batches) > 1
    list(find_claims(in_one.place, claims_version(), batches, n_workers=1))
    in_one.run()
    assert desk.read_marts() == in_one.read_marts()


def test_claims_are_looked_for_while_the_next_articles_are_read(desk: Desk) -> None:
    desk.write(1100)
    with open_search(desk.place, claims_version(), n_workers=2) as search:
        read: list[Shard] = []

        def hand_on(batch: Shard) -> None:
            search.add(batch)
            read.append(batch)
            # The end of reading is put off until something has been found.
            last = time.monotonic() + 120
            while len(read) == 3 and not archive.has_found(desk.place.storage, read[0], claims_version()):
                assert time.monotonic() < last, "the search waits for reading to end"
                time.sleep(0.01)

        report = stages.read(desk.place, Input([desk.articles]), hand_on)
        assert report.shards == tuple(batch.shard_id for batch in read)
        outcomes = list(search.finish())
    assert [outcome.n_articles for outcome in outcomes] == [500, 500, 100]


class Deadly(Shard):
    """A batch that takes the process down that is given it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def spoil(place: Place, shard: Shard) -> Path:
    """Make that nothing can be kept of what is found in a batch; return what has to be removed to mend it."""
    path = place.warehouse / "archive" / "claims" / claims_version() / "unread" / f"{shard.shard_id}.parquet"
    path.mkdir(parents=True)
    return path


def test_a_batch_that_fails_is_set_aside_told_and_read_by_the_next_run(desk: Desk) -> None:
    desk.write(1100)
    stages.read(desk.place, Input([desk.articles]))
    *large, small = list_batches(desk.place, claims_version())
    spoilt = spoil(desk.place, small)
    outcome = desk.run()
    assert outcome.status == "published"
    assert [failure.shard_id for failure in outcome.failures] == [small.shard_id]
    assert [report.n_articles for report in outcome.batches] == [batch.n_articles for batch in large]
    with open_published(desk.place.database) as con:
        told = con.execute("select shard_id, n_articles, error from quality.failed_batches").fetchall()
        assert con.execute("select count(*) from marts.articles").fetchall() == [(1100,)]
    assert [(shard_id, n_articles) for shard_id, n_articles, _ in told] == [(small.shard_id, small.n_articles)]
    assert "IsADirectoryError" in told[0][2]
    assert [check.check_name for check in outcome.checks if not check.passed] == ["batches_are_all_read"]
    spoilt.rmdir()
    mended = desk.run()
    assert (mended.status, mended.failures) == ("published", ())
    with open_published(desk.place.database) as con:
        assert con.execute("select count(*) from quality.failed_batches").fetchall() == [(0,)]


def test_a_batch_that_fails_once_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Iterator[Article]:
        raise MemoryError

    # Only this process is short of memory: the second try has one of its own.
    monkeypatch.setattr(archive, "read_shard", fail)
    outcome = desk.run()
    assert (outcome.failures, [batch.n_articles for batch in outcome.batches]) == ((), [6])


def test_a_batch_that_takes_its_process_down_takes_no_other_with_it(desk: Desk) -> None:
    desk.write(600)
    stages.read(desk.place, Input([desk.articles]))
    large, small = list_batches(desk.place, claims_version())
    deadly = Deadly(small.shard_id, small.n_articles, small.loaded_at)
    outcomes = list(find_claims(desk.place, claims_version(), [deadly, large], n_workers=2))
    assert {type(outcome) for outcome in outcomes} == {BatchReport, BatchFailure}
    assert [outcome.shard_id for outcome in outcomes if isinstance(outcome, BatchFailure)] == [small.shard_id]


def test_new_rules_read_the_archive_in_steps_and_publish_when_all_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write(1200)
    desk.run()
    before = desk.read_marts()["claims"]
    monkeypatch.setattr(program, "_name_version", lambda *_: "newer")
    monkeypatch.setattr(program, "claims_version", lambda: "newer")
    # Other processes know nothing of the newer version.
    in_one = make_plain_stages(n_workers=1)
    first = re_extract(in_one, desk.place, lambda *_: None, n_most=1)
    assert (first.n_batches, first.n_left, first.outcome) == (1, 2, None)
    assert desk.read_marts()["claims"] == before
    second = re_extract(in_one, desk.place, lambda *_: None)
    assert (second.n_batches, second.n_left) == (2, 0)
    assert second.outcome
    assert second.outcome.status == "published"
    assert len(desk.read_marts()["claims"]) == len(before)
