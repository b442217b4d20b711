"""Cut an article's text into sentences, each with its place in the text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tollbook.extraction.lexicon import word_set


class Span(NamedTuple):
    """A stretch of text: code points, half-open."""

    start: int
    end: int


_ABBREVIATIONS = word_set("abbreviations")

# A sentence ends at a full stop, question or exclamation mark, with its closing quotes and a glued footnote number,
# before
# white space and something that can begin a sentence; scraped text often lost the white space ("was hit.The mayor").
_END = re.compile(
    r"""(?P<stop>[.!?…](?<![.!?…]{2})[.!?…]*+)(?P<close>["'”’»)\]]*)(?P<note>(?<=[a-z)]\.)\d{1,3}|(?<=\d{4}\.)\d{1,3})?
        (?:(?P<space>\s++)(?=["'“‘«(\[–—-]*\s?[A-Z0-9À-ÞА-Я])|(?<=[a-z)\]"”’%][.!?])(?=["“‘]?[A-Z][a-z])|(?<=[.!?]["”’])(?=[A-Z][a-z]))""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.’']+$")
_BREAK = re.compile(r"\n[ \t\xa0]*+(?:\n\s*+)?")
_BLANKS = frozenset(" \t\xa0")
_LONGEST_SENTENCE = 1000


def split_sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of ``text`` in order, without the white space around them; every one lies on one paragraph.

    A line break ends a sentence unless a hard-wrapped line goes on in lower case. A sentence longer than 1,000 code
    points is cut at white space, so that crafted text cannot make the later steps slow.
    """
    for paragraph in _split_lines(text):
        start = paragraph.start
        for end in _ends(text, paragraph):
            yield from _trim(text, start, end)
            start = end
        yield from _trim(text, start, paragraph.end)


def _split_lines(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        end = match.start()
        while end > start and text[end - 1] in _BLANKS:
            end -= 1
        before, after = text[end - 1 : end], text[match.end() : match.end() + 1]
        is_single = match.group().count("\n") == 1
        is_wrapped = is_single and before.isalpha() and after.islower() and end - start > 40
        if not is_wrapped:
            yield Span(start, end)
            start = match.end()
    yield Span(start, len(text))


def _ends(text: str, line: Span) -> Iterator[int]:
    for match in _END.finditer(text, line.start, line.end):
        if match["stop"] == "." and _is_abbreviated(text, line.start, match):
            continue
        yield match.end()


def _is_abbreviated(text: str, line_start: int, match: re.Match[str]) -> bool:
    word = _LAST_WORD.search(text, max(line_start, match.start() - 12), match.start())
    if word is None:
        return False
    last = word.group().lower().strip("’'")
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        # "the U.S. The ..." does end a sentence when an article or pronoun follows.
        follows = text[match.end() : match.end() + 6]
        return not (last in {"u.s", "u.k", "u.n", "p.m", "a.m"} and re.match(r"(?:The|It|He|She|In|But|A) ", follows))
    return False


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    bare = text[start:end].lstrip()
    start = end - len(bare)
    end = start + len(bare.rstrip())
    while end - start > _LONGEST_SENTENCE:
        cut = max(text.rfind(" ", start + 1, start + _LONGEST_SENTENCE), start + _LONGEST_SENTENCE // 2)
        yield Span(start, cut)
        start = cut + 1 if text[cut].isspace() else cut
    if end > start:
        yield Span(start, end)
