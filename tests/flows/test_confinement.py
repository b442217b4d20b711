"""A run with Prefect and its temporary server: nothing beyond loopback, no secret in what it says, logs or keeps."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.warehouse_rows import PROJECT

TOLD = "2030-01-02\n\nA Russian strike killed 12 Ukrainian soldiers, the army said. Nobody knows how 7 died.\n"
SECRETS = {
    name: f"hush-{name.lower()}"
    for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GOOGLE_SERVICE_ACCOUNT_KEY", "SOME_PASSWORD")
}


@dataclass(frozen=True)
class Ended:
    """A folder in which a run has ended, with Prefect's home in it, and all that the run said."""

    folder: Path
    code: int
    said: str


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    pytest.importorskip("prefect")
    folder = tmp_path_factory.mktemp("confined")
    (folder / "report.txt").write_text(TOLD)
    (folder / "broken.json").write_text("{")
    (folder / "network.log").touch()
    done = subprocess.run(
        [sys.executable, "-m", "tollbook.cli", "run", str(folder), "-w", str(folder / "warehouse"), "--json"],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
            **SECRETS,
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_LOGGING_LEVEL": "DEBUG",
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
            "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT / 'tests' / 'network_guard'}",
            "ALLOWED_NETWORK": "loopback",
            "ALLOWED_NETWORK_LOG": str(folder / "network.log"),
        },
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Ended(folder, done.returncode, done.stdout + done.stderr)


def test_it_reaches_nothing_beyond_loopback(ended: Ended) -> None:
    assert ended.code == 3, ended.said
    assert '"status": "published"' in ended.said
    assert (ended.folder / "network.log").read_text() == ""


def test_neither_its_logs_and_pages_nor_the_warehouse_hold_a_secret(ended: Ended) -> None:
    kept = {path: path.read_bytes() for path in ended.folder.rglob("*") if path.is_file()}
    # The server's database has the logs and the pages of the run.
    server = b"".join(content for path, content in kept.items() if path.is_relative_to(ended.folder / "prefect"))
    assert b"run published" in server
    assert b"tollbook-changes" in server
    for secret in SECRETS.values():
        assert secret not in ended.said
        assert [path for path, content in kept.items() if secret.encode() in content] == []
