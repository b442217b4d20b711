"""How crawls and dumps are read: by which readers, how fast, how much of a page's text is kept, in how much memory.

``python -m tests.benchmarks.bulk_input`` runs it, on invented pages: warcio beside fastwarc, trafilatura beside
resiliparse and selectolax, and files of some hundred megabytes read whole by tollbook, each in a process of its own.
"""

import argparse
import gzip
import io
import json
import re
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

import zstandard
from tests.benchmarks.measuring import (
    describe_machine,
    find_bench_python,
    on_cores,
    print_table,
    time_process,
    time_rival,
)
from tests.benchmarks.synthetic_corpus import invent_articles, record_of
from tests.benchmarks.synthetic_pages import LEAST_BYTES, MOST_BYTES, Page, invent_pages

N_PAGES, N_RUNS = 2_000, 3
N_JUDGED_PAGES = 200
MEGABYTES = 320
BYTES_PER_ARTICLE = 4_200
MOST_MB_ABOVE_START = 300
HTML_READERS = ("trafilatura", "trafilatura-fast", "resiliparse", "selectolax")
WARC_READERS = ("warcio", "fastwarc")


def write_warc(file: BinaryIO, pages: Iterator[Page], *, is_packed: bool) -> int:
    """Write pages as a crawl keeps them, each packed by itself; return how many bytes of HTML they are."""
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

    writer = WARCWriter(file, gzip=is_packed)
    n_bytes = 0
    for page in pages:
        content = page.html.encode()
        n_bytes += len(content)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        dated = {"WARC-Date": "2030-04-01T00:00:00Z"}
        record = writer.create_warc_record(
            page.url, "response", payload=io.BytesIO(content), http_headers=headers, warc_headers_dict=dated
        )
        writer.write_record(record)
    return n_bytes


def score_tokens(kept: str, wanted: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the words of a text against those of the text that was wanted."""
    found, true = (Counter(re.findall(r"\w+", text.lower())) for text in (kept, wanted))
    n_common = (found & true).total()
    precision = n_common / found.total() if found else 0.0
    recall = n_common / true.total() if true else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if n_common else 0.0


def compare_html_readers(python: Path, n_runs: int) -> None:
    """Print speed and quality of readers of pages: title and paragraphs are what should be kept."""
    pages = list(invent_pages(N_JUDGED_PAGES))
    size = sum(len(page.html) for page in pages) / 1e6
    rows = []
    for program in HTML_READERS:
        rival = time_rival(program, [page.html for page in pages], n_runs, python)
        scores = [
            score_tokens(kept.removeprefix(page.title), "\n".join(page.paragraphs))
            for kept, page in zip(rival.outputs, pages, strict=True)
        ]
        means = [statistics.mean(each) for each in zip(*scores, strict=True)]
        seconds = statistics.median(rival.seconds)
        rows.append((rival.name, size / seconds, seconds, *means, min(f1 for *_, f1 in scores)))
    print_table(
        f"{len(pages)} pages, {size:.1f} MB, processor time; medians of {n_runs} runs; words against the main text",
        ("", "MB/s", "seconds", "precision", "recall", "F1", "worst F1"),
        rows,
    )


def compare_warc_readers(python: Path, n_pages: int, n_runs: int) -> None:
    """Print how fast readers of crawls are, beside tollbook, which makes articles of the pages."""
    with TemporaryDirectory(prefix="tollbook-crawl-") as name:
        path = Path(name) / "crawl.warc.gz"
        with path.open("wb") as file:
            size = write_warc(file, invent_pages(n_pages), is_packed=True) / 1e6
        seconds = {}
        for program in WARC_READERS:
            rival = time_rival(program, [str(path)], n_runs, python)
            seconds[rival.name] = statistics.median(rival.seconds)
            assert rival.outputs == [[n_pages, round(size * 1e6)]], rival.outputs
        started = time.process_time()
        n_articles, n_rejected = read_all(path)
        seconds["tollbook, to articles"] = time.process_time() - started
        assert (n_articles, n_rejected) == (n_pages, 0), (n_articles, n_rejected)
        packed = path.stat().st_size / 1e6
    title = f"A crawl of {n_pages:,} pages, {size:.0f} MB, {packed:.0f} MB packed, processor time; medians of {n_runs}"
    rows = [(reader, size / each, each, n_pages / each) for reader, each in seconds.items()]
    print_table(title, ("", "MB/s", "seconds", "pages/s"), rows)
    warcio, fastwarc, whole = seconds.values()
    print(
        f"With fastwarc in warcio's place reading would take {1 - (whole - warcio + fastwarc) / whole:.1%} less time."
    )


def read_all(path: Path) -> tuple[int, int]:
    """Read a file to its end; return how many articles it gave and how many were set aside."""
    from tollbook.articles import Article
    from tollbook.reading import read

    counts = Counter(isinstance(entry, Article) for entry in read([path]))
    return counts[True], counts[False]


def write_large(path: Path, megabytes: int) -> None:
    """Write a file of about so many megabytes, unpacked, as its suffixes say: articles, or the pages of a crawl."""
    is_crawl = ".warc" in path.suffixes
    with (
        path.open("wb") as file,
        _open_packer(file, "" if is_crawl and path.suffix == ".gz" else path.suffix) as packed,
    ):
        if is_crawl:
            n_pages = megabytes * 1_000_000 * 2 // (LEAST_BYTES + MOST_BYTES)
            write_warc(packed, invent_pages(n_pages), is_packed=path.suffix == ".gz")
        else:
            for article, _ in invent_articles(megabytes * 1_000_000 // BYTES_PER_ARTICLE):
                packed.write(json.dumps(record_of(article)).encode() + b"\n")


def _open_packer(file: BinaryIO, suffix: str) -> AbstractContextManager[BinaryIO]:
    """Return a stream that packs into ``file``; ``write_warc`` packs by itself where it is asked to."""
    match suffix:
        case ".gz":
            return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1))
        case ".zst":
            return cast("BinaryIO", zstandard.ZstdCompressor(level=1).stream_writer(file, closefd=False))
        case _:
            return nullcontext(file)


def write_parquet(path: Path, megabytes: int, compression: str) -> None:
    """Write articles of about so many megabytes as one Parquet file, a group of rows for each thousand."""
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    records = [record_of(article) for article, _ in invent_articles(1_000)]
    table = pa.Table.from_pylist(records)
    with parquet.ParquetWriter(path, table.schema, compression=compression) as writer:
        for start in range(0, megabytes * 1_000_000 // BYTES_PER_ARTICLE, 1_000):
            numbers = pa.array([f"n{start + n}" for n in range(1_000)])
            writer.write_table(table.set_column(table.schema.get_field_index("id"), "id", numbers))


def measure_memory(megabytes: int) -> None:
    """Print how fast large files are read and how much memory that takes above what the process began with."""
    rows = []
    for suffixes in ("jsonl", "jsonl.gz", "jsonl.zst", "gzip.parquet", "zstd.parquet", "warc.gz", "warc.zst"):
        with TemporaryDirectory(prefix="tollbook-large-") as name:
            path = Path(name) / f"large.{suffixes}"
            if path.suffix == ".parquet":
                write_parquet(path, megabytes, suffixes.partition(".")[0])
            else:
                write_large(path, megabytes)
            command = [sys.executable, "-m", "tests.benchmarks.bulk_input", "read", path]
            timing = time_process(command)
            read = json.loads(timing.output.splitlines()[-1])
            packed = path.stat().st_size / 1e6
        rows.append(
            (suffixes, packed, read["articles"], megabytes / timing.clock, timing.clock, read["MB above start"])
        )
    title = f"Files of about {megabytes} MB, unpacked (goal: at most {MOST_MB_ABOVE_START} MB above the start)"
    print_table(title, ("", "MB packed", "articles", "MB/s", "seconds", "MB above start"), rows)


def read_and_tell(path: Path) -> dict[str, float]:
    """Read a file; return the number of its articles, and by how much the process has grown since it began."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    n_articles, n_rejected = read_all(path)
    assert not n_rejected, n_rejected
    return {
        "articles": n_articles,
        "MB above start": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    }


def main() -> None:
    """Measure all of it; the other action is for its own processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", nargs="?", default="measure", choices=("measure", "read"))
    parser.add_argument("given", nargs="*", default=[])
    parser.add_argument("--pages", type=int, default=N_PAGES)
    parser.add_argument("--runs", type=int, default=N_RUNS)
    parser.add_argument("--megabytes", type=int, default=MEGABYTES, help="size of the large files")
    options = parser.parse_intermixed_args()
    if options.action == "read":
        print(json.dumps(read_and_tell(Path(options.given[0]))))
        return
    print(describe_machine())
    with on_cores(1):
        if python := find_bench_python("fastwarc, resiliparse and selectolax are"):
            compare_html_readers(python, options.runs)
            compare_warc_readers(python, options.pages, options.runs)
    measure_memory(options.megabytes)


if __name__ == "__main__":
    main()
