"""Date expressions in a sentence, resolved against the day of publication.

A resolved expression keeps its first and last day, so that "in February" stays a month and "last week" a week.
Nothing is invented: without a day of publication, an expression that needs one stays unresolved (its dates are
``None``).
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tollbook.extraction.chronicle import Told
from tollbook.extraction.date_patterns import HEADS, PATTERN, WEEKDAYS
from tollbook.extraction.numbers import NUMBERS_BELOW_TWENTY
from tollbook.extraction.scanning import scan

Kind = Literal["day", "span", "month", "year", "season", "decade"]

_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
_MONTHS |= {m.lower(): i for i, m in enumerate(calendar.month_abbr) if m} | {"sept": 9}
_WEEKDAYS = {day.lower(): i for i, day in enumerate(WEEKDAYS)}
_NUMBER_WORDS = {
    **NUMBERS_BELOW_TWENTY,
    "twenty": 20,
    "thirty": 30,
    "a": 1,
    "an": 1,
    "couple": 2,
    "few": 3,
    "several": 3,
    "twenty-four": 24,
}
_UNIT_DAYS = {"hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 30.44, "year": 365.25, "decade": 3652.5}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date expression: its span (code points, half-open), the days that it covers, and how precise it is.

    ``first`` and ``last`` are ``None`` where neither text nor day of publication fix them. ``is_window`` marks a
    stated length
    of time up to the as-of day ("the past 24 hours").
    """

    start: int
    end: int
    text: str
    kind: Kind
    first: date | None
    last: date | None
    is_window: bool = False
    shift: int | None = None


ToldBefore = Callable[[int], Told | None]
"""The date that a history told last before an offset; asked only for dates without a year, as few texts have any."""


def nothing_told(_offset: int) -> Told | None:
    """Return ``None``: news is no history."""
    return None


class _Frame(NamedTuple):
    """What a date without a year is resolved against: the day of publication and, in a history, the date told
    before it."""

    published: date | None
    offset: int
    told_before: ToldBefore

    def year_told(self, month: int) -> int | None:
        """Return the year of ``month`` in a history."""
        told = self.told_before(self.offset)
        return told.year_of(month) if told is not None else None


def find_dates(
    text: str, start: int, end: int, published: date | None, told_before: ToldBefore = nothing_told
) -> list[DateExpression]:
    """Return the date expressions in ``text[start:end]`` in order, resolved against the day of publication if it is
    known, and in a history against the dates ``told_before`` them."""
    found = []
    for match in scan(HEADS, PATTERN, text, start, end):
        resolved = _resolve(match, _Frame(published, match.start(), told_before))
        if resolved is not None:
            found.append(resolved)
    return _join(text, found) if len(found) > 1 else found


_JOINT = re.compile(r"\s?(?:-|–|—|\b(?:to|until|through|and)\b(?: (?:early|mid|late)\b)?)[\s-]?")


def _join(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """Make one expression of two that give the ends of a time ("from 3 May to 5 June", "in May and June 2022")."""
    joined = found[:1]
    for later in found[1:]:
        first = joined[-1]
        is_range = (
            first.kind == later.kind
            and first.kind in {"day", "month", "year"}
            and _JOINT.fullmatch(text, first.end, later.start) is not None
        )
        begun = _before(first.first, later.last) if is_range else None
        if is_range and (begun is None) == (later.last is None):
            kind: Kind = "span" if later.kind == "day" else later.kind
            printed = text[first.start : later.end]
            joined[-1] = replace(later, start=first.start, text=printed, kind=kind, first=begun)
        else:
            joined.append(later)
    return joined


def _before(first: date | None, last: date | None) -> date | None:
    """The first day of a time that ends on ``last``, in the year before it if it would lie behind it."""
    if first is None or last is None or (last - first).days in range(1500):
        return first
    moved = first.replace(year=last.year, day=min(first.day, 28) if first.month == 2 else first.day)
    if moved <= last:
        return moved
    return moved.replace(year=last.year - 1) if last.year > date.min.year else None


def _resolve(match: re.Match[str], frame: _Frame) -> DateExpression | None:
    try:
        kind, first, last, is_window = _read(match, frame)
    except (ValueError, OverflowError):
        # Whoever dates an article 0001-01-01, as programs do that do not know its day, leaves no February before it.
        kind, first, last, is_window = "day", None, None, False
    if kind is None:
        return None
    shift = _shift(match) if match["shift"] else None
    return DateExpression(match.start(), match.end(), match.group(), kind, first, last, is_window, shift)


def _shift(match: re.Match[str]) -> int:
    if match["n8"]:
        return int(_days(match["n8"], "day"))
    return 1 if match["next"] or match["after"] else 0


_Reading = tuple[Kind | None, date | None, date | None, bool]
_NOTHING: _Reading = (None, None, None, False)


def _read(match: re.Match[str], frame: _Frame) -> _Reading:
    published = frame.published
    if match["iso"]:
        return _day(_make(int(match["iso"][:4]), int(match["iso"][5:7]), int(match["iso"][8:])))
    if match["dmy"] or match["mdy"]:
        day, month = (match["d1"], match["m1"]) if match["dmy"] else (match["d2"], match["m2"])
        year = match["y1"] if match["dmy"] else match["y2"]
        return _day(_with_year(_number_of(day), _month_of(month), _year_of(year, published), frame))
    if match["days_of"] or match["of_days"]:
        return _days_of_month(match, frame)
    if match["my"]:
        return _month(_year_of(match["y3"], published), _month_of(match["m3"]))
    if match["dots"]:
        month = int(match["m4"])
        if not 1 <= month <= 12:
            return _NOTHING
        return _day(_with_year(int(match["d4"]), month, _year_of(match["y4"], published), frame))
    if match["dashes"]:
        return _day(_make(int(match["y7"]), int(match["m7"]), int(match["d5"])))
    if match["year"]:
        year = int(match["year"])
        return "year", date(year, 1, 1), date(year, 12, 31), False
    if match["decade"]:
        year = int(re.sub(r"\D", "", match["decade"])[:4])
        return "decade", date(year, 1, 1), date(year + 9, 12, 31), False
    if match["nine"]:
        return _day(date(2001, 9, 11))
    if match["season"]:
        return _season(match, published)
    return _read_relative(match, frame)


def _days_of_month(match: re.Match[str], frame: _Frame) -> _Reading:
    """The days of "between 3 and 5 May" or "May 3-5"."""
    if match["days_of"]:
        first, last, month, year = match["first_d"] or match["first_and"], match["last_d"], match["m5"], match["y5"]
    else:
        first, last, month, year = match["first_n"], match["last_n"], match["m6"], match["y6"]
    end = _with_year(_number_of(last), _month_of(month), _year_of(year, frame.published), frame)
    if end is None or _number_of(first) >= end.day:
        return "span", end, end, False
    return "span", end.replace(day=_number_of(first)), end, False


def _read_relative(match: re.Match[str], frame: _Frame) -> _Reading:
    published = frame.published
    if match["day_n"] or match["shift"]:
        return "day", None, None, False
    is_window = bool(match["window"] or match["span"] or match["recent"])
    if published is None:
        return ("span" if is_window or match["weekend"] else "day"), None, None, is_window
    if match["month"]:
        month = _month_of(match["month"])
        return _month(frame.year_told(month) or _last_year_with(month, published), month)
    if match["weekday"]:
        return _day(_last_weekday(_WEEKDAYS[match["weekday"].lower()], published))
    if match["word"]:
        return _day_word(match["word"].lower(), published)
    if match["last"]:
        return _which(match["which"].lower(), match["what"].lower(), published)
    if match["weekend"]:
        return _which("last" if published.weekday() < 5 else "this", "weekend", published)
    if match["start_of"]:
        return "span", _start_of(match["u9"].lower(), published), published, False
    if match["recent"]:
        return "span", published - timedelta(days=_days("few", match["u10"])), published, True
    if match["window"] or match["span"]:
        count, unit = (match["n5"] or "a", match["u5"]) if match["window"] else (match["n7"], match["u7"])
        days = _days(count, unit)
        return "span", published - timedelta(days=min(days, 60_000)), published, True
    if match["ago"]:
        then = published - timedelta(days=min(_days(match["n6"], match["u6"]), 60_000))
        unit = match["u6"].lower().rstrip("s")
        if unit == "year":
            return "year", date(then.year, 1, 1), date(then.year, 12, 31), False
        if unit == "month":
            return _month(then.year, then.month)
        return _day(then)
    return _NOTHING


def _day_word(word: str, published: date) -> _Reading:
    if re.match(r"today|tonight|this", word):
        return _day(published)
    if re.search(r"(?:previous|preceding)\s+(?:day|night)", word):
        return "span", published - timedelta(days=1), published - timedelta(days=1), True
    if word == "overnight":
        return "day", published - timedelta(days=1), published, False
    return _day(published - timedelta(days=1))


def _which(which: str, what: str, published: date) -> _Reading:
    back = which not in {"this", "same"}
    if what in _WEEKDAYS:
        return _day(_last_weekday(_WEEKDAYS[what], published - timedelta(days=1 if back else 0)))
    if what in _MONTHS:
        month = _MONTHS[what]
        return _month(published.year if month < published.month or not back else published.year - 1, month)
    if what == "week":
        monday = published - timedelta(days=published.weekday() + (7 if back else 0))
        if which in {"past", "previous", "preceding"}:
            return "span", published - timedelta(days=7), published, True
        return "span", monday, min(monday + timedelta(days=6), published), False
    if what == "weekend":
        sunday = published - timedelta(days=(published.weekday() + 1) % 7)
        return "span", sunday - timedelta(days=1), sunday, False
    if which == "past" and what in {"month", "year"}:
        return "span", published - timedelta(days=31 if what == "month" else 365), published, True
    if what == "month":
        month, year = (published.month, published.year) if not back else _previous_month(published)
        return _month(year, month)
    if what == "year":
        year = published.year - (1 if back else 0)
        return "year", date(year, 1, 1), date(year, 12, 31) if back else published, False
    first, last = _SEASONS[what]
    year = published.year if published.month > last and first <= last else published.year - 1
    return "season", date(year, first, 1), _month_end(year + (1 if last < first else 0), last), False


def _season(match: re.Match[str], published: date | None) -> _Reading:
    first, last = _SEASONS[match["s8"].lower()]
    if match["y8"]:
        year = int(match["y8"])
    elif published is None:
        return "season", None, None, False
    else:
        year = published.year + (1 if match["season"].lower().startswith("by") and published.month > last else 0)
    return "season", date(year, first, 1), _month_end(year + (1 if last < first else 0), last), False


def _day(day: date | None) -> _Reading:
    return "day", day, day, False


def _month(year: int | None, month: int) -> _Reading:
    if year is None:
        return "month", None, None, False
    return "month", date(year, month, 1), _month_end(year, month), False


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _previous_month(day: date) -> tuple[int, int]:
    return (12, day.year - 1) if day.month == 1 else (day.month - 1, day.year)


def _month_of(word: str) -> int:
    word = word.lower().rstrip(".")
    return _MONTHS.get(word) or _MONTHS[word[:3]]


def _number_of(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _year_of(year: str | None, published: date | None) -> int | None:
    if year is None:
        return None
    if not year.isdigit():
        return None if published is None else published.year - ("last" in year.lower())
    return int(year) if len(year) == 4 else 1900 + int(year) if int(year) > 40 else 2000 + int(year)


def _with_year(day: int, month: int, year: int | None, frame: _Frame) -> date | None:
    """The day; in a history, a day without a year is the one next to the last dated day, else the last such day up to
    publication (with a day's grace for time zones)."""
    if year is None:
        year = frame.year_told(month)
    if year is not None:
        return _make(year, month, day)
    if frame.published is None:
        return None
    candidate = _make(frame.published.year, month, day)
    if candidate is None or candidate > frame.published + timedelta(days=1):
        candidate = _make(frame.published.year - 1, month, day)
    return candidate


def _last_year_with(month: int, published: date) -> int:
    return published.year if month <= published.month else published.year - 1


def _start_of(unit: str, published: date) -> date:
    if unit == "week":
        return published - timedelta(days=published.weekday())
    return published.replace(month=1, day=1) if unit == "year" else published.replace(day=1)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_weekday(weekday: int, published: date) -> date:
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def _days(count: str, unit: str) -> float:
    words = count.lower().split()[0]
    number = int(words) if words.isdigit() else _NUMBER_WORDS.get(words, 1)
    return number * _UNIT_DAYS[unit.lower().rstrip("s")]
