"""Fuzz readers, numbers, dates and extractor, led by what code each input reaches: made by hand, prints what it tried.

python -m pip install --target FOLDER atheris==3.0.0
PYTHONPATH=FOLDER python -m tests.fuzzing.coverage_guided --seconds 300

atheris (libFuzzer for Python) is in no lock: it has wheels for few systems and Pythons only, and nothing else needs it.
Inputs that fail are kept in ``--kept`` and printed; ``--only NAME`` tries one target.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

# Nothing of the project may be imported before it is watched.
PROJECT = Path(__file__).parents[2]
Target = Callable[[bytes], None]
PUBLISHED = date(2023, 3, 7)
# By the clock, and a busy machine may be slow.
SECONDS_PER_INPUT = 60
LONGEST = {"numbers": 200, "dates": 300, "printed dates": 60, "extractor": 1200, "readers": 4000}


def make_targets() -> Mapping[str, Target]:
    """Return what is fuzzed, each a function of any bytes that raises ``AssertionError`` if what it gets is wrong.

    What is imported here is watched for the code that each input reaches.
    """
    import atheris  # type: ignore[import-untyped]

    with atheris.instrument_imports(include=["tollbook"]):
        from tests.extraction.test_robustness import assert_in_text_order, assert_spans_hold, read
        from tests.fuzzing.mutations import FORMATS

        from tollbook.extraction.dates import find_dates
        from tollbook.extraction.numbers import find_numbers
        from tollbook.reading import RejectedArticle
        from tollbook.reading import read as read_files
        from tollbook.reading.printed_date import read_printed_date

    folder = Path(tempfile.mkdtemp(prefix="tollbook-fuzz-"))

    def read_text(content: bytes) -> str:
        return content.decode("utf-8", "replace")

    def fuzz_numbers(content: bytes) -> None:
        text = read_text(content)
        end = 0
        for number in find_numbers(text, 0, len(text)):
            assert end <= number.start < number.end <= len(text)
            assert 0 <= number.lower <= number.upper < float("inf")
            end = number.end

    def fuzz_dates(content: bytes) -> None:
        text = read_text(content)
        for published in (PUBLISHED, None, date.min, date.max):
            for found in find_dates(text, 0, len(text), published):
                assert text[found.start : found.end] == found.text
                assert found.first is None or found.last is None or found.first <= found.last

    # The first words that may be a foreign date load the months of all languages, which takes seconds.
    read_printed_date("7 foreign 2023")

    def fuzz_printed_dates(content: bytes) -> None:
        for is_day_first in (None, True, False):
            read_printed_date(read_text(content), is_day_first)

    def fuzz_extractor(content: bytes) -> None:
        text = read_text(content)
        found = read(text, PUBLISHED if len(content) % 2 else None)
        assert_in_text_order(found)
        for claim in found.claims:
            assert_spans_hold(text, claim)
        assert all(sentence.reason for sentence in found.unread)

    def fuzz_readers(content: bytes) -> None:
        suffix = FORMATS[content[0] % len(FORMATS)] if content else ".txt"
        path = folder / f"file{suffix}"
        path.write_bytes(content[1:])
        outcomes = list(read_files([path]))
        assert outcomes
        for each in outcomes:
            assert not isinstance(each, RejectedArticle) or (each.found and each.advice)

    return {
        "numbers": fuzz_numbers,
        "dates": fuzz_dates,
        "printed dates": fuzz_printed_dates,
        "extractor": fuzz_extractor,
        "readers": fuzz_readers,
    }


def write_corpus(folder: Path, name: str) -> Path:
    """Write what the fuzzer begins with, and the words that it may put in; return the file of the words."""
    from random import Random

    from tests.extraction.test_robustness import PIECES
    from tests.fuzzing.mutations import FORMATS, write_file

    articles = sorted((PROJECT / "seeds" / "articles").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in articles]
    sentences = [each for text in texts for each in re.split(r"(?<=\.)\s", text)]
    for at, text in enumerate(sentences):
        (folder / str(at)).write_text(text[: LONGEST[name]], encoding="utf-8")
    if name == "readers":
        for at, suffix in enumerate(FORMATS):
            content = write_file(suffix, texts[0][:500], Random(at))
            (folder / f"file-{at}").write_bytes(bytes([at]) + content)
    words = [piece for piece in PIECES if piece.isprintable() and piece.isascii() and '"' not in piece]
    listed = folder.parent / "words"
    listed.write_text("".join(f'"{word.replace(chr(92), chr(92) * 2)}"\n' for word in words), encoding="utf-8")
    return listed


def fuzz(name: str, arguments: list[str]) -> None:
    """Hand this process over to the fuzzer, which ends it."""
    import atheris

    atheris.Setup([sys.argv[0], *arguments], make_targets()[name])
    atheris.Fuzz()


def run_apart(name: str, seconds: int, kept: Path) -> tuple[int, int, str]:
    """Fuzz one target in a process of its own; return the runs, the places of code reached, and what failed."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        words = write_corpus(corpus, name)
        done = subprocess.run(
            [
                sys.executable, "-m", "tests.fuzzing.coverage_guided", "--target", name, "--", str(corpus),
                f"-max_total_time={seconds}", f"-max_len={LONGEST[name]}", f"-timeout={SECONDS_PER_INPUT}",
                f"-dict={words}", f"-artifact_prefix={kept}/{name.replace(' ', '-')}-", "-print_final_stats=1",
                "-rss_limit_mb=4096",
            ],
            capture_output=True, text=True, errors="replace", check=False, cwd=PROJECT,
        )  # fmt: skip
    n_runs = re.search(r"stat::number_of_executed_units: +(\d+)", done.stderr)
    reached = re.findall(r"\bcov: (\d+)", done.stderr)
    failed = "" if done.returncode == 0 else f"ended with {done.returncode}: {done.stderr[-3000:]}"
    return int(n_runs[1]) if n_runs else 0, int(reached[-1]) if reached else 0, failed


def main() -> None:
    """Print a row for each target, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--only", choices=LONGEST, help="the only target")
    parser.add_argument("--kept", type=Path, default=Path("fuzzed"), help="folder for inputs that fail")
    parser.add_argument("--target", choices=LONGEST, help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.target:
        fuzz(asked.target, asked.arguments)
    asked.kept.mkdir(parents=True, exist_ok=True)
    print(f"{'target':<14} {'runs':>10} {'reached':>8}  failed", flush=True)
    for name in [asked.only] if asked.only else LONGEST:
        n_runs, n_reached, failed = run_apart(name, asked.seconds, asked.kept.resolve())
        print(f"{name:<14} {n_runs:>10,} {n_reached:>8,}  {failed or 'nothing'}", flush=True)


if __name__ == "__main__":
    main()
