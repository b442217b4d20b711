"""How fast claims are read, side by side with a spaCy pipeline and with a bare scan for the harm words.

``make bench-extraction`` runs it. All read the same sample of articles on one and the same core; spaCy, being slow,
reads the first of them only, and tollbook reads these once more for the comparison. Processor time is counted, so that
what else runs on the machine matters little.
"""

import argparse
import gzip
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from tollbook.articles import Article, article_id_of, content_hash
from tollbook.extraction import extract
from tollbook.extraction.lexicon import harm_words

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = PROJECT.parent / "shared" / "corpus"
SPACY_PYTHON = PROJECT / ".venv" / "bench" / "bin" / "python"

SEED = 20220224
N_ARTICLES, N_RUNS = 2_000, 5
N_SPACY_ARTICLES, N_SPACY_RUNS = 100, 3
LEAST_TIMES_SPACY = 40
MOST_TIMES_SCAN = 20

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


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


def time_spacy(python: Path, articles: list[Article]) -> tuple[str, list[float]]:
    """Return the pipeline's name and the seconds of each run over ``articles``, measured in a process of its own."""
    task = json.dumps({"texts": [article.text for article in articles], "runs": N_SPACY_RUNS})
    script = Path(__file__).with_name("spacy_speed.py")
    done = subprocess.run(
        [python, script], input=task, capture_output=True, text=True, check=True, env={**os.environ, **ONE_THREAD}
    )
    measured = json.loads(done.stdout)
    return measured["name"], measured["seconds"]


def print_line(name: str, articles: list[Article], seconds: list[float]) -> float:
    """Print one line of the table and return the median of ``seconds``."""
    median = statistics.median(seconds)
    size = size_of(articles)
    spread = f"{min(seconds):.3f} to {max(seconds):.3f} s"
    print(f"  {name:<46}{len(articles) / median:>11,.1f}{size / median:>10.3f}  {median:>8.3f}  {spread}")
    return median


def size_of(articles: list[Article]) -> float:
    """Return the articles' size in megabytes of UTF-8."""
    return sum(len(article.text.encode("utf-8", "surrogatepass")) for article in articles) / 1e6


def describe_machine() -> str:
    """Return the processor, its cores and the Python that this runs on."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}"


def stay_on_one_core() -> None:
    """Keep this process, and those that it starts, on one core, where the system can."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def print_heading(what: str, n_runs: int) -> None:
    """Print which articles the lines below are about, and the names of the columns."""
    print(f"\n{what}; medians of {n_runs} runs")
    print(f"  {'':<46}{'articles/s':>11}{'MB/s':>10}  {'seconds':>8}  range")


def main(arguments: list[str] | None = None) -> None:
    """Print the figures; where the corpus is not there, say so and leave it at that."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of *.jsonl.gz files of articles")
    parser.add_argument("--spacy-python", type=Path, default=SPACY_PYTHON, help="a Python that has spaCy")
    options = parser.parse_args(arguments)
    articles = read_sample(options.corpus, N_ARTICLES)
    if not articles:
        print(f"No articles in {options.corpus}: nothing is measured. --corpus names another folder.")
        return
    stay_on_one_core()
    print(f"{describe_machine()}; one core, processor time")

    print_heading(f"{len(articles):,} articles drawn with seed {SEED}, {size_of(articles):.2f} MB", N_RUNS)
    n_claims = sum(len(extract(article, with_reasons=False).claims) for article in articles)
    tollbook = print_line(
        f"tollbook extraction ({n_claims:,} claims)",
        articles,
        time_runs(lambda: [extract(article, with_reasons=False) for article in articles], N_RUNS),
    )
    texts = [article.text.encode("utf-8", "surrogatepass") for article in articles]
    any_case, lower_case = scan_pattern(re.IGNORECASE), scan_pattern()
    scan = print_line(
        "scan for harm words, ignoring case", articles, time_runs(lambda: count_words(texts, any_case), N_RUNS)
    )
    lower_scan = print_line(
        "scan for harm words, lower-cased first",
        articles,
        time_runs(lambda: count_words((text.lower() for text in texts), lower_case), N_RUNS),
    )
    print(
        f"\ntollbook takes {tollbook / scan:.1f} times the time of the scan that ignores case, "
        f"{tollbook / lower_scan:.1f} times that of the scan of lower-cased text (goal: at most {MOST_TIMES_SCAN})."
    )
    if not options.spacy_python.is_file():
        print(f"No {options.spacy_python}: spaCy is not measured. `make bench-extraction` installs it.")
        return

    first = articles[:N_SPACY_ARTICLES]
    print_heading(f"The first {len(first)} of these, {size_of(first):.2f} MB", N_SPACY_RUNS)
    name, seconds = time_spacy(options.spacy_python, first)
    spacy = print_line(name, first, seconds)
    same = print_line(
        "tollbook extraction",
        first,
        time_runs(lambda: [extract(article, with_reasons=False) for article in first], N_SPACY_RUNS),
    )
    print(f"\ntollbook is {spacy / same:.1f} times as fast as spaCy (goal: at least {LEAST_TIMES_SPACY}).")


if __name__ == "__main__":
    main()
