"""Runs in processes of their own, which can be killed at a moment of somebody's choice, and what they leave behind."""

import json
import os
import pickle
import resource
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.warehouse_rows import PROJECT

from tollbook import stages, warehouse
from tollbook.archive import BatchFailure, Shard, loading
from tollbook.articles import Article, content_hash
from tollbook.extraction.engine import extract
from tollbook.faults import describe_fault
from tollbook.pipeline import Input, Outcome, Stages, run_stages
from tollbook.place import Place
from tollbook.search import Search, open_search
from tollbook.stages import BatchReport, read_claims_of_batch

STAGES = ("read", "find", "load", "build", "check", "publish")
SENTENCES = (
    "The General Staff of the Ukrainian Armed Forces said {n:,} Russian soldiers had been killed the previous day.",
    "Officials said {n} civilians were killed and 30 wounded in a Russian missile strike on Kharkiv.",
    "The ministry has put Russia's total losses since the start of the invasion at {n},830.",
)
N_ARTICLES = 48
BATCH = 8
FILE_OPERATIONS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})


@dataclass(frozen=True)
class Desk:
    """A warehouse, and the folder of articles that its runs read."""

    place: Place
    articles: Path

    @staticmethod
    def at(folder: Path) -> "Desk":
        return Desk(Place(PROJECT, folder / "warehouse", folder), folder / "articles")

    def write(self, first: int, last: int, edition: int = 1) -> None:
        """Write the articles with these numbers, each into a file; another edition has other figures."""
        self.articles.mkdir(parents=True, exist_ok=True)
        for number in range(first, last):
            text = SENTENCES[number % 3].format(n=100 + number + edition) + f" Report {number}."
            url = f"https://echo.example/{number}"
            record = {"id": f"n{number}", "text": text, "published": "2023-03-07", "url": url}
            (self.articles / f"{number:04}.json").write_text(json.dumps(record))

    def copy(self, folder: Path) -> "Desk":
        """Return a copy, with the times of its files."""
        shutil.copytree(self.articles.parent, folder)
        return Desk.at(folder)

    def run(self, mark: Callable[[str], None] = lambda _: None, *, pooled: bool = False) -> Outcome:
        """Run the stages here, in small batches; ``mark`` is told when each begins."""
        loading.BATCH_ARTICLES = BATCH
        return run_stages(_marked(mark, pooled), self.place, Input([self.articles]), lambda *_: None)


def _marked(mark: Callable[[str], None], pooled: bool) -> Stages:
    def begin(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            mark(name)
            return stage(*given)

        return run

    @contextmanager
    def search(place: Place, version: str) -> Iterator[Search]:
        if pooled:
            with open_search(place, version) as pool:
                yield _MarkedSearch(pool, mark)
        else:
            yield _MarkedSearch(_SearchHere(place, version), mark)

    return Stages(
        begin("read", stages.read),
        search,
        begin("load", stages.load),
        begin("build", stages.build),
        begin("check", stages.check),
        begin("publish", stages.publish),
    )


@dataclass(frozen=True)
class _MarkedSearch:
    """A search of which ``find`` is what is left to do of it when all has been read."""

    search: Search
    mark: Callable[[str], None]

    def add(self, batch: Shard) -> None:
        self.search.add(batch)

    def finish(self) -> Iterator[BatchReport | BatchFailure]:
        self.mark("find")
        return self.search.finish()


@dataclass(frozen=True)
class _SearchHere:
    """A search by this process, that may be killed in it, and that lets errors through."""

    place: Place
    version: str
    batches: list[Shard] = field(default_factory=list)

    def add(self, batch: Shard) -> None:
        self.batches.append(batch)

    def finish(self) -> Iterator[BatchReport]:
        return (read_claims_of_batch(self.place, self.version, batch) for batch in self.batches)


def warm_up() -> None:
    """Read rules and models once, for all processes that are forked from this one; none of it starts a thread."""
    text = SENTENCES[0].format(n=5)
    extract(Article("0" * 16, "x", text, content_hash(text), "x.txt"))
    warehouse.read_models(PROJECT / "sql")


class DeathError(RuntimeError):
    """A process ended without an answer."""


def call_apart(work: Callable[[], Any]) -> Any:
    """Return what ``work`` returns in a process of its own; raises ``DeathError`` with what it said if it does not.

    This process starts no threads, neither DuckDB's nor Polars', so that its children may be forked.
    """
    child = Child(lambda _: work())
    answer = child.read_all()
    child.wait()
    if not answer:
        raise DeathError("no answer")
    kind, value = pickle.loads(answer)
    if kind == "failed":
        raise DeathError(value)
    return value


class Child:
    """A forked process that leads a group of its own; ``work`` may write lines to what it is given."""

    def __init__(self, work: Callable[[int], Any]) -> None:
        self.reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            os.close(self.reader)
            try:
                answer = ("returned", work(writer))
            except BaseException:
                answer = ("failed", traceback.format_exc())
            with os.fdopen(writer, "wb") as stream:
                stream.write(pickle.dumps(answer))
            os._exit(answer[0] == "failed")
        os.close(writer)

    def read_line(self, seconds: float = 120) -> str:
        """Return the next line, empty if there is none."""
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self.reader], [], [], seconds)
            byte = os.read(self.reader, 1) if ready else b""
            if not byte:
                return ""
            line += byte
        return line.decode(errors="replace").strip()

    def read_all(self) -> bytes:
        """Return all that is left to read."""
        return b"".join(iter(lambda: os.read(self.reader, 65536), b""))

    def kill(self) -> None:
        """Kill the whole group, as a machine that goes down would."""
        os.killpg(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Return the signal that ended it, 0 if none did."""
        os.close(self.reader)
        return max(0, -os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]))


def measure_stages(desk: Desk, *, pooled: bool = False) -> dict[str, float]:
    """Run to the end and return for how many seconds each stage went on."""
    child = Child(lambda out: desk.run(lambda stage: _tell(out, stage), pooled=pooled).status)
    begun: dict[str, float] = {}
    while (line := child.read_line()) in STAGES:
        begun[line] = time.monotonic()
    child.wait()
    assert len(begun) == len(STAGES), f"the run stopped in {list(begun)}"
    ends = [*list(begun.values())[1:], time.monotonic()]
    return {stage: end - start for (stage, start), end in zip(begun.items(), ends, strict=True)}


def kill_after(desk: Desk, stage: str, seconds: float, *, pooled: bool = False) -> bool:
    """Start a run and kill it so many seconds after that stage began; return whether it still lived then."""
    child = Child(lambda out: desk.run(lambda begun: _tell(out, begun), pooled=pooled).status)
    while (line := child.read_line()) != stage:
        if line not in STAGES:
            child.wait()
            raise DeathError(f"never came to {stage}: {line}")
    time.sleep(seconds)
    child.kill()
    return child.wait() == signal.SIGKILL


def run_twice(desk: Desk) -> bool:
    """Start two runs at once and return true; raises ``DeathError`` if not both come to their end."""
    runs = [Child(lambda _: desk.run().status) for _ in range(2)]
    answers = sorted(pickle.loads(run.read_all()) for run in runs)
    for run in runs:
        run.wait()
    if answers != [("returned", "published"), ("returned", "unchanged")]:
        raise DeathError(answers)
    return True


def run_short_of_disk(desk: Desk, n_bytes: int) -> bool:
    """Run with files of so many bytes at most and return whether they were too small.

    Raises ``DeathError`` if the run ends with an error that the command would not tell in plain words.
    """

    def work() -> bool:
        resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes))
        try:
            desk.run()
        except Exception as error:
            if describe_fault(error) is None:
                raise
            return True
        return False

    was_short: bool = call_apart(work)
    return was_short


def kill_at_operation(desk: Desk, stage: str, number: int) -> bool:
    """Start a run that dies just before its n-th operation on a file within a stage; return whether it had so many."""
    return Child(lambda _: desk.run(_Killer(stage, number))).wait() == signal.SIGKILL


def count_operations(desk: Desk, stage: str) -> int:
    """Run to the end and return how many operations on files a stage had."""

    def work() -> int:
        killer = _Killer(stage, sys.maxsize)
        desk.run(killer)
        return killer.seen

    number: int = call_apart(work)
    return number


class _Killer:
    """Counts what Python does to files in one stage, and kills its own group of processes when it is time."""

    def __init__(self, stage: str, number: int) -> None:
        self.stage, self.number, self.seen, self.counts = stage, number, 0, False
        sys.addaudithook(self._see)

    def __call__(self, stage: str) -> None:
        self.counts = stage == self.stage

    def _see(self, event: str, _: tuple[Any, ...]) -> None:
        if self.counts and event in FILE_OPERATIONS:
            self.seen += 1
            if self.seen == self.number:
                os.killpg(0, signal.SIGKILL)


def _tell(out: int, stage: str) -> None:
    os.write(out, f"{stage}\n".encode())
