"""Open one input file: what it is called, how it is packed, and how many bytes of it may be taken."""

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import zstandard

from tollbook.reading.limits import MEBIBYTE, Limits
from tollbook.reading.series.mapping import SeriesMapping

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
PACKED_SUFFIXES = {".gz": GZIP_MAGIC, ".zst": ZSTD_MAGIC}
# A frame may ask its reader for a window of any size; this is the largest that the usual compressors write.
ZSTD_WINDOW_BYTES = 128 * MEBIBYTE
# Four bytes can unpack to 128 KiB, so that few bytes at a time keep a bomb small.
_ZSTD_STEP_BYTES = 1024

UNPACKING_ADVICE = "split it, or raise the limits unpacked_bytes and unpacking_ratio if you trust it"


class Unreadable(Exception):  # noqa: N818 -- it is an outcome of reading, not a fault of the program
    """Ends the reading of one file or record: what was found, and what to do about it."""

    def __init__(self, reason: str, found: str, advice: str, record: str | None = None) -> None:
        super().__init__(found)
        self.reason, self.found, self.advice, self.record = reason, found, advice, record


@dataclass(frozen=True, slots=True)
class Source:
    """One input file; ``file_path`` is the name shown and stored: relative to the working directory if it lies below
    it. ``mapping`` is there for a structured series alone, and says what its columns mean.
    """

    path: Path
    file_path: str
    limits: Limits = field(default_factory=Limits)
    mapping: SeriesMapping | None = None

    @property
    def _parts(self) -> tuple[str, str]:
        # A name that is no UTF-8 is shown and stored with its odd bytes escaped.
        name = os.fsencode(self.path.name).decode("utf-8", "backslashreplace")
        packed = Path(name).suffix.lower() in PACKED_SUFFIXES
        bare = Path(Path(name).stem if packed else name)
        return bare.stem, bare.suffix.lower()

    @property
    def stem(self) -> str:
        """Return the file's name without its format and compression suffixes."""
        return self._parts[0]

    @property
    def suffix(self) -> str:
        """Return the suffix that names the format, in lower case with its dot; empty if there is none."""
        return self._parts[1]


class _Unpacks(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


class _Zstd:
    """Unpacks Zstandard frames one after another; the library's own stream takes a broken frame for a whole one."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._rest = packed, b""
        self._frame: zstandard.ZstdDecompressionObj | None = None

    def read1(self, size: int = -1, /) -> bytes:
        given = self._rest[:size]
        self._rest = self._rest[len(given) :]
        while not given and (chunk := self._packed.read(_ZSTD_STEP_BYTES)):
            unpacked = self._unpack(chunk)
            given, self._rest = unpacked[:size], unpacked[size:]
        if not given and self._frame:
            raise EOFError("a frame has no end")
        return given

    def _unpack(self, chunk: bytes) -> bytes:
        unpacked = b""
        while chunk:
            if self._frame is None:
                self._frame = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES).decompressobj()
            unpacked += self._frame.decompress(chunk)
            chunk = b""
            if self._frame.eof:
                chunk, self._frame = self._frame.unused_data, None
        return unpacked


class _Metered(io.RawIOBase):
    """Counts what comes out of a packed file, so that a small file cannot unfold into an endless one."""

    def __init__(self, inner: _Unpacks, packed_bytes: int, limits: Limits) -> None:
        self._inner, self._given = inner, 0
        self.fault: Unreadable | None = None
        self._allowed = limits.allow_unpacked(packed_bytes)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        try:
            chunk = b"" if self.fault else self._inner.read1(len(view))
        except (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError) as error:
            # Raised here it would take what was read before it along: the data ends, and the fault is told at the end.
            told = f"the compressed data breaks off or is damaged after {self._given:,} bytes ({error})"
            self.fault = Unreadable("truncated", told, "fetch or compress the file again")
            chunk = b""
        view[: len(chunk)] = chunk
        self._given += len(chunk)
        if self._given > self._allowed:
            raise Unreadable(
                "too_large",
                f"unpacks to more than {self._allowed:,} bytes",
                UNPACKING_ADVICE,
            )
        return len(chunk)


def _open_regular(path: Path) -> BinaryIO:
    # O_NONBLOCK: a named pipe put in the file's place after it was listed must not hold the run up.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("not_a_file", "it is a device, pipe or socket", "give a regular file")
    return os.fdopen(descriptor, "rb")


def _meter(unpacked: _Unpacks, packed_bytes: int, limits: Limits) -> Iterator[BinaryIO]:
    metered = _Metered(unpacked, packed_bytes, limits)
    yield cast(BinaryIO, io.BufferedReader(metered, MEBIBYTE // 4))
    if metered.fault:
        raise metered.fault


@contextmanager
def open_source(source: Source) -> Iterator[BinaryIO]:
    """Give the file's bytes, unpacked, as a buffered binary stream.

    Raises ``Unreadable`` if it cannot be opened or is not what its name says; while it is read, if it unpacks to more
    than the limits allow; and at the end, if it breaks off or is damaged, so that what stands before can be used.
    """
    try:
        raw = _open_regular(source.path)
    except OSError as error:
        found = f"cannot be opened ({error.strerror or error})"
        raise Unreadable("unreadable", found, "check that it exists and that you may read it") from error
    with raw:
        magic = raw.read(4)
        raw.seek(0)
        size = os.fstat(raw.fileno()).st_size
        expected = PACKED_SUFFIXES.get(source.path.suffix.lower())
        if expected is not None and size and not magic.startswith(expected):
            named = source.path.suffix
            raise Unreadable(
                "wrong_format", f"is named {named} but is not compressed so", "rename or compress it again"
            )
        if magic.startswith(GZIP_MAGIC):
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield from _meter(unpacked, size, source.limits)
        elif magic.startswith(ZSTD_MAGIC):
            yield from _meter(_Zstd(raw), size, source.limits)
        else:
            yield raw


def read_whole(source: Source, most: int | None = None) -> bytes:
    """Return the file's bytes, unpacked; raises ``Unreadable`` for none or more than ``most`` (default
    ``document_bytes``).
    """
    most = source.limits.document_bytes if most is None else most
    with open_source(source) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        found = f"is larger than {most:,} bytes, the most that is read at once"
        raise Unreadable("too_large", found, "split it, use JSON lines, or raise the limit document_bytes")
    if not content:
        raise Unreadable("empty", "is empty", "remove it, or fetch it again")
    return content
