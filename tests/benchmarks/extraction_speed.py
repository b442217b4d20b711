"""How fast claims are read, beside a spaCy pipeline, quantulum3 and a bare scan for the harm words.

``python -m tests.benchmarks.extraction_speed`` runs it. All read the same sample of articles on one and the same core;
the slow ones read the first of them only, and tollbook reads these once more for the comparison. Processor time is
counted, so that what else runs on the machine matters little.
"""

import argparse
import gzip
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from tests.benchmarks.measuring import (
    PROJECT,
    describe_machine,
    find_bench_python,
    on_cores,
    print_table,
    time_rival,
)

from tollbook.articles import Article, article_id_of, content_hash
from tollbook.extraction.engine import extract
from tollbook.extraction.lexicon import harm_words

CORPUS = PROJECT.parent / "shared" / "corpus"

SEED = 20220224
N_ARTICLES, N_RUNS = 2_000, 5
N_RIVAL_ARTICLES, N_RIVAL_RUNS = 100, 3
LEAST_TIMES_RIVAL = 40
MOST_TIMES_SCAN = 20
COLUMNS = ("", "articles/s", "MB/s", "seconds", "from", "to")


def read_sample(corpus: Path, n: int) -> list[Article]:
    """Return ``n`` articles drawn from all files of ``corpus`` by a fixed seed: the same ones in every run."""
    lines: list[tuple[str, str]] = []
    for path in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines.extend((path.name, line) for line in file)
    chosen = random.Random(SEED).sample(lines, min(n, len(lines)))
    return [make_article(file_name, json.loads(line)) for file_name, line in chosen]


def make_article(file_name: str, record: dict[str, str | None]) -> Article:
    """Return a record of the corpus as an article; where it has no full date, the article has none."""
    text, external_id = record["text"] or "", record["id"] or ""
    content = content_hash(text)
    printed = record.get("published_on") or ""
    return Article(
        article_id=article_id_of(external_id, content),
        external_id=external_id,
        text=text,
        content_sha256=content,
        file_path=file_name,
        title=record.get("title"),
        published_date=date.fromisoformat(printed) if re.fullmatch(r"\d{4}-\d\d-\d\d", printed) else None,
    )


def time_runs(read: Callable[[], object], n_runs: int) -> list[float]:
    """Return the seconds of processor time that each of ``n_runs`` calls took, after one that is not counted."""
    read()
    seconds = []
    for _ in range(n_runs):
        started = time.process_time()
        read()
        seconds.append(time.process_time() - started)
    return seconds


def count_words(texts: Iterable[bytes], pattern: re.Pattern[bytes]) -> int:
    """Return how many words of harm ``pattern`` finds in ``texts``."""
    return sum(1 for text in texts for _ in pattern.finditer(text))


def scan_pattern(flags: int = 0) -> re.Pattern[bytes]:
    """Return the lexicon's harm words as one plain alternation, the longest first."""
    words = sorted({" ".join(words) for words, _ in harm_words().items()}, key=lambda word: (-len(word), word))
    return re.compile(rb"\b(?:" + b"|".join(re.escape(word.encode()) for word in words) + rb")\b", flags)


def describe_runs(name: str, articles: list[Article], seconds: list[float]) -> tuple[str | float, ...]:
    """Return the row of ``COLUMNS`` for a reader of ``articles``, from the seconds of its runs."""
    median = statistics.median(seconds)
    return (name, len(articles) / median, size_of(articles) / median, median, min(seconds), max(seconds))


def size_of(articles: list[Article]) -> float:
    """Return the articles' size in megabytes of UTF-8."""
    return sum(len(article.text.encode("utf-8", "surrogatepass")) for article in articles) / 1e6


def compare_with_scan(articles: list[Article]) -> None:
    """Print the speed of extraction beside that of two scans for the words of harm."""
    texts = [article.text.encode("utf-8", "surrogatepass") for article in articles]
    any_case, lower_case = scan_pattern(re.IGNORECASE), scan_pattern()
    n_claims = sum(len(extract(article, with_reasons=False).claims) for article in articles)
    readers: dict[str, Callable[[], object]] = {
        f"tollbook extraction ({n_claims:,} claims)": lambda: extract_all(articles),
        "scan for harm words, ignoring case": lambda: count_words(texts, any_case),
        "scan for harm words, lower-cased first": lambda: count_words((text.lower() for text in texts), lower_case),
    }
    seconds = {name: time_runs(reader, N_RUNS) for name, reader in readers.items()}
    title = f"{len(articles):,} articles drawn with seed {SEED}, {size_of(articles):.2f} MB; medians of {N_RUNS} runs"
    print_table(title, COLUMNS, [describe_runs(name, articles, runs) for name, runs in seconds.items()])
    tollbook, scan, lower_scan = map(statistics.median, seconds.values())
    print(
        f"tollbook takes {tollbook / scan:.1f} times the time of the scan that ignores case, "
        f"{tollbook / lower_scan:.1f} times that of the scan of lower-cased text (goal: at most {MOST_TIMES_SCAN})."
    )


def compare_with_rivals(articles: list[Article], python: Path) -> None:
    """Print the speed of extraction beside that of programs that read quantities or names out of texts."""
    texts = [article.text for article in articles]
    seconds = {"tollbook extraction": time_runs(lambda: extract_all(articles), N_RIVAL_RUNS)}
    for program in ("spacy", "quantulum3"):
        rival = time_rival(program, texts, N_RIVAL_RUNS, python)
        seconds[rival.name] = rival.seconds
    title = f"The first {len(articles)} of these, {size_of(articles):.2f} MB; medians of {N_RIVAL_RUNS} runs"
    print_table(title, COLUMNS, [describe_runs(name, articles, runs) for name, runs in seconds.items()])
    (_, tollbook), *others = [(name, statistics.median(runs)) for name, runs in seconds.items()]
    for name, rival_seconds in others:
        times = f"{rival_seconds / tollbook:.1f} times as fast as {name.partition(',')[0]}"
        print(f"tollbook is {times} (goal: at least {LEAST_TIMES_RIVAL}).")


def extract_all(articles: list[Article]) -> None:
    """Extract the claims of all articles as a run does."""
    for article in articles:
        extract(article, with_reasons=False)


def main(arguments: list[str] | None = None) -> None:
    """Print the figures; where the corpus is not there, say so and leave it at that."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of *.jsonl.gz files of articles")
    parser.add_argument("--articles", type=int, default=N_ARTICLES, help="how many of them are read")
    options = parser.parse_args(arguments)
    articles = read_sample(options.corpus, options.articles)
    if not articles:
        print(f"No articles in {options.corpus}: nothing is measured. --corpus names another folder.")
        return
    print(f"{describe_machine()}; one core, processor time")
    with on_cores(1):
        compare_with_scan(articles)
        if python := find_bench_python("spaCy and quantulum3 are"):
            compare_with_rivals(articles[:N_RIVAL_ARTICLES], python)


if __name__ == "__main__":
    main()
