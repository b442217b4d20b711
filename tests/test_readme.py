"""The README tells the truth: its commands run and print what it shows, its tables are the warehouse's."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from tests.warehouse_rows import PROJECT
from typer.testing import CliRunner

from tollbook.cli import app
from tollbook.warehouse import open_published

README = (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make run` builds, by the command that it calls: with Prefect, and without a server set up."""
    folder = tmp_path_factory.mktemp("readme")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(
        [PROJECT / ".venv" / "bin" / "tollbook", "run", "-w", folder / "warehouse"],
        env=environment | {"PREFECT_HOME": str(folder / "prefect")},
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder / "warehouse"


def read_console() -> list[tuple[str, str]]:
    """Return the README's commands with the output that it shows for them."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.S)
    return [
        (command.strip(), output.strip("\n"))
        for block in blocks
        for command, _, output in (part.partition("\n") for part in block.split("$ ")[1:])
    ]


def test_the_two_commands_are_targets_of_make_that_do_what_it_says() -> None:
    makefile = (PROJECT / "Makefile").read_text()
    commands = [command for command, _ in read_console()]
    assert commands[:2] == ["make run", "make test"]
    assert re.search(r"^run: \$\(READY\).*\n\t@\$\(VENV\)/bin/tollbook run$", makefile, re.M)
    assert re.search(
        r"^test: \$\(READY\) check .*\n\t@\$\(VENV\)/bin/python -m pytest -n auto --dist loadfile$", makefile, re.M
    )
    for target in re.findall(r"`make (\w+)`", README):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_queries_print_what_it_shows(warehouse: Path) -> None:
    queries = [(shlex.split(command), output) for command, output in read_console() if "tollbook query" in command]
    assert queries
    for (_, *arguments), output in queries:
        result = CliRunner().invoke(app, [*arguments, "-w", str(warehouse)])
        assert [line.rstrip() for line in result.stdout.strip("\n").splitlines()] == output.splitlines()


def test_the_macros_it_names_run(warehouse: Path) -> None:
    (block,) = re.findall(r"```sql\n(.*?)```", README, re.S)
    with open_published(warehouse / "tollbook.duckdb") as con:
        ((claim_id,),) = con.execute("select claim_id from marts.claims limit 1").fetchall()
        found = [con.execute(line.replace("<claim id>", claim_id)).fetchall() for line in block.splitlines()]
    assert all(found)


def test_it_lists_the_tables_that_there_are(warehouse: Path) -> None:
    listed = re.findall(r"^\| `((?:marts|quality)\.\w+)` \|", README, re.M)
    with open_published(warehouse / "tollbook.duckdb") as con:
        tables = con.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('marts', 'quality')"
        ).fetchall()
    assert sorted(listed) == sorted(table for (table,) in tables)


def test_it_lists_the_commands_and_options_that_there_are() -> None:
    (block,) = re.findall(r"```text\n(tollbook run.*?)```", README, re.S)
    listed = re.findall(r"^tollbook ([\w-]+)", block, re.M)
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert listed == [name.replace("_", "-") for name in names]
    for line in block.splitlines():
        command = line.split()[1]
        help_text = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).stdout
        for option in re.findall(r"--\w+", line):
            assert option in help_text, f"{command} {option}"


def test_the_files_and_folders_it_names_are_there() -> None:
    for path in re.findall(r"`((?:sql|seeds|src|tests|flows|prefect)[\w./-]*)`", README):
        assert (PROJECT / path).exists(), path


def test_the_deployments_it_speaks_of_name_flows_that_are_there() -> None:
    deployments = yaml.safe_load((PROJECT / "prefect.yaml").read_text())["deployments"]
    (table,) = re.findall(r"\| deployment \| it does \|\n\|[-|]+\n((?:\|.*\n)+)", README)
    assert sorted(re.findall(r"^\| `([\w-]+)`", table, re.M)) == sorted(each["name"] for each in deployments)
    for deployment in deployments:
        path, _, flow = deployment["entrypoint"].partition(":")
        assert f"def {flow}(" in (PROJECT / path).read_text()
