"""From article files to a published warehouse, without Prefect."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import polars as pl
import pytest
from tests.archive.archived_rows import read_rows
from tests.warehouse_rows import PROJECT

from tollbook import archive, extraction, program, stages, warehouse
from tollbook.archive import BatchFailure, Shard
from tollbook.articles import Article
from tollbook.claims import Extraction
from tollbook.extraction import extract
from tollbook.pipeline import PLAIN, Input, Outcome, find_claims, make_plain_stages, re_extract, run_stages
from tollbook.program import ChangedProgramError, claims_version
from tollbook.stages import BatchReport, Place, Work, list_batches
from tollbook.warehouse import Run, SeedError, hold_warehouse, open_published, read_runs

SHARED = PROJECT.parent / "shared"
MAPPINGS = PROJECT / "tests" / "reading" / "series" / "mappings"
SENTENCES = (
    "The General Staff of the Ukrainian Armed Forces said 1,060 Russian soldiers had been killed the previous day.",
    "Officials said 12 civilians were killed and 30 wounded in a Russian missile strike on Kharkiv.",
    "The ministry has put Russia's total losses since the start of the invasion at 154,830.",
)


@dataclass(frozen=True)
class Desk:
    """A project of its own, whose models a test may change, with articles and a warehouse."""

    place: Place
    articles: Path

    def run(self) -> Outcome:
        return run_stages(PLAIN, self.place, Input([self.articles]), lambda *_: None)

    def write(self, n_articles: int) -> None:
        records = [
            {"id": f"n{number}", "text": SENTENCES[number % 3] + f" Report {number}.", "published": "2023-03-07",
             "url": f"https://echo.example/{number}"}
            for number in range(n_articles)
        ]  # fmt: skip
        (self.articles / "all.jsonl").write_text("\n".join(json.dumps(record) for record in records))

    def read_marts(self) -> dict[str, list[tuple[object, ...]]]:
        with open_published(self.place.database) as con:
            tables = con.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
            # When an article was first read is a fact of its own warehouse.
            return {
                name: con.execute(
                    f"select {'* exclude (first_loaded_at)' if name == 'articles' else '*'} from marts.{name}"
                ).fetchall()
                for (name,) in tables
                if name != "data_dictionary"
            }


def list_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "sql", project / "sql")
    shutil.copytree(PROJECT / "seeds", project / "seeds")
    articles = tmp_path / "articles"
    articles.mkdir()
    desk = Desk(Place(project, tmp_path / "warehouse"), articles)
    desk.write(6)
    return desk


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


def test_a_failed_check_keeps_the_old_warehouse_and_gives_the_rows(desk: Desk) -> None:
    desk.run()
    before = desk.place.database.read_bytes()
    worry = desk.place.project / "sql" / "checks" / "nothing_is_right.sql"
    worry.write_text("-- All is wrong.\n-- severity: error\nselect external_id from marts.articles order by all\n")
    outcome = desk.run()
    assert outcome.status == "refused"
    (failed,) = [result for result in outcome.checks if result.stops_publishing]
    assert (failed.check_name, failed.n_rows) == ("nothing_is_right", 6)
    assert failed.rows[0] == {"external_id": "n0"}
    assert desk.place.database.read_bytes() == before
    assert desk.place.refused_database.is_file()

    worry.unlink()
    desk.write(7)
    assert desk.run().status == "published"
    assert not desk.place.refused_database.exists()


def test_a_correction_that_no_longer_fits_refuses_the_run_and_says_which_one(desk: Desk) -> None:
    stages.read(desk.place, Input([desk.articles]))
    list(find_claims(desk.place, claims_version(), list_batches(desk.place, claims_version())))
    claims = read_rows(desk.place.storage, "claims", claims_version())
    claim_id = claims.filter(claims["party_id"] == "RUS")["claim_id"][0]
    corrections = desk.place.project / "seeds" / "corrections.csv"
    header = corrections.read_text()
    corrections.write_text(f"{header}{claim_id},correct,party_id,UKR,SYL,misread,\n")
    outcome = desk.run()
    assert outcome.status == "refused"
    (failed,) = [result for result in outcome.checks if result.stops_publishing]
    assert failed.rows[0]["problem"].startswith(
        f"seeds/corrections.csv row 2: {claim_id} has party_id 'RUS', not 'UKR' as expected; "
    )

    corrections.write_text(f"{header}{claim_id},correct,party_id,RUS,UKR,misread,\n{'0' * 16},reject,,,,gone,\n")
    outcome = desk.run()
    assert outcome.status == "published"
    (warned,) = [result for result in outcome.checks if result.check_name == "corrections_find_their_items"]
    assert warned.rows[0]["outcome"] == "not found"
    with open_published(desk.place.database) as con:
        found = con.execute(
            "select party_id, decision, corrected_columns from marts.claims where claim_id = ?", [claim_id]
        ).fetchall()
        ((decided,),) = con.execute("select corrections from why(?)", [claim_id]).fetchall()
    assert found == [("UKR", "correct", ["party_id"])]
    assert decided == ["correct: party_id was RUS, misread"]


def test_a_file_of_reference_data_that_cannot_be_read_is_named(desk: Desk) -> None:
    corrections = desk.place.project / "seeds" / "corrections.csv"
    corrections.write_text(corrections.read_text() + "one,two\n")
    with pytest.raises(SeedError, match=r"^seeds/corrections.csv: .*Line: 2"):
        desk.run()


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


def test_one_build_at_a_time(tmp_path: Path) -> None:
    order = []

    def build(name: str) -> None:
        with hold_warehouse(tmp_path, lambda _: None):
            order.append(f"{name} begins")
            time.sleep(0.1)
            order.append(f"{name} ends")

    with ThreadPoolExecutor() as pool:
        list(pool.map(build, ("first", "second")))
    assert [step.split()[1] for step in order] == ["begins", "ends", "begins", "ends"]


def test_what_runs_left_that_died_is_cleared_away_by_the_next(desk: Desk) -> None:
    desk.run()
    before = list_files(desk.place.warehouse)
    leftovers = ("archive/articles/.x.parquet.1.tmp", "archive/claims/v/claims/.y.tmp", "building/tollbook.duckdb.wal")
    for name in leftovers:
        path = desk.place.warehouse / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    assert desk.run().status == "unchanged"
    (run,) = list_files(desk.place.warehouse) - before
    assert run.startswith("archive/runs/")


def test_a_run_that_died_in_its_publish_is_published_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run()
    desk.write(9)
    with monkeypatch.context() as dying:

        def die(place: Place, build_id: str, work: Work) -> Run:
            dying.setattr(warehouse, "finish_publishing", lambda *_: pytest.fail("killed"))
            return PLAIN.publish(place, build_id, work)

        with pytest.raises(pytest.fail.Exception, match="killed"):
            run_stages(replace(PLAIN, publish=die), desk.place, Input([desk.articles]), lambda *_: None)
    outcome = desk.run()
    assert (outcome.status, outcome.checks) == ("published", ())
    assert outcome.run
    with open_published(desk.place.database) as con:
        assert con.execute("select count(*) from marts.articles").fetchall() == [(9,)]
        told = con.execute("select run_id, n_articles, n_articles_added from quality.runs").fetchall()
    assert told[1] == (outcome.run.run_id, 9, 3)
    assert [run.run_id for run in warehouse.read_runs(desk.place.storage)] == [run_id for run_id, _, _ in told]


def test_rules_that_change_while_a_run_looks_for_claims_are_told_and_the_next_run_mends_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as deploy:
        deploy.setattr(extraction, "fingerprint_extractor", lambda: "the next one")
        with pytest.raises(ChangedProgramError, match=r"changed while it ran.*the next one.*run it again"):
            desk.run()
    assert not desk.place.database.exists()
    assert not (desk.place.warehouse / "archive" / "claims").exists()
    assert desk.run().status == "published"
    assert desk.read_marts()["claims"]


def test_a_worker_that_started_with_newer_rules_writes_no_claims(desk: Desk) -> None:
    PLAIN.read(desk.place, Input([desk.articles]))
    (batch,) = list_batches(desk.place, "older")
    with pytest.raises(ChangedProgramError, match="began with version older"):
        list(find_claims(desk.place, "older", [batch]))
    assert list_batches(desk.place, "older") == [batch]


def test_models_that_change_while_a_run_builds_are_told_and_the_next_run_mends_it(desk: Desk) -> None:
    model = desk.place.project / "sql" / "marts" / "articles.sql"

    def change(_: Place) -> tuple[str, ...]:
        model.write_text(model.read_text() + "\n")
        return ()

    deploy = replace(PLAIN, build=change, check=lambda _: (), publish=lambda *_: pytest.fail("published"))
    with pytest.raises(ChangedProgramError, match="while the warehouse was built"):
        run_stages(deploy, desk.place, Input([desk.articles]), lambda *_: None)
    assert not desk.place.building.exists()
    assert desk.run().status == "published"


def test_two_runs_at_once_work_one_after_the_other_and_the_second_says_so(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda _: desk.run(), range(2)))
    assert sorted(outcome.status for outcome in outcomes) == ["published", "unchanged"]
    assert [outcome.reading.n_articles_new for outcome in outcomes] in ([6, 0], [0, 6])
    assert [message for message in caplog.messages if message.startswith("waiting for another run")]


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


def test_a_text_on_which_the_extractor_fails_is_reported_and_the_rest_goes_through(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_one(article: Article, *, with_reasons: bool) -> Extraction:
        if article.external_id == "n3":
            raise ZeroDivisionError("by nought")
        return extract(article, with_reasons=with_reasons)

    monkeypatch.setattr(extraction, "extract", fail_on_one)
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

    monkeypatch.setattr(extraction, "extract", take_long)
    monkeypatch.setattr(stages, "SECONDS_PER_ARTICLE", 0.5)
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
    PLAIN.read(in_one.place, Input([in_one.articles]))
    batches = list_batches(in_one.place, claims_version())
    assert len(batches) > 1
    list(find_claims(in_one.place, claims_version(), batches, n_workers=1))
    in_one.run()
    assert desk.read_marts() == in_one.read_marts()


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


def test_every_run_is_recorded_and_only_the_last_of_those_that_changed_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run()
    desk.run()
    desk.run()
    (desk.place.project / "sql" / "checks" / "none_is_right.sql").write_text(
        "-- All wrong.\n-- severity: error\nselect 1"
    )
    desk.run()
    monkeypatch.setattr(archive, "load_files", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        desk.run()
    runs = read_runs(desk.place.storage)
    assert [(run.status, run.message) for run in runs] == [
        ("published", None),
        ("unchanged", None),
        ("refused", "checks failed: none_is_right"),
        ("failed", "ZeroDivisionError: division by zero"),
    ]
    assert [run.n_claims is None for run in runs] == [False, True, True, True]


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
