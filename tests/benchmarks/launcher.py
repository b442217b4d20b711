"""Run a command and write what it took: ``launcher.py FILE COMMAND...``, started by ``measuring.time_process``.

A process counts as its own the memory of the one that started it, so a small one stands between a benchmark that holds
a whole corpus and what it measures.
"""

import json
import os
import sys
import time


def main() -> None:
    """Write the command's exit code, seconds of clock and processor, and largest memory in kB, as JSON."""
    file, *command = sys.argv[1:]
    started = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(pid, 0)
    clock = time.perf_counter() - started
    with open(file, "w", encoding="utf-8") as target:
        code = os.waitstatus_to_exitcode(status)
        json.dump([code, clock, used.ru_utime + used.ru_stime, used.ru_maxrss], target)


if __name__ == "__main__":
    main()
