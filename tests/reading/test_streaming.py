"""Large files are read in little memory: a packed dump or crawl is never unpacked as a whole."""

import gzip
import io
import json
import random
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import zstandard
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from tollbook.articles import Article
from tollbook.reading import read

N_RECORDS = 200
WORDS = [f"word{n}" for n in range(5_000)]
MOST_BYTES = 4_000_000


def write_lines(texts: list[str]) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


def write_crawl(texts: list[str]) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    for number, text in enumerate(texts):
        content = io.BytesIO(text.encode())
        url = f"https://outlet.example/{number}"
        writer.write_record(
            writer.create_warc_record(url, "conversion", payload=content, warc_content_type="text/plain")
        )
    return stream.getvalue()


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", partial(gzip.compress, compresslevel=1)), (".zst", zstandard.compress)]
)
@pytest.mark.parametrize(("name", "write"), [("dump.jsonl", write_lines), ("crawl.warc", write_crawl)])
def test_a_large_packed_file_is_read_in_a_small_part_of_its_size(
    tmp_path: Path, name: str, write: Callable[[list[str]], bytes], suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    draw = random.Random(name)
    content = write([" ".join(draw.choices(WORDS, k=10_000)) for _ in range(N_RECORDS)])
    assert len(content) > 4 * MOST_BYTES
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes(pack(content))
    # What the first reading loads and compiles is not of the file.
    next(read([path]))
    tracemalloc.start()
    n_articles = sum(isinstance(entry, Article) for entry in read([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n_articles == N_RECORDS
    assert peak < MOST_BYTES
