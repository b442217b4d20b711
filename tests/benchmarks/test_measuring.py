"""How the benchmarks measure and print: on commands whose cost is known."""

import subprocess
import sys

import pytest
from tests.benchmarks.measuring import Timing, median_timing, on_cores, print_table, time_process

BUSY = "import time\nstarted = time.process_time()\nwhile time.process_time() < started + 0.2: pass\n"


def test_a_process_is_told_with_its_time_its_memory_and_its_words() -> None:
    idle = time_process([sys.executable, "-c", "print('done')"])
    busy = time_process([sys.executable, "-c", BUSY + "held = b'x' * 100_000_000"])
    assert idle.output == "done\n"
    assert busy.clock >= 0.2
    assert busy.processor - idle.processor > 0.15
    assert 90 < busy.peak_mb - idle.peak_mb < 110


def test_the_memory_of_who_measures_is_not_counted() -> None:
    held = b"x" * 200_000_000
    assert time_process([sys.executable, "-c", "pass"]).peak_mb < len(held) / 1_000_000 / 2


def test_a_process_that_fails_is_told_with_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        time_process([sys.executable, "-c", "raise ValueError('too few geese')"])
    assert "too few geese" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps processes on cores")
def test_within_one_core_a_process_sees_one() -> None:
    code = "import os; print(len(os.sched_getaffinity(0)))"
    with on_cores(1):
        assert time_process([sys.executable, "-c", code]).output == "1\n"


def test_medians_are_taken_figure_by_figure() -> None:
    timings = [Timing(clock, 10 - clock, 5, "last") for clock in (1, 9, 3)]
    assert median_timing(timings) == Timing(3, 7, 5, "last")


def test_figures_stand_under_their_columns_with_as_many_digits_as_can_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table("Geese", ("farm", "weight", "eggs"), [("north", 4.321, 12_345), ("by the sea", 0.0456, None)])
    assert capsys.readouterr().out.splitlines() == [
        "",
        "Geese",
        "  farm        weight    eggs",
        "  north         4.32  12,345",
        "  by the sea   0.046        ",
    ]
