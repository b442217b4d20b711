"""Review: what is doubtful, contradictory or unread, in order of weight, and what a person decides about it.

Decisions stand in ``seeds/corrections.csv``; the next build applies them. ``page`` is the page for a terminal, and is
loaded only where Textual is installed.
"""

from typing import TYPE_CHECKING

from tollbook.review.decide import DecisionError, decide, find_subject, parse_corrected
from tollbook.review.queue import Evidence, Item, Related, read_evidence, read_queue
from tollbook.review.session import Session
from tollbook.review.sheet import Applied, SheetError, apply_sheet, write_queue

if TYPE_CHECKING:
    from tollbook.review.page import ReviewPage

__all__ = [
    "Applied",
    "DecisionError",
    "Evidence",
    "Item",
    "PageMissingError",
    "Related",
    "Session",
    "SheetError",
    "apply_sheet",
    "decide",
    "find_subject",
    "load_page",
    "parse_corrected",
    "read_evidence",
    "read_queue",
    "write_queue",
]


class PageMissingError(RuntimeError):
    """Textual, which draws the page, is not installed."""


def load_page() -> "type[ReviewPage]":
    """Return the page for a terminal; raises ``PageMissingError`` where Textual is not installed."""
    try:
        from tollbook.review.page import ReviewPage
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise PageMissingError(
            "the page needs Textual: install tollbook with its extra `review`, or use --list, or --csv and --apply"
        ) from error
    return ReviewPage
