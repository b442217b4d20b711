"""The data of the report, as scripts: a page that is opened from disk may load scripts, but may not fetch files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

__all__ = ["DataFolder", "encode_table"]

# What could end a script or begin markup in it, and what was once no part of a JavaScript string.
_DANGEROUS = {character: f"\\u{ord(character):04x}".encode() for character in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class DataFolder:
    """The folder of a report's data; every file names the build that it belongs to."""

    path: Path
    build_id: str

    def write(self, key: str, value: Any) -> None:
        """Write ``value`` as ``<key>.js``, which hands it to the page that loads it."""
        file = self.path / f"{key}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        arguments = b",".join(_encode(part) for part in (self.build_id, key, value))
        file.write_bytes(b"tollbook.receive(" + arguments + b");\n")

    def write_pages(self, key: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], size: int = 500) -> int:
        """Write rows as tables of at most ``size`` rows in ``<key>/0.js``, ``<key>/1.js`` ...; return their number."""
        left = iter(rows)
        n_pages = n_rows = 0
        while page := list(islice(left, size)):
            self.write(f"{key}/{n_pages}", encode_table(columns, page))
            n_pages += 1
            n_rows += len(page)
        return n_rows


def encode_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Return a table with each text and date once: in the columns of ``texts``, cells are places in ``words``."""
    words: dict[str, int] = {}
    texts: set[int] = set()
    encoded = []
    for row in rows:
        cells = list(row)
        for place, cell in enumerate(cells):
            if isinstance(cell, str | date):
                texts.add(place)
                cells[place] = words.setdefault(str(cell), len(words))
        encoded.append(cells)
    return {
        "columns": columns,
        "texts": [columns[place] for place in sorted(texts)],
        "words": list(words),
        "rows": encoded,
    }


def _encode(value: Any) -> bytes:
    encoded = orjson.dumps(value)
    for character, escaped in _DANGEROUS.items():
        encoded = encoded.replace(character.encode(), escaped)
    return encoded
