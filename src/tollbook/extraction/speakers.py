"""Who speaks in a quotation whose sentence does not say so: named before it begins or behind its end."""

from collections.abc import Callable

from tollbook.extraction.sentences import Span
from tollbook.extraction.statements import Statement

_FURTHEST = 5


def find_speaker(
    quotation: Span, index: int, spans: list[Span], statements_at: Callable[[int], list[Statement]]
) -> tuple[int, Statement] | None:
    """Return the statement by which a quotation of several sentences is told, with the index of its sentence.

    ``index`` is the sentence within the quotation that is read. It is told behind its end ("“... . Twelve died,” said
    the mayor") or before its beginning ("The mayor said: “It was late. Twelve died.”").
    """
    last = index
    while last + 1 < len(spans) and spans[last + 1].start < quotation.end and last - index < _FURTHEST:
        last += 1
    if last > index:
        behind = next((s for s in statements_at(last) if s.start >= quotation.end), None)
        if behind is not None and behind.start - quotation.end < 60:
            return last, behind
    first = index
    while first > 0 and spans[first].start > quotation.start and index - first < _FURTHEST:
        first -= 1
    if first < index:
        before = next((s for s in reversed(statements_at(first)) if s.end <= quotation.start), None)
        if before is not None:
            return first, before
    return None
