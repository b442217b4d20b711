"""Parquet: one article in each row, read a few rows at a time."""

import shutil
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from tollbook.reading.record import Record
from tollbook.reading.source import UNPACKING_ADVICE, Source, Unreadable, open_source

_BATCH_ROWS = 64
_MEMORY_BYTES = 1 << 26
_TAIL = b"PAR1"


def read_parquet(source: Source) -> Iterator[Record | Unreadable]:
    """Stream the rows of a Parquet file; raises ``Unreadable`` if it is damaged or no Parquet."""
    import pyarrow as pa  # type: ignore[import-untyped]

    with open_source(source) as stream, tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES) as unpacked:
        seekable = stream
        if not stream.seekable():
            # A Parquet file is read from its end: one that is packed once more has to be unpacked first.
            shutil.copyfileobj(stream, unpacked)
            seekable = cast(BinaryIO, unpacked)
        seekable.seek(0)
        if seekable.read(4) != _TAIL:
            raise Unreadable("wrong_format", "is named .parquet but holds no Parquet", "name it after its format")
        seekable.seek(0)
        try:
            yield from _read_rows(seekable, source)
        except (pa.ArrowException, OSError, ValueError, KeyError, NotImplementedError) as error:
            told = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
            raise Unreadable("damaged", f"cannot be read as Parquet ({told})", "write or fetch it again") from error


def _read_rows(stream: BinaryIO, source: Source) -> Iterator[Record | Unreadable]:
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]

    number = unpacked_bytes = 0
    # A value that stands a million times in a column takes hardly more room in the file than one.
    allowed = source.limits.allow_unpacked(source.path.stat().st_size)
    with ParquetFile(stream) as table:
        for batch in table.iter_batches(batch_size=_BATCH_ROWS):
            unpacked_bytes += sum(_count_bytes(column) for column in batch.columns)
            if unpacked_bytes > allowed:
                raise Unreadable("too_large", f"unpacks to more than {allowed:,} bytes", UNPACKING_ADVICE)
            for row in _list_rows(batch):
                number += 1
                place = f"row {number}"
                if isinstance(row, UnicodeDecodeError):
                    yield Unreadable("wrong_encoding", "holds text that is not UTF-8", "write the file again", place)
                else:
                    yield Record(row, place, number)


def _count_bytes(column: Any) -> int:
    # A dictionary counts each value once, however often it stands in the column.
    return int((column.dictionary_decode() if hasattr(column, "dictionary_decode") else column).nbytes)


def _list_rows(batch: Any) -> Iterator[dict[str, object] | UnicodeDecodeError]:
    try:
        yield from batch.to_pylist()
        return
    except UnicodeDecodeError:
        pass
    for index in range(batch.num_rows):
        try:
            yield batch.slice(index, 1).to_pylist()[0]
        except UnicodeDecodeError as error:
            yield error
