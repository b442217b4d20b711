"""What all benchmarks share: how processes are timed, medians taken, and tables and the machine told."""

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
BENCH = PROJECT / ".venv" / "bench"
BENCH_PYTHON = BENCH / "bin" / "python"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")

Cell = str | float | None


@dataclass(frozen=True)
class Timing:
    """What a process took: seconds of the clock and of the processor, its largest memory in MB, and what it printed.

    Processor time is its own and that of the processes that it waited for; memory is that of the largest of them.
    """

    clock: float
    processor: float
    peak_mb: float
    output: str


def time_process(
    command: Sequence[object], *, environment: Mapping[str, str] | None = None, folder: Path = PROJECT
) -> Timing:
    """Run a command from its cold start to its end; raises ``CalledProcessError``, with all it said, if it fails."""
    launcher = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launcher.py"))]
    arguments = list(map(str, command))
    with NamedTemporaryFile("r", encoding="utf-8", prefix="tollbook-timing-") as file:
        output = subprocess.run(
            [*launcher, file.name, *arguments], cwd=folder, env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True,
        ).stdout  # fmt: skip
        code, clock, processor, peak_kb = json.load(file)
    if code:
        print(output, file=sys.stderr)
        raise subprocess.CalledProcessError(code, arguments, output)
    return Timing(clock, processor, peak_kb / 1024, output)


def call_module(module: str, action: str, *given: object) -> dict[str, Any]:
    """Do an action of one of the benchmarks in a process of its own and return what it prints."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", action, *map(str, given)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=PROJECT)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


@dataclass(frozen=True)
class Rival:
    """Another program: its name and version, its seconds of processor time in each run, what came of each input."""

    name: str
    seconds: list[float]
    outputs: list[Any]


def time_rival(program: str, inputs: Sequence[str], n_runs: int, python: Path = BENCH_PYTHON) -> Rival:
    """Time a program of ``rivals`` over all inputs, on one thread, with a Python that has it."""
    task = json.dumps({"program": program, "inputs": inputs, "runs": n_runs})
    script = Path(__file__).with_name("rivals.py")
    environment = {**os.environ, **ONE_THREAD}
    done = subprocess.run([python, script], input=task, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stderr.strip()}")
    return Rival(**json.loads(done.stdout))


def find_bench_python(what: str) -> Path | None:
    """Return the Python that has the programs to compare with; where there is none, say that ``what`` is missing."""
    if (BENCH / ".ready").is_file():
        return BENCH_PYTHON
    print(f"{what} not measured: no {BENCH.relative_to(PROJECT)}, which `make bench` installs.")
    return None


def used_seconds() -> float:
    """Return the processor time that this process and those that it has waited for have used."""
    return sum(os.times()[:4])


@contextmanager
def on_cores(n_cores: int) -> Iterator[None]:
    """Keep this process, and those that it starts within the block, on so many cores, where the system can."""
    if sys.platform != "linux":
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[-n_cores:])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def median_of(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the median of each figure of several runs."""
    return {name: statistics.median(run.get(name, 0.0) for run in runs) for name in runs[0] if name != "status"}


def median_timing(timings: Sequence[Timing]) -> Timing:
    """Return the medians of several timings of one command, with what the last one printed."""
    medians = median_of([{"clock": t.clock, "processor": t.processor, "peak_mb": t.peak_mb} for t in timings])
    return Timing(**medians, output=timings[-1].output)


def describe_machine() -> str:
    """Return the processor, its cores and memory, and the versions that matter."""
    import duckdb
    import polars

    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB;"
        f" Python {platform.python_version()}, DuckDB {duckdb.__version__}, Polars {polars.__version__}"
    )


def show(figure: Cell) -> str:
    """Return a figure with as many digits as a reader can use; text as it is, nothing for ``None``."""
    if figure is None or isinstance(figure, str):
        return figure or ""
    if isinstance(figure, int) or abs(figure) >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.2f}" if abs(figure) >= 1 else f"{figure:.3f}"


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print rows under their columns, of which the first names the row."""
    cells = [list(columns), *([show(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for name, *figures in cells:
        aligned = (f"{figure:>{width}}" for figure, width in zip(figures, widths[1:], strict=True))
        print("  ".join((f"  {name:<{widths[0]}}", *aligned)), flush=True)
