"""Every recipe of ``sql/CLIENTS.md`` reads the published file, and the next one once that is published."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import polars as pl
import pytest
from pyarrow import parquet  # type: ignore[import-untyped]
from tests.clients.installing import alone, install_node, install_python, needed
from tests.clients.recipes import PAGE, Client, read_commands, read_recipe, start_client, write_loop, write_program

SQL = "ask('select count(*)::int as n from marts.articles')"
PANDAS = ("pandas==3.1.1", "duckdb==2.0.0")
SQLALCHEMY = ("duckdb-sqlalchemy==1.5.6.5", "sqlalchemy==2.0.58")
IBIS = ("ibis-framework[duckdb]==12.0.0",)
SHELL = ("duckdb-cli==1.5.6",)
NODE = ("@duckdb/node-api@1.5.6-r.1", "@evidence-dev/duckdb@2.0.1", "@duckdb/duckdb-wasm@1.32.0")
PYTHON = [
    ("DuckDB in Python", PANDAS, f"{SQL}.n[0]"),
    ("SQLAlchemy", SQLALCHEMY, f"{SQL}[0].n"),
    ("ibis", IBIS, "len(ask(lambda con: con.table('articles', database='marts')))"),
    ("Parquet", (), "len(read('articles')[0])"),
]
Publish = Callable[[], None]


@pytest.mark.parametrize("requirement", [*PANDAS, *SQLALCHEMY, *IBIS, *SHELL, *NODE])
def test_the_page_names_the_version_that_is_tested(requirement: str) -> None:
    name, _, version = requirement.replace("==", "@").rpartition("@")
    assert re.search(rf"{re.escape(name.removesuffix('[duckdb]'))}\b", PAGE)
    assert re.search(rf"\b{re.escape(version.removesuffix('.0') if name == 'duckdb' else version)}\b", PAGE)


def follow_python(program: str, packages: tuple[str, ...], folder: Path) -> AbstractContextManager[Client]:
    """Run a program with these packages and no others; with those of the project where there are none."""
    if not packages:
        return start_client([sys.executable, "-c", program], folder, os.environ)
    return start_client([sys.executable, "-S", "-c", program], folder, alone(install_python(*packages)))


def follow_node(program: str, folder: Path) -> AbstractContextManager[Client]:
    (folder / "node_modules").symlink_to(install_node(*NODE))
    (folder / "recipe.mjs").write_text(program)
    return start_client([needed("node"), "recipe.mjs"], folder, os.environ)


def count_before_and_after(client: AbstractContextManager[Client], publish_next: Publish) -> tuple[int, int]:
    with client as running:
        before = running.count_articles()
        publish_next()
        return before, running.count_articles()


@pytest.mark.parametrize(("heading", "packages", "count"), PYTHON, ids=[heading for heading, *_ in PYTHON])
def test_python_follows_the_recipe_for(
    heading: str, packages: tuple[str, ...], count: str, warehouse: Path, publish_next: Publish
) -> None:
    client = follow_python(write_program(heading, "python", count), packages, warehouse.parent)
    assert count_before_and_after(client, publish_next) == (1, 2)


def test_sqlalchemy_keeps_the_old_version_without_what_the_recipe_asks_for(
    warehouse: Path, publish_next: Publish
) -> None:
    program = write_program("SQLAlchemy", "python", f"{SQL}[0].n")
    assert ", poolclass=NullPool" in program
    client = follow_python(program.replace(", poolclass=NullPool", ""), SQLALCHEMY, warehouse.parent)
    assert count_before_and_after(client, publish_next) == (1, 1)


def test_tables_read_from_parquet_are_of_one_publish(
    versions: tuple[Path, Path], warehouse: Path, publish_next: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(warehouse.parent)
    recipe: dict[str, object] = {}
    exec(read_recipe("Parquet", "python"), recipe)
    # Half of a publish, whose other half comes while the reader waits.
    claims = (versions[1] / "exports" / "claims.parquet").read_bytes()
    (warehouse / "exports" / "claims.parquet").write_bytes(claims)
    monkeypatch.setattr("time.sleep", lambda seconds: publish_next())
    read = recipe["read"]
    assert callable(read)
    articles, both = read("articles", "claims")
    assert (len(articles), len(both)) == (2, len(pl.read_parquet(claims)))


def test_arrow_reads_every_parquet_file(warehouse: Path) -> None:
    listed = json.loads((warehouse / "exports" / "manifest.json").read_bytes())["tables"]
    rows = {name: parquet.read_table(warehouse / "exports" / table["file"]).num_rows for name, table in listed.items()}
    assert rows == {name: table["rows"] for name, table in listed.items()}
    assert rows["claims"] > 0


def test_the_shell_answers_at_once_and_turns_to_a_new_version_when_told(warehouse: Path, publish_next: Publish) -> None:
    environment, folder = alone(install_python(*SHELL)), warehouse.parent
    shell = [sys.executable, "-S", "-m", "duckdb_cli"]
    ((_, *arguments),) = read_commands("DuckDB's shell")
    asked = subprocess.run(
        [*shell, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert "154,830" in asked.stdout, asked.stderr
    question = "select 'articles: ' || count(*) from marts.articles;\n"
    with subprocess.Popen(
        [*shell, "-readonly", "-list", "-noheader", "warehouse/tollbook.duckdb"],
        cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write(question)
        process.stdin.flush()
        assert process.stdout.readline() == "articles: 1\n"
        publish_next()
        answers, _ = process.communicate(question + read_recipe("DuckDB's shell", "text") + question)
    assert answers.splitlines() == ["articles: 1", "articles: 2"]


def test_node_follows_the_recipe(warehouse: Path, publish_next: Publish) -> None:
    program = write_program("Node.js", "javascript", f"(await {SQL.replace(chr(39), chr(34))})[0].n")
    assert count_before_and_after(follow_node(program, warehouse.parent), publish_next) == (1, 2)


WASM = """
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { readFileSync } from "node:fs";
const require = createRequire(import.meta.url);
const duckdb = require("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs");
const dist = dirname(require.resolve("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs"));
const bundle = { mainModule: `${dist}/duckdb-eh.wasm`, mainWorker: `${dist}/duckdb-node-eh.worker.cjs` };
const db = await duckdb.createDuckDB({ mvp: bundle, eh: bundle }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
await db.instantiate();
async function count() {
  const con = await open(db, new Uint8Array(readFileSync("warehouse/tollbook.duckdb")));
  return con.query("select count(*)::int as n from marts.articles").toArray()[0].n;
}
"""


def test_wasm_follows_the_recipe(warehouse: Path, publish_next: Publish) -> None:
    program = WASM + write_program("DuckDB-Wasm", "javascript", "await count()")
    assert count_before_and_after(follow_node(program, warehouse.parent), publish_next) == (1, 2)


EVIDENCE = """
import driver from "@evidence-dev/duckdb";
import { readFileSync } from "node:fs";
const filename = readFileSync("sources/tollbook/connection.yaml", "utf8").match(/filename: (.*)/)[1];
async function count() {
  const run = await driver.getRunner({ filename: filename }, "sources/tollbook");
  const { rows } = await run("select article_id, published_date, text from marts.articles", "articles.sql");
  let n = 0;
  for await (const batch of rows()) n += batch.length;
  return n;
}
"""


def test_evidence_follows_the_recipe(warehouse: Path, publish_next: Publish) -> None:
    source = warehouse.parent / "dashboard" / "sources" / "tollbook"
    source.mkdir(parents=True)
    (source / "connection.yaml").write_text(read_recipe("Evidence", "yaml"))
    # Evidence works in the folder of its project, from which the warehouse is one more step away.
    program = EVIDENCE.replace('"sources/', '"dashboard/sources/') + write_loop("javascript", "await count()")
    assert count_before_and_after(follow_node(program, warehouse.parent), publish_next) == (1, 2)
