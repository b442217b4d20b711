"""Where in a text somebody is quoted."""

import re
from bisect import bisect_right

from tollbook.extraction.sentences import Span

# A single mark opens behind white space and closes in front of it: within a word it is an apostrophe.
_MARKS = re.compile(r"""[“”«»"\n]|(?<![^\s(\[—–])['‘](?=[\w“"])|(?<=[\w.,!?…])['’](?![\w])""")
_OPENING = frozenset("“«")


class Quotations:
    """The stretches of a text between quotation marks; a paragraph's end closes what was left open."""

    def __init__(self, text: str, spans: list[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        starts = [s.start for s in spans]
        opened: tuple[int, str] | None = None
        for match in _MARKS.finditer(text):
            mark, at = match.group(), match.start()
            if mark == "\n":
                inside = bisect_right(starts, at) - 1
                if inside >= 0 and at < spans[inside].end:
                    continue  # a line that was wrapped within a sentence
                if opened is not None and opened[1] not in "'‘":
                    self._add(opened[0], at)
                opened = None
            elif _opens(text, at, opened):
                if opened is not None and opened[1] not in "'‘":
                    self._add(opened[0], at)
                opened = (at, mark)
            elif opened is not None and _closes(opened[1], mark):
                self._add(opened[0], at + 1)
                opened = None

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def around(self, at: int) -> Span | None:
        """Return the quotation, with its marks, in which the code point at ``at`` stands."""
        before = bisect_right(self._starts, at) - 1
        if before >= 0 and at < self._ends[before]:
            return Span(self._starts[before], self._ends[before])
        return None

    def is_quoted(self, at: int) -> bool:
        """Return whether the code point at ``at`` stands in a quotation."""
        return self.around(at) is not None


def _opens(text: str, at: int, opened: tuple[int, str] | None) -> bool:
    """Whether the mark at ``at`` opens a quotation; what stands around a straight one tells, else whether one is open."""
    mark = text[at]
    if mark in _OPENING:
        return True
    if mark in "'‘":
        return opened is None
    if mark != '"':
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    is_free = not before or before.isspace() or before in "([—–"
    is_bound = bool(after) and not after.isspace()
    return opened is None if is_free != is_bound else is_free


def _closes(opening: str, mark: str) -> bool:
    return mark in ("'’" if opening in "'‘" else '”»"')
