"""CSV and tab-separated tables: a header with the fields' names, one article in each row."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from tollbook.reading.decoding import find_encoding
from tollbook.reading.record import FIELD_NAMES, Record, fold_name
from tollbook.reading.source import Source, Unreadable, open_source

_DELIMITERS = (",", ";", "\t", "|")
_CHUNK_BYTES = 1 << 20
_SAMPLE_BYTES = 1 << 18


def read_csv(source: Source) -> Iterator[Record | Unreadable]:
    """Stream the rows of a table, one in memory at a time; a row that does not fit the header is a fault of its own.

    The delimiter is the one that makes the header's names known. Raises ``Unreadable`` for an unknown encoding.
    """
    try:
        encoding = _find_table_encoding(source)
    except Unreadable as unreadable:
        if unreadable.reason != "truncated":
            raise
        # The rows before the break can be read, and the break is told after them.
        encoding = "utf-8-sig"
    try:
        yield from _read_table(source, encoding)
    except UnicodeDecodeError as error:
        found = f"begins as {encoding} but is something else further on ({error.reason})"
        raise Unreadable("wrong_encoding", found, "convert it to UTF-8") from error


def _read_table(source: Source, encoding: str) -> Iterator[Record | Unreadable]:
    # The module's limit holds for the whole process; it is set anew for each table.
    csv.field_size_limit(min(source.limits.record_bytes, 2**31 - 1))
    with open_source(source) as stream:
        text = io.TextIOWrapper(io.BufferedReader(_Limited(stream, source.limits.record_bytes)), encoding, newline="")
        first = text.readline(_SAMPLE_BYTES)
        lines = _chain(first, text)
        rows = csv.reader(lines, delimiter=_find_delimiter(first))
        header = next(rows, [])
        if not any(name.strip() for name in header):
            raise Unreadable("empty", "has no header", "put the names of the columns on the first line", "line 1")
        yield from _read_rows(rows, [name.strip() for name in header])


class _Limited(io.RawIOBase):
    """Passes bytes on, but breaks off a line that never ends: the csv module would gather all of it."""

    def __init__(self, inner: BinaryIO, most: int) -> None:
        self._inner, self._most, self._since_break = inner, most, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        chunk = self._inner.read(len(view))
        view[: len(chunk)] = chunk
        break_at = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self._since_break = len(chunk) - break_at - 1 if break_at >= 0 else self._since_break + len(chunk)
        if self._since_break > self._most:
            raise Unreadable(
                "too_large", f"has a line of more than {self._most:,} bytes", "mend it, or raise the limit record_bytes"
            )
        return len(chunk)


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _read_rows(rows: Iterator[list[str]], header: list[str]) -> Iterator[Record | Unreadable]:
    number = 0
    while True:
        line = rows.line_num + 1  # type: ignore[attr-defined]
        place = f"line {line}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Unreadable("broken_row", f"cannot be read as a row ({error})", "check its quotes", place)
            continue
        if row is None:
            return
        if not row:
            continue
        number += 1
        if len(row) > len(header):
            found = f"has {len(row)} cells where the header has {len(header)}"
            yield Unreadable("broken_row", found, "put cells that hold the delimiter in quotes", place)
        else:
            yield Record(dict(zip(header, row, strict=False)), place, number)


def _find_delimiter(header: str) -> str:
    known = frozenset(name for names in FIELD_NAMES.values() for name in names)

    def count_known(delimiter: str) -> tuple[int, int]:
        names = [fold_name(name.strip().strip('"')) for name in header.split(delimiter)]
        return sum(name in known for name in names), len(names)

    return max(_DELIMITERS, key=count_known)


def _find_table_encoding(source: Source) -> str:
    """Return the table's encoding: a pass over all of it, since one odd byte near the end would stop the reading
    there.
    """
    with open_source(source) as stream:
        start = stream.read(_SAMPLE_BYTES)
        if not start:
            raise Unreadable("empty", "is empty", "remove it, or fetch it again")
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
            return find_encoding(start)
        decoder = codecs.getincrementaldecoder("utf-8")()
        chunk = previous = start
        try:
            while chunk:
                if b"\x00" in chunk:
                    return find_encoding(chunk)
                decoder.decode(chunk)
                previous, chunk = chunk, stream.read(_CHUNK_BYTES)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return find_encoding(previous if chunk == b"" else chunk)
    return "utf-8"
