"""Decide when an article was published: by its own fields, its dateline, its address, or within bounds that its text
sets.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.articles import DateBasis
from tollbook.reading.dateline import find_dateline
from tollbook.reading.inference import Bounds, infer_bounds
from tollbook.reading.printed_date import MONTHS, PrintedDate, is_missing, make_date, read_printed_date
from tollbook.reading.source import Unreadable

_ADDRESS_DATE = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?:(?P<separator>[/_-])(?P<month>\d{1,2}|[a-z]{3})(?:(?P=separator)(?P<day>\d{1,2}))?(?=[/_.?-]|$)"
    r"|(?P<packed>[01]\d[0-3]\d)(?=\D|$))",
    re.IGNORECASE,
)
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published: the day if it is known, otherwise the bounds that are; and how that is known."""

    published_date: date | None = None
    earliest: date | None = None
    latest: date | None = None
    basis: DateBasis = "unknown"


def date_publication(
    value: object,
    text: str,
    *,
    name: str = "published_date",
    basis: DateBasis = "metadata",
    url: str | None = None,
    is_day_first: bool | None = None,
    latest: date | None = None,
) -> Publication:
    """Return when an article was published.

    ``value`` is its date field as given and ``name`` what that field is called; where it is missing, the text's
    dateline, then a date in ``url``, then what the text says about time stand in, the last two marked as what they
    are. ``is_day_first`` settles numeric dates; ``latest`` is a day by which the article is known to have existed.
    Raises ``Unreadable`` for a value that is no date.
    """
    printed = PrintedDate()
    if not is_missing(value):
        read = read_printed_date(value, is_day_first)
        if read is None:
            shown = repr(value) if len(repr(value)) <= _SHOWN_CHARACTERS else repr(value)[:_SHOWN_CHARACTERS] + "..."
            raise Unreadable("no_date", f"{name} is {shown}, which is no date", "use YYYY-MM-DD")
        printed = read
    if printed.earliest and printed.earliest == printed.latest:
        return Publication(printed.earliest, printed.earliest, printed.latest, basis)
    dateline = find_dateline(text) or PrintedDate()
    if printed.earliest and printed.latest:
        # A numeric date that reads two ways is settled where the article prints one of the two in words.
        if printed.is_ambiguous and dateline.earliest in {printed.earliest, printed.latest}:
            return Publication(dateline.earliest, dateline.earliest, dateline.earliest, basis)
        return Publication(None, printed.earliest, printed.latest, basis)
    if dateline.earliest:
        return Publication(dateline.earliest, dateline.earliest, dateline.latest, "stated")
    in_address = _find_date_in_address(url)
    if in_address.earliest:
        day = in_address.earliest if in_address.earliest == in_address.latest else None
        return Publication(day, in_address.earliest, in_address.latest, "metadata")
    return _infer(text, printed.month_and_day or dateline.month_and_day, latest)


def _find_date_in_address(url: str | None) -> PrintedDate:
    for match in _ADDRESS_DATE.finditer(url or ""):
        packed = match["packed"]
        word = packed[:2] if packed else match["month"]
        month = int(word) if word.isdigit() else MONTHS.get(word.lower(), 0)
        day = packed[2:] if packed else match["day"]
        if day and (found := make_date(int(match["year"]), month, int(day))):
            return PrintedDate(found, found)
        # Without a day only a folder /2026/02/ is a date; "-2024-25" or "_2019_3" may be anything.
        if not day and match["separator"] == "/" and (first := make_date(int(match["year"]), month, 1)):
            return PrintedDate(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    return PrintedDate()


def _infer(text: str, month_and_day: tuple[int, int] | None, latest: date | None) -> Publication:
    bounds = infer_bounds(text)
    if latest and (bounds.earliest is None or bounds.earliest <= latest):
        bounds = Bounds(bounds.earliest, min(bounds.latest or latest, latest))
    if month_and_day:
        bounds = _narrow_to_anniversaries(bounds, month_and_day)
    if bounds == Bounds():
        return Publication()
    return Publication(None, bounds.earliest, bounds.latest, "inferred")


def _narrow_to_anniversaries(bounds: Bounds, month_and_day: tuple[int, int]) -> Bounds:
    """Return the bounds moved to the first and the last day between them that falls on this month and day."""
    month, day = month_and_day
    earliest, latest = bounds.earliest, bounds.latest
    # Eight years hold a 29 February even across a century that is no leap year.
    if earliest:
        days = [make_date(earliest.year + n, month, day) for n in range(9)]
        earliest = next((d for d in days if d and d >= earliest), earliest)
    if latest:
        days = [make_date(latest.year - n, month, day) for n in range(9)]
        latest = next((d for d in days if d and d <= latest), latest)
    return bounds if earliest and latest and earliest > latest else Bounds(earliest, latest)
