"""Where in a text somebody is quoted."""

import re
from bisect import bisect_right

from tollbook.extraction.sentences import Span

_MARKS = re.compile('[“”«»"\n]')


class Quotations:
    """The stretches of a text between quotation marks; a paragraph's end closes what was left open."""

    def __init__(self, text: str, spans: list[Span]) -> None:
        self._at: list[int] = []
        self._is_open: list[bool] = []
        starts = [s.start for s in spans]
        state = False
        for match in _MARKS.finditer(text):
            mark, at = match.group(), match.start()
            if mark == "\n":
                inside = bisect_right(starts, at) - 1
                if inside >= 0 and at < spans[inside].end:
                    continue  # a line that was wrapped within a sentence
                state = False
            else:
                state = mark in "“«" or (mark == '"' and not state)
            self._at.append(at)
            self._is_open.append(state)

    def is_quoted(self, at: int) -> bool:
        """Return whether the code point at ``at`` stands in a quotation."""
        before = bisect_right(self._at, at - 1) - 1
        return before >= 0 and self._is_open[before]
