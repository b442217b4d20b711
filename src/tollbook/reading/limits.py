"""How much of one input is read before it is set aside: a hostile or broken file must not take the run down with it."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read, in bytes: of one document, of one record, and of one file once it is unpacked.

    ``document_bytes`` holds for formats that are read whole (text, HTML, JSON, PDF); ``record_bytes`` for one line,
    row or entry of formats that stream (JSON lines, CSV, WARC). ``unpacked_bytes`` and ``unpacking_ratio`` stop
    decompression bombs: a compressed file is set aside once it has given more than ``unpacked_bytes``, or more than
    ``unpacking_ratio`` times its own size after its first mebibyte. ``text_characters`` is the most that one article
    may have, in code points, and ``parsing_seconds`` how long the parser of one web page or PDF file may compute.
    """

    document_bytes: int = 64 * MEBIBYTE
    record_bytes: int = 16 * MEBIBYTE
    unpacked_bytes: int = 64 * 1024 * MEBIBYTE
    unpacking_ratio: int = 1000
    text_characters: int = 2_000_000
    parsing_seconds: float = 120.0

    def allow_unpacked(self, packed_bytes: int) -> int:
        """Return how many bytes a file of ``packed_bytes`` may unpack to."""
        return min(self.unpacked_bytes, max(MEBIBYTE, packed_bytes * self.unpacking_ratio))
