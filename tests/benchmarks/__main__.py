"""All benchmarks, or those that are named: ``python -m tests.benchmarks [PART ...]``, which ``make bench`` runs.

Sizes are such that all of it takes about eight minutes on two cores; each part, run by itself as
``python -m tests.benchmarks.PART``, takes others. What a part needs and does not find, it says, and is left out.
"""

import argparse
import os
import subprocess
import sys
import time

from tests.benchmarks.measuring import PROJECT

PARTS: dict[str, tuple[str, ...]] = {
    "start": (),
    "extraction_speed": ("--articles", "1000"),
    "bulk_input": ("--pages", "500", "--megabytes", "50"),
    "pipeline_speed": ("--articles", "4000"),
    "model_build": ("100", "10000", "--runs", "3"),
    "scheduled_run": ("1000", "10000", "--runs", "3"),
    "inbox_growth": ("measure", "1000", "10000"),
    "archive_growth": ("measure", "1000", "10000"),
    "model_growth": ("1000", "10000"),
}
"""The benchmarks in the order in which they run, with what they are told."""


def main() -> None:
    """Run the parts, each in a process of its own; end with 1 if one failed, after all have run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all if none is named")
    options = parser.parse_args()
    if unknown := [part for part in options.parts if part not in PARTS]:
        parser.error(f"{', '.join(unknown)}: no benchmark; there are {', '.join(PARTS)}")
    failed = []
    for part in options.parts or PARTS:
        print(f"\n== {part}", flush=True)
        started = time.monotonic()
        command = [sys.executable, "-m", f"tests.benchmarks.{part}", *PARTS[part]]
        if subprocess.run(command, cwd=PROJECT, check=False, env={**os.environ, "PYTHONUNBUFFERED": "1"}).returncode:
            failed.append(part)
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
