"""Read a date as an outlet prints it: "12 Oct 2024", "4/5/2017", "23 AUG 88", "4 days ago (crawled 2024-10-14)"."""

import calendar
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
MONTH_WORD = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAY_WORD = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MISSING = frozenset({"", "none", "null", "nan", "nat", "n/a", "na", "-", "?", "unknown", "no date", "undated", "n.d."})
_EARLIEST_YEAR, _LATEST_YEAR = 1700, 2199
# Two digits are read as POSIX does: 69 to 99 lie in the 20th century, 00 to 68 in the 21st.
_PIVOT = 69

_NOISE = re.compile(
    rf"(?:\b{WEEKDAY_WORD}\b|\d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d+)?)?|\b[ap]\.?m\b\.?|\b(?:gmt|utc|bst|[a-z]{{1,3}}[ds]?t)\b"
    r"|[+-]\d{2}:?\d{2}\b|\b(?:last|first|updated?|published|modified|posted|created|on|at|the|of|date|dated|z|o'clock)\b"
    r"|[\s,.:;|()\[\]/–—-])*",
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<word>{MONTH_WORD})\b\.?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})(?![\d:])"
_FORMS = [
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<year>\d{4})(?P<separator>[-/.])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})(?=\D|$)t?",
        r"(?<!\d)(?P<year>(?:1[789]|2[01])\d\d)(?P<month>\d{2})(?P<day>\d{2})(?:t?\d{6}z?)?(?!\d)",
        rf"(?<!\d){_DAY}(?:\s+of)?[\s./-]*{_MONTH}[\s,./-]*{_YEAR}",
        rf"\b{_MONTH}[\s./-]*{_DAY}(?!\d)[\s,./-]*{_YEAR}",
        r"(?<!\d)(?P<first>\d{1,2})(?P<separator>[-/.])(?P<second>\d{1,2})(?P=separator)(?P<year>\d{4}|\d{2})(?!\d)",
        rf"(?<!\d){_DAY}(?:\s+of)?[\s.-]*{_MONTH}(?!\s*\d)",
        rf"\b{_MONTH}[\s.-]*{_DAY}(?!\d)",
        rf"\b{_MONTH}[\s,.-]*(?P<year>\d{{4}})(?!\d)",
        r"^(?P<year>\d{4})[-/](?P<month>\d{1,2})$",
        r"^(?P<year>\d{4})$",
    )
]
_NUMERIC = _FORMS[4]
_AGO = re.compile(
    r"(?P<count>\d+|an?)\s*(?P<unit>min|minute|hr|hour|day|week|month|year)s?\s+ago"
    r"(?:\s*\(\s*crawled\s+(?P<crawled>\d{4}-\d{2}-\d{2})[^)]*\))?"
)
_DAYS_IN = {"min": 1, "minute": 1, "hr": 1, "hour": 1, "day": 1, "week": 7, "month": 31, "year": 366}
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """What a printed date tells: the first and last day that it can mean, both the same where it names a day.

    Where no year is printed both are ``None`` and ``month_and_day`` is set; where it tells nothing ("6 years ago",
    read who knows when) all are ``None``. ``is_ambiguous`` marks a numeric date that gives another day when its first
    two numbers change places.
    """

    earliest: date | None = None
    latest: date | None = None
    month_and_day: tuple[int, int] | None = None
    is_ambiguous: bool = False


def is_missing(value: object) -> bool:
    """Return whether a field holds no date at all: nothing, or a word such as "Unknown"."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and value.strip().lower() in _MISSING)


def read_printed_date(value: object, is_day_first: bool | None = None) -> PrintedDate | None:
    """Return what the value of a date field tells, or ``None`` if it is no date ("31 Feb 2024").

    ``is_day_first`` decides "4/5/2017" where both readings are dates; left open, the date is bounded by the two.
    Date-times give the day that they print, in their own time zone; numbers are seconds or milliseconds since 1970,
    UTC.
    """
    if isinstance(value, datetime):
        return _day(value.date())
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    printed = re.sub(r"\s+", " ", str(value)).strip().lower()
    if _EPOCH.fullmatch(printed):
        return _read_epoch(float(printed))
    return _read_words(printed, is_day_first) if len(printed) <= 100 else None


@lru_cache(maxsize=4096)
def _read_words(printed: str, is_day_first: bool | None) -> PrintedDate | None:
    if ago := _AGO.fullmatch(printed):
        return _read_ago(ago)
    for form in _FORMS:
        for match in form.finditer(printed):
            if _NOISE.fullmatch(printed[: match.start()] + " " + printed[match.end() :]):
                return _read_match(match, is_day_first)
    return _read_foreign(printed)


def _read_match(match: re.Match[str], is_day_first: bool | None) -> PrintedDate | None:
    parts = match.groupdict()
    year = read_year(parts["year"]) if parts.get("year") else None
    if year is not None and not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    if parts.get("first"):
        # With dots between them the day comes first wherever people write so.
        order = True if parts["separator"] == "." else is_day_first
        return _read_numbers(int(parts["first"]), int(parts["second"]), year or 0, order)
    month = MONTHS[parts["word"]] if parts.get("word") else int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    if year is None:
        is_date = make_date(2000, month, day) is not None
        return PrintedDate(month_and_day=(month, day)) if is_date else None
    if "day" in parts:
        found = make_date(year, month, day)
        return _day(found) if found else None
    if month:
        if month > 12:
            return None
        return PrintedDate(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return PrintedDate(date(year, 1, 1), date(year, 12, 31))


def _read_numbers(first: int, second: int, year: int, is_day_first: bool | None) -> PrintedDate | None:
    by_day, by_month = make_date(year, second, first), make_date(year, first, second)
    if by_day is None or by_month is None or by_day == by_month:
        found = by_day or by_month
        return _day(found) if found else None
    if is_day_first is None:
        return PrintedDate(min(by_day, by_month), max(by_day, by_month), is_ambiguous=True)
    chosen = by_day if is_day_first else by_month
    return PrintedDate(chosen, chosen, is_ambiguous=True)


def _read_ago(ago: re.Match[str]) -> PrintedDate | None:
    if ago["crawled"] is None:
        return PrintedDate()
    count = int(ago["count"]) if ago["count"].isdigit() else 1
    try:
        crawled = date.fromisoformat(ago["crawled"])
        unit = ago["unit"]
        if unit == "day":
            return _day(crawled - timedelta(days=count))
        if unit in {"min", "minute", "hr", "hour"}:
            # The hour of the crawl is not printed: what was less than a day ago was on that day or the one before.
            days = -(-count // 24) if unit in {"hr", "hour"} else 1
            return PrintedDate(crawled - timedelta(days=days), crawled)
        return PrintedDate(
            crawled - timedelta(days=(count + 1) * _DAYS_IN[unit]),
            crawled - timedelta(days=(count - 1) * _DAYS_IN[unit]),
        )
    except (ValueError, OverflowError):
        return None


def _read_epoch(seconds: float) -> PrintedDate:
    if seconds >= 1e11:
        seconds /= 1000
    return _day(datetime.fromtimestamp(seconds, UTC).date())


def _read_foreign(printed: str) -> PrintedDate | None:
    # dateparser knows the months of many languages, but takes much for a date that is none: only words with a day and
    # a year go there.
    if (
        not re.search(r"[^\W\d_]{3,}", printed)
        or not re.search(r"\d{4}", printed)
        or not re.search(r"\b\d{1,2}\b", printed)
    ):
        return None
    if re.search(rf"\b(?:{MONTH_WORD})\b", printed):
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    found = dateparser.parse(printed, settings=settings)
    return _day(found.date()) if found and str(found.year) in printed else None


def find_date_order(values: Iterable[object]) -> bool | None:
    """Return whether numeric dates among ``values`` print the day first, by those that can be read one way only.

    ``None`` where no date decides, or where dates contradict each other.
    """
    orders = set()
    for value in values:
        match = _NUMERIC.search(value) if isinstance(value, str) else None
        if match and match["separator"] != ".":
            first, second = int(match["first"]), int(match["second"])
            if max(first, second) > 12 and 0 < min(first, second) <= 12 and max(first, second) <= 31:
                orders.add(first > second)
    return orders.pop() if len(orders) == 1 else None


def read_year(printed: str) -> int:
    """Return a printed year in four digits: "88" is 1988, "24" is 2024."""
    digits = printed.lstrip("'")
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= _PIVOT else 2000)
    return year


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or ``None`` if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(found: date) -> PrintedDate:
    return PrintedDate(found, found)
