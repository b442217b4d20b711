"""Mutate real articles and files as chance has it, and tell what raises, runs away or is lost without a reason.

python -m tests.fuzzing.mutations ../shared/corpus/*.jsonl.gz --tries 10000 --seed 1
"""

import argparse
import gzip
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from tollbook import archive
from tollbook.articles import Article, article_id_of, content_hash
from tollbook.claims import Extraction
from tollbook.finding import find_in_article
from tollbook.reading import RejectedArticle, read
from tollbook.stages import frame_articles
from tollbook.validation import validate_articles, validate_claims

ODD = (
    "\0", "\ufeff", "\u200b", "\u200d", "\u202e", "\u2066", "\xa0", "\u2028", "\r", "\x85", "\ud800", "\udfff",
    "e\u0301", "İ", "ﬁ", "½", "٣", "１２", "𝟏", "(" * 200, "[" * 200, "“" * 50, "9" * 400, "1," * 200, "-" * 300, "…",
    "killed " * 40, "one hundred and " * 30, "in one of " * 30, "5 of the " * 40, "said " * 60, "| 5 | killed " * 20,
    "U.S." * 40, "more than at least up to ", "99999999999999999999 years ago", "31 February 2023", "-5 killed",
    "1e309 dead", "5%%%",
)  # fmt: skip
FORMATS = (".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".pdf", ".parquet", ".warc", ".txt.gz", ".jsonl.gz")
SECONDS_ALLOWED = 0.5
SECONDS_PER_CHARACTER = 2e-4


@dataclass(slots=True)
class Outcome:
    """What came of many tries: how often each thing happened, the faults, and the seconds of the slowest try."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0


def mutate_text(text: str, chance: Random, other: str) -> str:
    """Return a text with some of it cut, doubled, swapped, shouted, or made odd."""
    for _ in range(chance.randint(1, 6)):
        start, end = sorted(chance.randint(0, len(text)) for _ in range(2))
        piece = text[start:end]
        text = chance.choice(
            (
                text[:start] + text[min(end, start + 200) :],
                text[:start] + piece[:300] * chance.randint(2, 8) + text[start:],
                text[:start] + chance.choice(ODD) + text[start:],
                text[:start] + other[: chance.randint(0, 500)] + text[end:],
                text[:start] + piece.upper() + text[end:],
                text[:start] + piece.replace(" ", chance.choice(("", "\n", "\xa0", "  "))) + text[end:],
                text[:start] + "".join(chance.sample(piece[:200], len(piece[:200]))) + text[start:],
            )
        )
    return text


def mutate_bytes(content: bytes, chance: Random) -> bytes:
    """Return a file's content with bytes changed, cut or doubled."""
    content = content[: chance.randint(0, len(content))] if chance.random() < 0.2 else content
    changed = bytearray(content)
    for _ in range(chance.choice((0, 0, 1, 20))):
        if changed:
            at = chance.randrange(len(changed))
            changed[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 4))
    return bytes(changed)


def find_faults(article: Article, found: Extraction) -> Iterator[str]:
    """Yield what is wrong with what was found in one article."""
    for claim in found.claims:
        if article.text[claim.quote_start : claim.quote_end] != claim.quote:
            yield "a quote that is not in the text"
    for sentence in found.unread:
        if not sentence.reason:
            yield "a sentence left unread without a reason"


def find_rejected(read_articles: Sequence[tuple[Article, Extraction]]) -> Iterator[str]:
    """Yield the claims of articles that hold which validation rejects: the extractor must not make such."""
    # No reader lets half a character pass, and no frame can hold one.
    whole = [(a, found) for a, found in read_articles if not any("\ud800" <= each <= "\udfff" for each in a.text)]
    frame = validate_articles(frame_articles([article for article, _ in whole])).valid
    claims = archive.frame_claims(claim for _, found in whole for claim in found.claims)
    kept = claims.join(frame, on="article_id", how="semi", maintain_order="left")
    for row in validate_claims(kept, frame).rejected.iter_rows(named=True):
        told = f"{row['value_text']!r}, {row['qualifier']}, in {row['quote']!r}"
        yield f"a claim of our own that fails {row['reason']}: {told}"


def try_texts(texts: Sequence[str], n_tries: int, chance: Random) -> Outcome:
    """Extract from ``n_tries`` mutated texts."""
    outcome, read_articles = Outcome(), []
    for _ in range(n_tries):
        text = mutate_text(chance.choice(texts)[:6000], chance, chance.choice(texts))
        sha = content_hash(text)
        day = date(2023, 3, 7) if chance.random() < 0.8 else None
        article = Article(article_id_of("x", sha), "x", text, sha, "x.txt", published_date=day)
        started = time.process_time()
        try:
            found = find_in_article(article, with_reasons=False)
            seconds = time.process_time() - started
            outcome.counts["claims"] += len(found.claims)
            outcome.counts["unread"] += len(found.unread)
            outcome.faults += [f"{fault} in {text!r}"[:2000] for fault in find_faults(article, found)]
            read_articles.append((article, found))
        except Exception as error:
            seconds = time.process_time() - started
            outcome.faults.append(f"{type(error).__name__}: {error} in {text!r}"[:2000])
        outcome.slowest = max(outcome.slowest, seconds / max(len(text), 1000))
        if seconds > SECONDS_ALLOWED + SECONDS_PER_CHARACTER * len(text):
            outcome.faults.append(f"{seconds:.1f} s for {len(text):,} characters: {text!r}"[:2000])
    outcome.faults += find_rejected(read_articles)
    return outcome


def try_files(texts: Sequence[str], n_tries: int, chance: Random) -> Outcome:
    """Read ``n_tries`` mutated files of all formats that can be written without a library."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(n_tries):
            suffix = chance.choice(FORMATS)
            path = Path(folder) / f"file{suffix}"
            path.write_bytes(write_file(suffix, chance.choice(texts)[:3000], chance))
            started = time.process_time()
            try:
                outcomes = list(read([path]))
            except Exception as error:
                outcome.faults.append(f"{suffix}: {type(error).__name__}: {error}")
                continue
            outcome.slowest = max(outcome.slowest, time.process_time() - started)
            if not outcomes:
                outcome.faults.append(f"{suffix}: neither an article nor a reason")
            for each in outcomes:
                is_rejected = isinstance(each, RejectedArticle)
                outcome.counts[each.reason if isinstance(each, RejectedArticle) else "article"] += 1
                if is_rejected and not (each.found and each.advice):  # type: ignore[union-attr]
                    outcome.faults.append(f"{suffix}: rejected without a reason")
    return outcome


def write_file(suffix: str, text: str, chance: Random) -> bytes:
    """Return a file of this format that holds ``text``, mutated by chance."""
    record = {"id": "1", "title": text[:40], "text": text, "published": chance.choice(("2023-03-07", "4/5/2017", "x"))}
    line = json.dumps(record)
    head = f"title: {text[:20]}\ndate: 7 March 2023\n"
    writers: dict[str, Callable[[], str]] = {
        ".txt": lambda: f"{head}\n{text}",
        ".md": lambda: f"---\n{head}---\n{text}",
        ".html": lambda: (
            f"<html lang=en><head><title>x</title></head><body><article><p>{text}</p></article></body></html>"
        ),
        ".json": lambda: f"[{line}, {line}]",
        ".jsonl": lambda: f"{line}\n{line}\n",
        ".csv": lambda: 'id,text\n1,"' + text.replace('"', '""') + '"\n',
        ".pdf": lambda: "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" + text,
        ".parquet": lambda: "PAR1" + text + "PAR1",
        ".warc": lambda: (
            f"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {len(text.encode())}"
            f"\r\n\r\n{text}\r\n\r\n"
        ),
    }
    content = mutate_bytes(writers[suffix.removesuffix(".gz")]().encode("utf-8", "replace"), chance)
    if suffix.endswith(".gz"):
        content = gzip.compress(content)
        return mutate_bytes(content, chance) if chance.random() < 0.5 else content
    return content


def main() -> None:
    """Print what came of all tries, and each fault once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--tries", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    chance = Random(asked.seed)
    texts = [each.text for each in read(asked.paths) if isinstance(each, Article)]
    for name, attempt in (("texts", try_texts), ("files", try_files)):
        outcome = attempt(texts, asked.tries, chance)
        unit = "s a character" if name == "texts" else "s a file"
        print(f"{asked.tries} {name}: {dict(outcome.counts.most_common())}")
        print(f"  {len(outcome.faults)} faults; the slowest took {outcome.slowest:.2g} {unit}", flush=True)
        for fault in dict.fromkeys(outcome.faults):
            print(f"    {fault[:600]}")


if __name__ == "__main__":
    main()
