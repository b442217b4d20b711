"""JSON and JSON lines: one record, a list of them, an object that wraps a list, or one record on each line."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import orjson

from tollbook.reading.decoding import decode
from tollbook.reading.record import Record
from tollbook.reading.source import Source, Unreadable, open_source, read_whole

_LISTS = ("articles", "records", "items", "results", "documents", "docs", "data", "entries")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_json(source: Source) -> Iterator[Record | Unreadable]:
    """Stream the records of a JSON document; one that is JSON lines under another name is read as such.

    Raises ``Unreadable`` if it is no JSON or holds no record.
    """
    content = decode(read_whole(source)).encode()
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        first, _, rest = content.strip().partition(b"\n")
        if rest.strip() and _is_object(first):
            yield from read_json_lines(source)
            return
        raise _tell_break(error, content) from error
    yield from _unwrap(document)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _unwrap(document: object) -> Iterator[Record | Unreadable]:
    if isinstance(document, dict):
        wrapped = next((document[name] for name in _LISTS if isinstance(document.get(name), list)), None)
        if wrapped is None:
            yield Record(document)
            return
        document = wrapped
    if not isinstance(document, list):
        raise _tell_no_record(document)
    if not document:
        raise Unreadable("empty", "is a list with no record in it", "remove it, or fetch it again")
    for number, entry in enumerate(document, start=1):
        place = f"entry {number}"
        if isinstance(entry, dict):
            yield Record(entry, place, number)
        else:
            yield _tell_no_record(entry, place)


def read_json_lines(source: Source) -> Iterator[Record | Unreadable]:
    """Stream the records of a JSON-lines file, one line in memory at a time; a line that is no record is a fault of
    its own.
    """
    with _open_lines(source) as stream:
        number = 0
        while line := stream.readline(source.limits.record_bytes + 1):
            number += 1
            place = f"line {number}"
            if len(line) > source.limits.record_bytes and not line.endswith(b"\n"):
                _skip_line(stream)
                found = f"is longer than {source.limits.record_bytes:,} bytes"
                yield Unreadable("too_large", found, "split the record, or raise the limit record_bytes", place)
            elif line.strip():
                yield _read_line(line, place, number)


@contextmanager
def _open_lines(source: Source) -> Iterator[BinaryIO]:
    with open_source(source) as stream:
        start = stream.read(4)
    if start.startswith(_WIDE_MARKS):
        # Its line ends are two bytes wide: turned into UTF-8 as a whole, which is rare enough to be worth no more.
        yield io.BytesIO(decode(read_whole(source)).encode())
        return
    with open_source(source) as stream:
        if start.startswith(codecs.BOM_UTF8):
            stream.read(len(codecs.BOM_UTF8))
        yield stream


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _read_line(line: bytes, place: str, number: int) -> Record | Unreadable:
    try:
        entry = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            entry = orjson.loads(decode(line).encode())
        except Unreadable as unreadable:
            unreadable.record = place
            return unreadable
        except orjson.JSONDecodeError:
            return _tell_break(error, line, place)
    return Record(entry, place, number) if isinstance(entry, dict) else _tell_no_record(entry, place)


def _tell_break(error: orjson.JSONDecodeError, content: bytes, place: str | None = None) -> Unreadable:
    if place is None:
        place = f"line {error.lineno}"
    if not content.strip():
        return Unreadable("empty", "holds only white space", "remove it, or fetch it again")
    found = f"the JSON breaks at column {error.colno} ({error.msg.split(':')[0]})"
    return Unreadable("broken_json", found, "mend it, or fetch the file again", place)


def _tell_no_record(entry: object, place: str | None = None) -> Unreadable:
    found = f"holds a JSON {type(entry).__name__}, not a record"
    return Unreadable("no_record", found, "give an object with the article's fields", place)
