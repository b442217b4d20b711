"""Where in a text somebody is quoted."""

from tollbook.extraction.sentences import Span


def open_quotations(text: str, spans: list[Span]) -> list[bool]:
    """For each sentence, whether a quotation that began earlier still runs at its beginning."""
    state, result, at = False, [], 0
    for span in spans:
        gap = text[at : span.start]
        if "\n" in gap:
            state = False
        for mark in text[at : span.start]:
            state = after_mark(mark, state)
        result.append(state)
        for mark in text[span.start : span.end]:
            state = after_mark(mark, state)
        at = span.end
    return result


def after_mark(mark: str, state: bool) -> bool:
    """Return whether a quotation runs behind ``mark``, given whether one ran before it."""
    if mark in "“«":
        return True
    if mark in "”»":
        return False
    return not state if mark == '"' else state
