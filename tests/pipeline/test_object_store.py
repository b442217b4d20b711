"""A run whose archive and exports lie in a bucket, beside the same run on this machine alone."""

import json
import re
import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest

from tollbook.pipeline import PLAIN, Input, Outcome, run_stages
from tollbook.place import Place
from tollbook.storage import StorageError
from tollbook.warehouse import open_published

BUCKET = "s3://kept/tollbook"
SENTENCES = (
    "The Ministry of Defence said 1,060 Russian soldiers had been killed the previous day.",
    "Officials said 12 civilians were killed and 30 wounded in a Russian missile strike on Kharkiv.",
)
MODELS = {
    "articles": "-- Articles.\n-- grain: article\nselect * from archive.articles order by article_id",
    "claims": "-- Claims.\n-- grain: claim\nselect * from archive.claims order by claim_id",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: where files lie is no matter of the models."""
    project = tmp_path / "project"
    for folder in ("sql/marts", "sql/checks", "seeds", "articles"):
        (project / folder).mkdir(parents=True)
    for name, sql in MODELS.items():
        (project / "sql" / "marts" / f"{name}.sql").write_text(sql)
    (project / "sql" / "dictionary.yml").write_text("tables: {}\ncolumns: {}\n")
    (project / "seeds" / "corrections.csv").write_text(
        "item_id,decision,column_name,expected_value,corrected_value,reason,source\n"
    )
    write_articles(project, 4)
    return project


def write_articles(project: Path, n_articles: int) -> None:
    records = [
        {"id": f"n{n}", "text": f"{SENTENCES[n % 2]} Report {n}.", "published": "2023-03-07"} for n in range(n_articles)
    ]
    (project / "articles" / "all.jsonl").write_text("\n".join(json.dumps(record) for record in records) + "\n{")


def run(place: Place) -> Outcome:
    return run_stages(PLAIN, place, Input([place.project / "articles"]), lambda *_: None)


def read_published(place: Place) -> list[list[tuple[object, ...]]]:
    with open_published(place.database) as con:
        return [
            con.execute("select * exclude (first_loaded_at, shard_id) from marts.articles").fetchall(),
            con.execute("select * from marts.claims").fetchall(),
            con.execute("select * from quality.unread_sentences").fetchall(),
            con.execute("select * from quality.rejected_articles").fetchall(),
        ]


def list_bucket(server: str) -> dict[str, tuple[str, str]]:
    """Return when each object was written, and the hash of its content."""
    listing = urlopen(f"{server}/kept?list-type=2&prefix=tollbook/").read().decode()
    pattern = r"<Key>(.*?)</Key>.*?<LastModified>(.*?)</LastModified>.*?<ETag>(.*?)</ETag>"
    return {key: (at, etag) for key, at, etag in re.findall(pattern, listing, re.DOTALL)}


def test_an_archive_in_a_bucket_gives_what_one_on_this_machine_gives(
    object_store: str, project: Path, tmp_path: Path
) -> None:
    at_home = Place(project, tmp_path / "home")
    away = Place(project, tmp_path / "away", archive=f"{BUCKET}/archive", exports_copy=f"{BUCKET}/exports")
    for n_articles in (4, 6):
        write_articles(project, n_articles)
        assert run(at_home).status == run(away).status == "published"
    articles, claims, _, rejected = read_published(away)
    assert (len(articles), len(claims) > 6, len(rejected)) == (6, True, 1)
    assert read_published(away) == read_published(at_home)
    assert not (away.warehouse / "archive").exists()

    before = list_bucket(object_store)
    copied = {key.removeprefix("tollbook/exports/") for key in before if "/exports/" in key}
    assert copied == {path.name for path in away.exports.iterdir()}
    assert run(away).status == "unchanged"
    # A run that changes nothing leaves its own record, and that alone.
    after = list_bucket(object_store)
    assert {key: told for key, told in after.items() if key in before} == before
    assert all("/archive/runs/" in key for key in after.keys() - before.keys())

    # Another machine, or this one after its disk was lost, has the archive alone.
    shutil.rmtree(away.warehouse)
    again = run(away)
    assert (again.status, again.reading.n_files_unchanged, again.batches) == ("published", 1, ())
    assert read_published(away) == read_published(at_home)


@pytest.mark.usefixtures("object_store")
def test_exports_that_could_not_be_copied_are_copied_by_the_next_run(project: Path, tmp_path: Path) -> None:
    place = Place(project, tmp_path / "warehouse", exports_copy="s3://gone/exports")
    with pytest.raises(StorageError, match="there is no such bucket"):
        run(place)
    mended = Place(project, tmp_path / "warehouse", exports_copy=str(tmp_path / "copy"))
    assert run(mended).status == "unchanged"
    names = sorted(path.name for path in place.exports.iterdir())
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == names
    (tmp_path / "copy" / "articles.parquet").unlink()
    write_articles(project, 5)
    run(mended)
    for name in names:
        assert (tmp_path / "copy" / name).read_bytes() == (place.exports / name).read_bytes()
