"""Read a warehouse thousands of times while it is published again and again: ``python -m tests.crash.readers``."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.warehouse.small_builds import build, end_reader, publish, start_reader


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reads", type=int, default=10_000, help="by all readers together")
    parser.add_argument("--readers", type=int, default=2)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="tollbook-readers-") as folder:
        warehouse = Path(folder)
        build(warehouse, 1)
        publish(warehouse)
        readers = [start_reader(warehouse, -(-given.reads // given.readers)) for _ in range(given.readers)]
        number = 1
        while any(reader.poll() is None for reader in readers):
            number += 1
            build(warehouse, number)
            publish(warehouse)
        ends = [end_reader(reader) for reader in readers]
    print("reads | builds published | builds seen by a reader | torn or failed reads")
    seen = "+".join(str(n_builds) for _, n_builds, _ in ends)
    print(f"{sum(n for n, _, _ in ends)} | {number} | {seen} | {sum(bool(wrong) for _, _, wrong in ends)}")
    for _, _, wrong in ends:
        print(wrong, file=sys.stderr, end="")


if __name__ == "__main__":
    main()
