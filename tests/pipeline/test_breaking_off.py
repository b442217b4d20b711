"""Runs that are refused, that died, that find another at work or the program changed."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tests.archive.archived_rows import read_rows
from tests.pipeline.desk import Desk, list_files

from tollbook import archive, extraction, stages, warehouse
from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.place import Place
from tollbook.program import ChangedProgramError, claims_version
from tollbook.search import find_claims
from tollbook.stages import Work, list_batches
from tollbook.warehouse import Run, SeedError, hold_warehouse, open_published, read_runs


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
    stages.read(desk.place, Input([desk.articles]))
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


def test_two_runs_at_once_work_one_after_the_other_and_the_second_says_so(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda _: desk.run(), range(2)))
    assert sorted(outcome.status for outcome in outcomes) == ["published", "unchanged"]
    assert [outcome.reading.n_articles_new for outcome in outcomes] in ([6, 0], [0, 6])
    assert [message for message in caplog.messages if message.startswith("waiting for another run")]


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
