"""The command: what it prints, for people and for programs, and how it ends."""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.warehouse_rows import PROJECT
from typer.testing import CliRunner, Result

from tollbook.cli import app

SEEDS = PROJECT / "seeds" / "articles"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    assert call("run", SEEDS, "--plain", "-w", folder).exit_code == 0
    return folder


def test_run_ends_with_what_the_warehouse_holds_and_where_it_lies(warehouse: Path) -> None:
    again = call("run", SEEDS, "--plain", "-w", warehouse)
    assert again.exit_code == 0
    assert "| articles          |    2 |" in again.stdout
    assert "Casualty series" in again.stdout
    assert f"Nothing has changed since it was published: {warehouse / 'tollbook.duckdb'}" in again.stdout


def test_run_tells_of_bad_input_and_ends_with_3(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text("Freedonia lost 500 men on Tuesday.")
    (tmp_path / "in" / "torn.jsonl").write_text('{"text": "Nobody was hurt."}\n{"text": ')
    result = call("run", tmp_path / "in", "--plain", "-w", tmp_path / "out")
    assert result.exit_code == 3
    assert "torn.jsonl line 2" in result.stdout
    assert "1 rejected" in result.stdout


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_run_ends_with_3_where_there_is_nothing_to_read(path: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = call("run", tmp_path / path, "--plain", "-w", tmp_path / "out")
    assert result.exit_code == 3
    assert path in result.stdout


def test_run_ends_with_4_and_prints_the_rows_where_a_check_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("sql", "seeds"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    worry = "-- Too short.\n-- severity: error\nselect external_id, 'wrong' as verdict from marts.articles\n"
    (tmp_path / "sql" / "checks" / "too_short.sql").write_text(worry)
    monkeypatch.setenv("TOLLBOOK_PROJECT", str(tmp_path))
    result = call("run", SEEDS, "--plain", "-w", tmp_path / "out")
    assert result.exit_code == 4
    assert "error: too_short selects 2 rows: Too short." in result.stdout
    assert "csis-two-million" in result.stdout
    assert "Not published" in result.stdout
    assert not (tmp_path / "out" / "tollbook.duckdb").exists()


def test_run_names_the_model_that_cannot_be_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("sql", "seeds"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    (tmp_path / "sql" / "marts" / "articles.sql").write_text("-- Articles.\n-- grain: article\nselect nothing\n")
    monkeypatch.setenv("TOLLBOOK_PROJECT", str(tmp_path))
    result = call("run", SEEDS, "--plain", "-w", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.startswith("sql/marts/articles.sql: ")


def test_run_reads_records_that_call_their_fields_otherwise_and_tells_programs(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"wortlaut": "Nobody was hurt in Freedonia."}\n')
    arguments = ("run", tmp_path / "in.jsonl", "--plain", "-w", tmp_path / "out", "--field", "text=wortlaut", "--json")
    record = json.loads(call(*arguments).stdout)
    assert (record["status"], record["rows"]["articles"]) == ("published", 1)
    assert record["database"] == str(tmp_path / "out" / "tollbook.duckdb")
    assert call("run", "--field", "no_such_field=x").exit_code == 2


def test_run_and_claims_read_a_file_of_figures_by_the_mapping_that_is_given(tmp_path: Path) -> None:
    (tmp_path / "tolls.csv").write_text("day,dead\n2030-01-01,5\n")
    mapping = tmp_path / "freedonia.series.yaml"
    mapping.write_text("date: day\nparty: FRE\nfigures: [{value: dead, measure: killed}]\n")
    (claim,) = json.loads(call("claims", tmp_path / "tolls.csv", "--series", mapping, "--json").stdout)
    assert (claim["value_text"], claim["as_of_date"]) == ("5", "2030-01-01")
    arguments = ("run", tmp_path / "tolls.csv", "--series", mapping, "--plain", "-w", tmp_path / "out", "--json")
    assert json.loads(call(*arguments).stdout)["rows"]["claims"] == 1
    mapping.write_text("figures: []")
    broken = call("run", tmp_path / "tolls.csv", "--series", mapping)
    assert broken.exit_code == 1
    assert broken.stderr.startswith("freedonia.series.yaml: has no list of figures; ")


def test_query_prints_a_table_json_or_csv(warehouse: Path) -> None:
    sql = "select external_id, published_date from marts.articles where external_id like 'newsweek%'"
    rows: list[dict[str, Any]] = json.loads(call("query", sql, "-w", warehouse, "--json").stdout)
    assert rows == [{"external_id": "newsweek-four-figures", "published_date": "2023-03-07"}]
    table = list(csv.reader(io.StringIO(call("query", sql, "-w", warehouse, "--csv").stdout)))
    assert table == [["external_id", "published_date"], ["newsweek-four-figures", "2023-03-07"]]
    assert "| newsweek-four-figures | 2023-03-07     |" in call("query", sql, "-w", warehouse).stdout


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("delete from marts.claims", "read-only"),
        ("select * from read_csv('/etc/hostname')", "disabled"),
        ("select no_such_column from marts.claims", "no_such_column"),
    ],
    ids=["a change", "another file", "a mistake"],
)
def test_query_refuses(sql: str, said: str, warehouse: Path) -> None:
    result = call("query", sql, "-w", warehouse)
    assert result.exit_code == 1
    assert said in result.stderr


def test_query_without_a_warehouse_says_how_to_build_one(tmp_path: Path) -> None:
    result = call("query", "select 1", "-w", tmp_path)
    assert result.exit_code == 1
    assert "build one with `tollbook run`" in result.stderr


def test_review_lists_the_queue_and_a_sheet_decides_it_until_nothing_is_open(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("sql", "seeds"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    shutil.copytree(warehouse, tmp_path / "warehouse")
    monkeypatch.setenv("TOLLBOOK_PROJECT", str(tmp_path))
    there, sheet = ("-w", tmp_path / "warehouse"), tmp_path / "queue.csv"
    items = json.loads(call("review", "--json", *there).stdout)
    assert {item["item_type"] for item in items} == {"claim", "sentence"}
    assert f"To review, the first 1 of {len(items)}" in call("review", "--list", 1, *there).stdout
    assert call("review", "--csv", sheet, *there).stdout == f"{sheet}: {len(items)} items\n"

    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for decision in ("allow", "accept"):
        with sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(row | {"decision": decision, "reason": "as printed"} for row in rows)
        applied = call("review", "--apply", sheet, *there)
        assert applied.exit_code == (1 if decision == "allow" else 0)
    assert applied.stdout.endswith(f"corrections.csv: {len(items)} decisions recorded, 0 known already\n")
    assert call("run", tmp_path / "seeds" / "articles", "--plain", *there).exit_code == 0
    assert json.loads(call("review", "--json", *there).stdout) == []
    found = call("query", "select distinct decision, outcome from quality.corrections", "--csv", *there).stdout
    assert found == "decision,outcome\naccept,applied\n"


def test_review_without_a_warehouse_says_how_to_build_one(tmp_path: Path) -> None:
    result = call("review", "-w", tmp_path)
    assert result.exit_code == 1
    assert "build one with `tollbook run`" in result.stderr


def test_claims_prints_each_claim_with_its_quote() -> None:
    path = SEEDS / "newsweek-four-figures.txt"
    records = json.loads(call("claims", path, "--json").stdout)
    assert "1,060" in [record["value_text"] for record in records]
    assert {"party", "claimant", "status", "time_basis"} <= {field for record in records for field in record["reasons"]}
    shown = call("claims", path, "--explain")
    assert shown.exit_code == 0
    assert shown.stdout.endswith(f"{len(records)} claims\n")
    for record in records:
        assert record["quote"] in shown.stdout
        for reason in record["reasons"].values():
            assert reason in shown.stdout


def test_nothing_in_an_article_steers_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "trap.txt"
    path.write_text("[bold]The General Staff[/bold] said 500\x1b[31m Russian soldiers had been killed.\x07\n")
    shown = call("claims", path)
    assert "\x1b" not in shown.stdout
    assert "\x07" not in shown.stdout
    assert "[bold]The General Staff[/bold]" in shown.stdout


def test_claims_of_a_file_that_is_not_there_ends_with_3() -> None:
    result = call("claims", "nowhere.txt")
    assert result.exit_code == 3
    assert "nowhere.txt" in result.stderr


def test_evaluate_prints_the_figures_and_what_was_missed(tmp_path: Path) -> None:
    (tmp_path / "gold.articles.jsonl").write_text('{"id": "one", "text": "Nothing at all happened in Freedonia."}\n')
    claim = {
        "article": "one", "quote": "Nothing at all happened", "value_text": "at all", "claim_type": "count",
        "measure": "killed", "party": "FRE", "victim_type": "", "lower": 0, "upper": 0, "time_basis": "",
        "claimant": "", "status": "stated",
    }  # fmt: skip
    (tmp_path / "gold.claims.jsonl").write_text(json.dumps(claim))
    record = json.loads(call("evaluate", tmp_path / "gold", "--json").stdout)
    assert (record["gold"], record["extracted"], record["found"]["recall"]) == (1, 0, 0.0)
    shown = call("evaluate", tmp_path / "gold", "--show", 1)
    assert "1 articles, 1 gold claims, 0 extracted" in shown.stdout
    assert "missed one: 'at all'" in shown.stdout
    assert call("evaluate", tmp_path / "nothing").exit_code == 1


def test_export_writes_the_marts_as_csv_in_which_no_formula_runs(tmp_path: Path) -> None:
    record = {"id": "one", "title": "=1+1", "text": "Nobody was hurt in Freedonia."}
    (tmp_path / "in.jsonl").write_text(json.dumps(record))
    assert call("run", tmp_path / "in.jsonl", "--plain", "-w", tmp_path / "out").exit_code == 0
    listed = call("export", "--csv", tmp_path / "sheets", "-w", tmp_path / "out").stdout.splitlines()
    assert str(tmp_path / "sheets" / "claims.csv") in listed
    (row,) = csv.DictReader((tmp_path / "sheets" / "articles.csv").open(newline=""))
    assert (row["title"], row["external_id"]) == ("'=1+1", "one")
    asked = call("query", "select title from marts.articles", "-w", tmp_path / "out", "--csv")
    assert asked.stdout == "title\n'=1+1\n"
    assert call("export", "--csv", tmp_path / "sheets", "-w", tmp_path / "none").exit_code == 1


def test_export_writes_sqlite_and_refuses_what_is_no_file_of_its_own(warehouse: Path, tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite"
    assert call("export", "--sqlite", file, "-w", warehouse).stdout == f"{file}\n"
    with closing(sqlite3.connect(file)) as con:
        assert con.execute("select count(*) from articles").fetchall() == [(2,)]
        assert con.execute("pragma foreign_key_check").fetchall() == []
    refused = call("export", "--sqlite", warehouse / "tollbook.duckdb", "-w", warehouse)
    assert refused.exit_code == 1
    assert "tollbook.duckdb: is there and is no SQLite database; name a file that is not there yet" in refused.stderr
    assert call("export", "-w", warehouse).exit_code == 2


def test_diff_prints_what_changed_by_table(warehouse: Path, tmp_path: Path) -> None:
    one = call("run", SEEDS / "newsweek-four-figures.txt", "--plain", "-w", tmp_path / "one")
    assert one.exit_code == 0
    tables = json.loads(call("diff", tmp_path / "one", warehouse, "--json").stdout)
    (articles,) = [table for table in tables if table["table"] == "marts.articles"]
    assert (articles["n_rows_before"], articles["n_rows"], articles["n_added"]) == (1, 2, 1)
    assert "marts.articles" in call("diff", tmp_path / "one", warehouse).stdout
    assert call("diff", warehouse, warehouse).stdout == "Nothing has changed.\n"
    missing = call("diff", tmp_path / "nowhere", warehouse)
    assert missing.exit_code == 1
    assert "no warehouse here" in missing.stderr


def test_wrong_usage_ends_with_2() -> None:
    assert call("query").exit_code == 2
    assert call("run", "--no-such-option").exit_code == 2


@pytest.mark.parametrize("command", ["run", "re-extract"])
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--plain", "--runner", "dask"], "--plain runs without Prefect"),
        (["--plain", "--runner-address", "127.0.0.1:8786"], "--plain runs without Prefect"),
        (["--runner-address", "127.0.0.1:8786"], "processes of this machine"),
    ],
)
def test_options_that_contradict_each_other_end_with_2(command: str, options: list[str], told: str) -> None:
    result = call(command, *options)
    assert result.exit_code == 2
    assert told in result.stderr


HEAVY = (
    *("dateparser", "duckdb", "obstore", "pandera", "polars", "prefect", "pyarrow", "pydantic_settings", "pypdf"),
    *("sqlglot", "trafilatura", "warcio"),
)
"""What takes long to load, and is for those commands that need it."""


def list_loaded(*arguments: object) -> tuple[str, list[str]]:
    """Return what the command prints in a process of its own, and what of the heavy packages it has loaded."""
    code = (
        "import sys; from typer.testing import CliRunner; from tollbook.cli import app\n"
        "print(CliRunner().invoke(app, sys.argv[1:]).stdout)\n"
        f"print('loaded:', *[name for name in {HEAVY} if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ})
    printed, _, loaded = done.stdout.rpartition("loaded:")
    return printed, loaded.split()


def test_help_answers_without_loading_what_only_commands_need() -> None:
    printed, loaded = list_loaded("--help")
    assert "evaluate" in printed
    assert loaded == []


@pytest.mark.parametrize("flag", ["--explain", "--json"])
def test_claims_of_a_text_need_no_database_and_no_frames(flag: str) -> None:
    printed, loaded = list_loaded("claims", SEEDS / "newsweek-four-figures.txt", flag)
    assert "1,060" in printed
    assert loaded == []


def test_the_list_of_what_is_heavy_tells_of_what_is_loaded(warehouse: Path) -> None:
    _, loaded = list_loaded("query", "select 1", "-w", warehouse)
    assert "duckdb" in loaded
