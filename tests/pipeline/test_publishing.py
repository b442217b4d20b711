"""From article files to a published warehouse, without Prefect."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from tests.pipeline.desk import Desk
from tests.warehouse_rows import PROJECT

from tollbook.pipeline import PLAIN, Input, make_plain_stages, run_stages
from tollbook.place import Place
from tollbook.warehouse import open_published

SHARED = PROJECT.parent / "shared"
MAPPINGS = PROJECT / "tests" / "reading" / "series" / "mappings"


def test_files_become_a_published_warehouse_with_exports_and_a_manifest(desk: Desk) -> None:
    outcome = desk.run()
    assert outcome.status == "published"
    assert outcome.run
    exports = desk.place.warehouse / "exports"
    manifest = json.loads((exports / "manifest.json").read_text())
    assert manifest["build_id"] == outcome.run.build_id
    for name, table in manifest["tables"].items():
        content = (exports / table["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == table["sha256"], name
    assert manifest["tables"]["articles"]["rows"] == 6
    assert {path.name for path in exports.glob("*.parquet")} == {each["file"] for each in manifest["tables"].values()}
    assert sorted(path.name for path in desk.place.warehouse.iterdir()) == [
        ".lock", "archive", "exports", "tollbook.duckdb", "versions",
    ]  # fmt: skip


def test_the_same_input_again_changes_nothing(desk: Desk) -> None:
    desk.run()
    before = desk.place.database.stat()
    assert desk.run().status == "unchanged"
    after = desk.place.database.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_two_builds_of_one_archive_are_equal(desk: Desk) -> None:
    desk.run()
    first = desk.read_marts()
    desk.place.database.unlink()
    assert desk.run().status == "published"
    assert desk.read_marts() == first


def test_reading_in_two_goes_equals_reading_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.write(3)
    desk.run()
    desk.write(6)
    second = desk.run()
    assert second.run
    assert (second.run.n_articles, second.run.n_articles_added) == (6, 3)
    at_once = Desk(Place(desk.place.project, tmp_path / "at_once"), desk.articles)
    at_once.run()
    assert desk.read_marts() == at_once.read_marts()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts and figures of others lie beside the project, not in it")
def test_reading_real_articles_and_series_in_two_goes_equals_reading_them_at_once(desk: Desk, tmp_path: Path) -> None:
    goes = (
        ("corpus/ukraine_mod_daily_2022.jsonl.gz", "series/economist_source_claims.csv"),
        ("corpus/fakes_syria.jsonl.gz", "series/economist_uk_mod_monthly.csv"),
    )
    for files in goes:
        for file in files:
            path = Path(shutil.copy(SHARED / file, desk.articles))
            if path.suffix == ".csv":
                shutil.copy(MAPPINGS / f"{path.stem}.series.yaml", f"{path}.series.yaml")
        assert desk.run().status == "published"
    at_once = Desk(Place(desk.place.project, tmp_path / "at_once"), desk.articles)
    assert at_once.run().status == "published"
    marts = desk.read_marts()
    assert min(len(marts[name]) for name in ("casualty_series", "source_comparisons", "derived_rates")) > 100
    assert marts == at_once.read_marts()


def test_a_row_that_comes_back_corrected_supersedes_the_older_one_which_stays(desk: Desk) -> None:
    (desk.articles / "tolls.csv.series.yaml").write_text(
        "date: day\nparty: FRE\nclaimant: The Herald\ntime_basis: cumulative\n"
        "figures: [{value: dead, measure: killed}]\n"
    )
    for dead in (7, 8):
        (desk.articles / "tolls.csv").write_text(f"day,dead\n2030-01-01,5\n2030-01-02,{dead}\n")
        assert desk.run().status == "published"
    assert desk.run().status == "unchanged"
    with open_published(desk.place.database) as con:
        claims = con.execute(
            "select best, is_current from marts.claims where party_id = 'FRE' order by best"
        ).fetchall()
        series = con.execute("select best, rise from marts.casualty_series where party_id = 'FRE'").fetchall()
    assert claims == [(5, True), (7, False), (8, True)]
    assert series == [(5, None), (8, 3)]


def test_a_changed_mapping_reads_the_same_file_anew(desk: Desk) -> None:
    (desk.articles / "tolls.csv").write_text("day,dead\n2030-01-01,5\n")
    mapping = desk.articles / "tolls.csv.series.yaml"
    for measure in ("killed", "losses"):
        mapping.write_text(f"date: day\nparty: FRE\nfigures: [{{value: dead, measure: {measure}}}]\n")
        desk.run()
        with open_published(desk.place.database) as con:
            found = con.execute("select measure from marts.claims where party_id = 'FRE'").fetchall()
        assert found == [(measure,)]


def test_each_published_run_is_recorded_with_what_it_changed(desk: Desk) -> None:
    desk.write(3)
    desk.run()
    desk.write(6)
    desk.run()
    with open_published(desk.place.database) as con:
        runs = con.execute("select n_articles, n_articles_added from quality.runs order by started_at").fetchall()
    assert runs == [(3, 3), (6, 3)]


def test_a_reader_keeps_its_version_while_a_new_one_is_published(desk: Desk) -> None:
    desk.run()
    reader = duckdb.connect(str(desk.place.database), read_only=True)
    try:
        desk.write(9)
        assert desk.run().status == "published"
        assert reader.execute("select count(*) from marts.articles").fetchall() == [(6,)]
    finally:
        reader.close()
    with open_published(desk.place.database) as con:
        assert con.execute("select count(*) from marts.articles").fetchall() == [(9,)]


def test_another_process_that_holds_the_file_open_does_not_stop_a_run(desk: Desk) -> None:
    desk.run()
    hold = (
        "import duckdb, sys\n"
        "con = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print('open', flush=True)\n"
        "input()\n"
        "print(con.execute('select count(*) from marts.articles').fetchall()[0][0])\n"
    )
    command = [sys.executable, "-c", hold, str(desk.place.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "open\n"
        desk.write(9)
        assert desk.run().status == "published"
        assert reader.communicate("\n", timeout=30)[0] == "6\n"


def test_the_file_is_of_the_oldest_storage_version(desk: Desk) -> None:
    desk.run()
    # Bytes 12 to 19 of a DuckDB file hold its storage version; 64 is the one that DuckDB 1.0 writes and all later read.
    assert int.from_bytes(desk.place.database.read_bytes()[12:20], "little") == 64


def test_a_missing_file_is_listed_with_advice_and_the_rest_goes_through(desk: Desk) -> None:
    (desk.articles / "torn.jsonl").write_text('{"id": "x", "text": "Nobody was killed."}\n{"id": "y", "te')
    outcome = desk.run()
    assert outcome.status == "published"
    assert outcome.reading.n_rejected == 1
    with open_published(desk.place.database) as con:
        ((message,),) = con.execute("select message from quality.rejected_articles").fetchall()
        assert con.execute("select count(*) from marts.articles").fetchall() == [(7,)]
    assert "torn.jsonl line 2" in message


def test_the_last_versions_are_kept_and_can_be_opened(desk: Desk) -> None:
    place = Place(desk.place.project, desk.place.warehouse, keep_versions=2)
    for n_articles in (2, 4, 6):
        desk.write(n_articles)
        assert run_stages(PLAIN, place, Input([desk.articles]), lambda *_: None).status == "published"
    counts = []
    for path in sorted(place.versions.iterdir()):
        with open_published(path) as con:
            counts += con.execute("select count(*) from marts.articles").fetchall()
    assert counts == [(4,), (6,)]


def test_a_report_is_written_after_a_publish_and_takes_nothing_back_where_it_cannot_be(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    written = []

    def write(place: Place) -> Path:
        assert place.database.is_file()
        written.append(place)
        if len(written) > 1:
            raise OSError("no room for pages")
        return place.warehouse / "report" / "index.html"

    run = make_plain_stages(report=write)
    for n_articles, status in ((6, "published"), (6, "unchanged"), (7, "published")):
        desk.write(n_articles)
        assert run_stages(run, desk.place, Input([desk.articles]), lambda *_: None).status == status
    assert len(written) == 2
    assert "report not written" in caplog.messages[-1]
    assert "no room for pages" in caplog.messages[-1]
