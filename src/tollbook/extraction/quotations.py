"""Where in a text somebody is quoted."""

import re
from bisect import bisect_left, bisect_right

from tollbook.extraction.sentences import Span

_MARKS = re.compile("[“”«»\"\n'‘’]")
_SINGLE = frozenset("'‘’")
_OPENING = frozenset("“«")
_BEFORE_OPENING = frozenset("([—–")


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
                if opened is not None and opened[1] not in _SINGLE:
                    self._add(opened[0], at)
                opened = None
            elif _opens(text, at, opened):
                if opened is not None and opened[1] not in _SINGLE:
                    self._add(opened[0], at)
                opened = (at, mark)
            elif opened is not None and _closes(text, at, opened[1]):
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

    def touches(self, span: Span) -> bool:
        """Return whether somebody is quoted within the span."""
        before = bisect_left(self._starts, span.end) - 1
        return before >= 0 and span.start < self._ends[before]

    def is_quoted(self, at: int) -> bool:
        """Return whether the code point at ``at`` stands in a quotation."""
        return self.around(at) is not None


def _opens(text: str, at: int, opened: tuple[int, str] | None) -> bool:
    """Whether the mark at ``at`` opens a quotation; what stands around it tells, else whether one is open already."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _OPENING:
        return True
    is_free = not before or before.isspace() or before in _BEFORE_OPENING
    if mark in _SINGLE:
        # A single mark opens behind white space; within a word it is an apostrophe.
        return mark != "’" and opened is None and is_free and (after.isalnum() or after in '“"_')
    if mark != '"':
        return False
    is_bound = bool(after) and not after.isspace()
    return opened is None if is_free != is_bound else is_free


def _closes(text: str, at: int, opening: str) -> bool:
    mark = text[at]
    if opening not in _SINGLE:
        return mark in '”»"'
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return mark in "'’" and (before.isalnum() or before in "_.,!?…") and not (after.isalnum() or after == "_")
