"""The program stays in its bounds: no network, no file that others may write, no secret in what it says or keeps."""

import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.warehouse_rows import PROJECT
from typer.main import get_command

from tollbook.cli import app

TOLD = "2030-01-02\n\nA Russian strike killed 12 Ukrainian soldiers, the army said. Nobody knows how 7 died.\n"
SECRETS = {
    name: f"secret-{name.lower()}"
    for name in ("PREFECT_API_KEY", "PREFECT_API_AUTH_STRING", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
}
COMMANDS = """
import os, sys
os.umask(0o{umask})
from tollbook.cli import app
for command in (
    ["run", "--plain", "-w", "{folder}/warehouse", "{folder}/articles"],
    ["claims", "{folder}/articles/report.txt", "--explain"],
    ["query", "select * from marts.claims", "-w", "{folder}/warehouse"],
    ["query", "select * from read_csv('https://example.org/x.csv')", "-w", "{folder}/warehouse"],
    ["query", "select getenv('PREFECT_API_KEY')", "-w", "{folder}/warehouse"],
    ["query", "install httpfs", "-w", "{folder}/warehouse"],
    ["export", "--csv", "{folder}/sheets", "-w", "{folder}/warehouse"],
):
    try:
        app(command)
    except SystemExit as ended:
        print(command[0], "ended with", ended.code)
"""


@dataclass(frozen=True)
class Ended:
    """A folder in which all commands have run, and all that they said."""

    folder: Path
    said: str


def run_all(folder: Path, umask: str) -> Ended:
    articles = folder / "articles"
    articles.mkdir()
    (articles / "report.txt").write_text(TOLD)
    (articles / "broken.json").write_text("{")
    (folder / "network.log").touch()
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS.format(folder=folder, umask=umask)],
        env={
            **os.environ, **SECRETS,
            "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT / 'tests' / 'network_guard'}",
            "ALLOWED_NETWORK": "none", "ALLOWED_NETWORK_LOG": str(folder / "network.log"),
        },
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Ended(folder, done.stdout + done.stderr)


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    return run_all(tmp_path_factory.mktemp("confined"), "077")


def test_the_guard_of_these_tests_refuses_the_network(tmp_path: Path) -> None:
    environment = {
        "PYTHONPATH": str(PROJECT / "tests" / "network_guard"),
        "ALLOWED_NETWORK": "none",
        "ALLOWED_NETWORK_LOG": str(tmp_path / "log"),
    }
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "out of bounds" in done.stderr
    assert (tmp_path / "log").read_text() == "socket.getaddrinfo 127.0.0.1\n"


def test_no_command_asks_for_the_network(ended: Ended) -> None:
    assert ended.said.count(" ended with ") == 7
    assert "run ended with 3" in ended.said
    assert "claims ended with 0" in ended.said
    assert (ended.folder / "network.log").read_text() == ""


def test_a_query_reaches_no_other_machine_and_no_variable_of_the_environment(ended: Ended) -> None:
    codes = [line for line in ended.said.splitlines() if line.startswith("query ended with")]
    assert codes == ["query ended with 0", *["query ended with 1"] * 3]


def test_no_secret_of_the_environment_is_said_or_kept(ended: Ended) -> None:
    kept = b"".join(path.read_bytes() for path in ended.folder.rglob("*") if path.is_file())
    assert b"Ukrainian soldiers" in kept
    for secret in SECRETS.values():
        assert secret not in ended.said
        assert secret.encode() not in kept


def test_who_may_read_a_file_is_for_the_umask_to_say(ended: Ended) -> None:
    made = [path for name in ("warehouse", "sheets") for path in (ended.folder / name).rglob("*")]
    assert len(made) > 30
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_dir()} == {0o700}


def test_no_command_takes_a_secret_that_the_list_of_processes_would_show() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    options = {f"{name} {option}" for name, each in commands.items() for p in each.params for option in p.opts}
    assert "run --archive" in options
    assert [each for each in options if re.search(r"key|secret|passw|token|credential", each)] == []
