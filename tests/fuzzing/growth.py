"""How the extractor's time grows with texts that were made to be slow: a table, made by hand.

python -m tests.fuzzing.growth --size 50000

Each text is read at n, 2n and 4n characters; twice the length shall take about twice the time. What takes more than
``MOST`` times as long is marked.
"""

import argparse
import time
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from tests.extraction.test_robustness import KILL, REPEATED, REPEATED_CLAIMS, fill, make_article

from tollbook.extraction.engine import extract

MOST = 2.3
# What takes less than this is noise.
SECONDS_MEASURED = 0.05

Shape = Callable[[int], str]


def repeat(piece: str) -> Shape:
    """Return a shape: a claim, then ``piece`` over and over, then another claim."""
    return lambda size: KILL + fill(piece, size) + " killed 5 soldiers."


def nest(opening: str, closing: str) -> Shape:
    """Return a shape: a claim within brackets or quotation marks as deep as half the size."""
    return lambda size: opening * (size // 2) + "killed 5 soldiers" + closing * (size // 2)


def wrap(piece: str, within: str) -> Shape:
    """Return a shape: ``piece`` over and over between the characters of claims."""
    return lambda size: fill(piece.join(within), size)


SHAPES: Mapping[str, Shape] = {
    **{f"nothing but {name}": repeat(piece) for name, piece in REPEATED.items()},
    **{f"claims: {name}": partial(fill, piece) for name, piece in REPEATED_CLAIMS.items()},
    "one sentence of claims": lambda size: fill("killed 12 soldiers and ", size),
    "one sentence of harm words": lambda size: "12 soldiers " + fill("killed wounded dead ", size),
    "one sentence of people": lambda size: "killed 12 " + fill("soldiers and civilians and ", size),
    "one sentence of numbers": lambda size: "killed " + fill("12 and 14, ", size),
    "one sentence of dates": lambda size: "On " + fill("7 March 2023, ", size) + "12 soldiers were killed.",
    "one sentence of relative days": lambda size: "killed 5 " + fill("last month since then on Monday ", size),
    "one sentence of names": lambda size: "killed 5 " + fill("Russian and Ukrainian ", size) + "soldiers",
    "one sentence of places": lambda size: "killed 5 soldiers " + fill("in Kyiv and near Gaza City ", size),
    "one sentence of sayings": lambda size: "5 were killed, " + fill("the army said, ", size),
    "one number of digits": lambda size: "killed " + "7" * size + " soldiers.",
    "one number of grouped digits": lambda size: "killed 7" + fill(",777", size) + " soldiers.",
    "one number in words": lambda size: "killed " + fill("one hundred and twenty thousand ", size) + "soldiers.",
    "one word": lambda size: "killed" * (size // 6) + " 5 soldiers.",
    "nested brackets": nest("(", ")"),
    "nested square brackets": nest("[", "]"),
    "nested quotation marks": nest("“", "”"),
    "nested relative clauses": lambda size: fill("the soldiers who killed 5 men who said that ", size),
    "quotation marks never closed": lambda size: fill("“12 killed, ", size),
    "right-to-left marks within words": wrap("\u202e", KILL),
    "isolates within words": wrap("\u2066\u2069", KILL),
    "zero-width joiners within words": wrap("\u200d", KILL),
    "combining marks on letters": wrap("\u0301\u0302", KILL),
    "soft hyphens within words": wrap("\xad", KILL),
    "line breaks within sentences": wrap("\n", KILL),
    "emoji between words": lambda size: fill(KILL.replace(" ", " 💥 "), size),
    "sentences of one claimant": lambda size: "The army reported losses. " + fill("It said 5 were killed. ", size),
    "sentences that differ": lambda size: "".join(
        f"A strike killed {n} soldiers in town {n}. " for n in range(1, size // 40)
    ),
    "headings": lambda size: fill("KILLED: 12\n\n", size),
    "rows of a table": lambda size: fill("| 12 | killed | 7 March 2023 | Kyiv |\n", size),
    "list items": lambda size: fill("- 12 soldiers killed\n", size),
}  # fmt: skip


def measure(text: str) -> tuple[float, int]:
    """Return the seconds of processor time that one reading of ``text`` takes, and the number of its claims."""
    article = make_article(text)
    started = time.process_time()
    found = extract(article)
    return time.process_time() - started, len(found.claims)


def main() -> None:
    """Print a row for each shape of text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=50_000, help="characters of the shortest text")
    parser.add_argument("--only", default="", help="words that the name of a shape must have")
    asked = parser.parse_args()
    measure(KILL)
    sizes = (asked.size, 2 * asked.size, 4 * asked.size)
    print(f"{'text':<40} {'claims':>7} " + " ".join(f"{size:>9,}" for size in sizes) + "   ratios")
    n_marked = 0
    for name, shape in SHAPES.items():
        if asked.only not in name:
            continue
        # The first of two readings warms caches that the second one has.
        seconds = [min(measure(shape(size))[0] for _ in range(2)) for size in sizes]
        ratios = [after / max(before, 1e-4) for before, after in pairwise(seconds)]
        is_slow = any(r > MOST and s > SECONDS_MEASURED for r, s in zip(ratios, seconds[1:], strict=True))
        n_marked += is_slow
        told = " ".join(f"{each:>8.3f}s" for each in seconds) + "  " + " ".join(f"{each:>5.2f}" for each in ratios)
        print(f"{name:<40} {measure(shape(sizes[0]))[1]:>7} {told}{'  <-- too slow' if is_slow else ''}", flush=True)
    print(f"{n_marked} of {len(SHAPES)} texts take more than {MOST} times as long at twice the length")


if __name__ == "__main__":
    main()
