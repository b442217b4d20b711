"""Find the date that an article prints about itself: before its text, alone on a line, or in the dateline of a wire
report.
"""

import re
from datetime import date

from tollbook.reading.printed_date import MONTH_WORD, WEEKDAY_WORD, PrintedDate, read_printed_date

_NEAR_CHARACTERS = 400
_FULL_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ .-]+(?:{MONTH_WORD})\b\.?,?[ -]+'?(?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|(?:{MONTH_WORD})\b\.? +\d{{1,2}}(?:st|nd|rd|th)?,? +'?(?:\d{{4}}|\d{{2}})(?![\d:]))"
)
_PART_DATE = rf"(?:\d{{1,2}} +(?:{MONTH_WORD})\b|(?:{MONTH_WORD})\b\.? +\d{{1,2}}(?!\d))"
_LABEL = r"(?:(?:first |last )?(?:published|posted|updated?|created|date)(?: on| at)?:?\s*)"
_TIME = r"(?:[ ,]*(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?(?:gmt|utc|bst|e[sd]t|[pcm][sd]t))?)?"
_FLAGS = re.IGNORECASE
_FIRST = re.compile(rf"\s*{_LABEL}?(?:{WEEKDAY_WORD},? +)?(?P<date>{_FULL_DATE})(?!\w)", _FLAGS)
_LINE = re.compile(
    rf"^[ \t\xa0]*{_LABEL}?(?:{WEEKDAY_WORD},? +)?(?P<date>{_FULL_DATE}){_TIME}[ \t\xa0.|]*$", _FLAGS | re.MULTILINE
)
_PLACE = r"^[ \t]*(?-i:[A-Z][A-Z .'-]+)(?:\([^)\n]{2,30}\))?(?:, (?-i:[A-Z][\w. ]{1,24}))?,? +"
_WIRE = re.compile(rf"{_PLACE}\(?(?P<date>{_FULL_DATE})\)? *(?:\(|--|[–—]|-)", _FLAGS | re.MULTILINE)
_WIRE_PART = re.compile(rf"{_PLACE}\(?(?P<date>{_PART_DATE})\)? *(?:\(|--|[–—]|-)", _FLAGS | re.MULTILINE)
# A weekday with its whole date, with no word that makes it the day of an event ("on Friday 1 July 2016").
_WEEKDAY = re.compile(
    rf"(?<!\bon )(?<!since )(?<!until )(?<!from )(?<!this )\b(?P<weekday>{WEEKDAY_WORD}),? +(?P<date>{_FULL_DATE})",
    _FLAGS,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def find_dateline(text: str) -> PrintedDate | None:
    """Return the date that ``text`` prints about itself near its beginning, or ``None``.

    A dateline without a year ("SAN SALVADOR, 12 NOV (EFE)") gives its month and day. A date inside a sentence is an
    event's and not taken; a weekday that does not fall on its date is an error in print, and the date not taken
    either.
    """
    near = text[:_NEAR_CHARACTERS]
    for pattern in (_FIRST, _WIRE, _LINE):
        if (match := pattern.match(near) if pattern is _FIRST else pattern.search(near)) and (day := _day_of(match)):
            return PrintedDate(day, day)
    for match in _WEEKDAY.finditer(near):
        day = _day_of(match)
        if day and _WEEKDAYS[day.weekday()] == match["weekday"][:3].lower():
            return PrintedDate(day, day)
    if match := _WIRE_PART.search(near):
        return read_printed_date(match["date"])
    return None


def _day_of(match: re.Match[str]) -> date | None:
    found = read_printed_date(match["date"])
    return found.earliest if found else None
