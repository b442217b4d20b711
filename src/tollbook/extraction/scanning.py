"""Find what a long pattern matches at the speed of a short one.

A pattern that ignores case and has dozens of forms is slow to fail, and at most words of a text it fails. So it is
tried only where a plain look at the next letters, in lower case, says that one of its forms may begin.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache


def scan(heads: re.Pattern[str], pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what ``pattern`` matches in ``text[start:end]``, in order and without overlap, as its ``finditer`` would.

    ``heads`` takes no characters and matches, in lower-case text, wherever ``pattern`` can begin.
    """
    at = start
    for head in heads.finditer(lower_in_place(text), start, end):
        begin = head.start()
        match = pattern.match(text, begin, end) if begin >= at else None
        if match is not None:
            yield match
            at = match.end()


@lru_cache(maxsize=2)
def lower_in_place(text: str) -> str:
    """Return ``text`` in lower case, as long as it was, so that offsets hold: the one capital that has a longer lower
    case stays as it is. Remembered, for an article is scanned sentence by sentence, more than once."""
    return "İ".join(map(str.lower, text.split("İ")))


def any_of(forms: Iterable[str]) -> str:
    """Return a pattern that matches any of ``forms``, patterns of which each begins with a letter.

    They are grouped by that letter, so that at most places of a text one look tells that none of them begins there.
    """
    by_letter: dict[str, list[str]] = {}
    for form in forms:
        by_letter.setdefault(form[0], []).append(form[1:])
    groups = (f"{letter}(?:{'|'.join(others)})" for letter, others in by_letter.items())
    return f"(?:{'|'.join(groups)})"
