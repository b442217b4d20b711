"""What a worker leaves in the archive is the same at every try, and it says so where it sees another archive."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.pipeline.desk import Desk, list_files

from tollbook import stages
from tollbook.archive import Shard, has_found
from tollbook.pipeline import Input
from tollbook.place import Place
from tollbook.program import claims_version
from tollbook.workers import UnsharedArchiveError, read_claims_of_batch


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(Place(tmp_path / "project", tmp_path / "warehouse"), tmp_path / "articles")
    desk.articles.mkdir()
    desk.write(6)
    return desk


def read_batch(place: Place, articles: Path) -> Shard:
    stages.read(place, Input([articles]))
    (batch,) = stages.list_batches(place, claims_version())
    return batch


def read_files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in list_files(folder)}


def run_at_once(work: Callable[[], object], n_workers: int) -> list[object]:
    with ThreadPoolExecutor(n_workers) as pool:
        return [future.result() for future in [pool.submit(work) for _ in range(n_workers)]]


def list_bucket(server: str) -> list[tuple[str, str]]:
    """Return each file of what was found, and the hash of its content."""
    listing = urlopen(f"{server}/kept?list-type=2&prefix=shared/claims/").read().decode()
    return re.findall(r"<Key>(.*?)</Key>.*?<ETag>(.*?)</ETag>", listing, re.DOTALL)


def test_a_batch_that_is_read_twice_or_by_two_workers_at_once_leaves_the_same_files(desk: Desk) -> None:
    batch = read_batch(desk.place, desk.articles)
    report = read_claims_of_batch(desk.place, claims_version(), batch)
    assert (report.n_articles, report.n_claims > 0) == (6, True)
    once = read_files(desk.place.warehouse)
    reports = run_at_once(lambda: read_claims_of_batch(desk.place, claims_version(), batch), 3)
    assert reports == [report] * 3
    assert read_files(desk.place.warehouse) == once


def test_in_a_bucket_too_and_a_worker_without_a_warehouse_keeps_nothing(
    desk: Desk, object_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = replace(desk.place, archive="s3://kept/shared")
    batch = read_batch(place, desk.articles)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    elsewhere = replace(place, warehouse=tmp_path / "not here")
    reports = run_at_once(lambda: read_claims_of_batch(elsewhere, claims_version(), batch), 2)
    written = list_bucket(object_store)
    assert reports == [read_claims_of_batch(place, claims_version(), batch)] * 2
    assert has_found(place.storage, batch, claims_version())
    assert len(written) == 3
    assert list_bucket(object_store) == written
    assert not elsewhere.warehouse.exists()
    assert list((tmp_path / "temporary").glob("tollbook-*")) == []


def test_a_worker_that_does_not_see_the_archive_says_what_it_sees_and_what_to_do(desk: Desk, tmp_path: Path) -> None:
    batch = read_batch(desk.place, desk.articles)
    elsewhere = replace(desk.place, warehouse=tmp_path / "not here")
    with pytest.raises(UnsharedArchiveError, match=rf"not here/archive.* has no batch {batch.shard_id}; .* s3://"):
        read_claims_of_batch(elsewhere, claims_version(), batch)
    assert not elsewhere.warehouse.exists()
