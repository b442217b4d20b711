"""The command that runs the benchmarks: it knows all of them, and no other."""

import re
from pathlib import Path

import pytest
from tests.benchmarks import __main__ as benchmarks

RUN_BY_OTHERS = {"__main__", "cold_build", "launcher", "rivals"}


def test_every_benchmark_is_a_part() -> None:
    modules = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py")}
    runnable = {name for name, text in modules.items() if re.search(r"^if __name__ == \"__main__\":", text, re.M)}
    assert runnable - RUN_BY_OTHERS == benchmarks.PARTS.keys()


def test_a_part_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["benchmarks", "geese"])
    with pytest.raises(SystemExit, match="2"):
        benchmarks.main()
    assert "geese: no benchmark; there are start, " in capsys.readouterr().err
