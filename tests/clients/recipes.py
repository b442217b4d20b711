"""The recipes of ``sql/CLIENTS.md``, and a client that follows one and answers as often as it is asked."""

import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tests.warehouse_rows import PROJECT

PAGE = (PROJECT / "sql" / "CLIENTS.md").read_text(encoding="utf-8")
_ANSWER = "articles: "
# What makes each line on standard input a question, with the recipe's own function in the place of COUNT.
_LOOPS = {
    "python": "import sys\nfor _ in sys.stdin:\n    print('articles:', COUNT, flush=True)\n",
    "javascript": 'for await (const _ of process.stdin) console.log("articles:", COUNT);\n',
    "r": 'input <- file("stdin", "r")\n'
    'while (length(readLines(input, 1)) > 0) { cat("articles:", COUNT, "\\n"); flush(stdout()) }\n',
}


def read_recipe(heading: str, language: str) -> str:
    """Return the first block of code in ``language`` under ``heading``."""
    (section,) = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```", section, re.M | re.S)
    return blocks[0]


def read_commands(heading: str) -> list[list[str]]:
    """Return the commands of the console under ``heading``, as lists of words."""
    return [shlex.split(line.removeprefix("$ ")) for line in read_recipe(heading, "console").splitlines()]


def write_program(heading: str, language: str, count: str) -> str:
    """Return a program that follows the recipe and then counts articles, by ``count``, for each line it is sent."""
    return read_recipe(heading, language) + write_loop(language, count)


def write_loop(language: str, count: str) -> str:
    """Return the end of such a program: it prints what ``count`` comes to for each line it is sent."""
    return "\n" + _LOOPS[language].replace("COUNT", count)


class Client:
    """A running program of ``write_program``."""

    def __init__(self, process: "subprocess.Popen[str]", errors: IO[str]) -> None:
        self._process, self._errors = process, errors

    def count_articles(self) -> int:
        """Ask once more; what the recipe itself prints is passed over."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith(_ANSWER):
                return int(line.removeprefix(_ANSWER))
        self._errors.seek(0)
        raise AssertionError(self._errors.read())


@contextmanager
def start_client(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Iterator[Client]:
    """Yield the program that ``command`` starts in ``folder``, where the warehouse is; it ends with the block."""
    # Errors go to a file, for a pipe that nobody reads would stop a client that warns a lot.
    with (
        TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            command, cwd=folder, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
        ) as process,
    ):  # fmt: skip
        yield Client(process, errors)
