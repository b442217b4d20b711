"""Date expressions in a sentence, resolved against the day of publication.

A resolved expression keeps its first and last day, so that "in February" stays a month and "last week" a week.
Nothing is invented: without a day of publication, an expression that needs one stays unresolved (its dates are
``None``).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tollbook.extraction.numbers import NUMBERS_BELOW_TWENTY

Kind = Literal["day", "span", "month", "year", "season", "decade", "since_day"]

_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
_MONTHS |= {m.lower(): i for i, m in enumerate(calendar.month_abbr) if m} | {"sept": 9}
_WEEKDAYS = {d.lower(): i for i, d in enumerate(calendar.day_name)}
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

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_N = r"(?:\d{1,3}|twenty-four|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|twenty|thirty|couple\ of|few|several|an?)"
_UNIT = r"(?:hours?|days?|nights?|weeks?|months?|years?|decades?)"
# "On 14 February 30 people ...": a number of people, not a year.
_COUNTED = r"\s+(?:[a-zA-Z]+\s+)?(?:people|persons|soldiers|troops|civilians|men|women|children|fighters|rebels|militants|guerrillas|others|residents|were|killed|dead|wounded|injured|died|million|thousand)\b"
_PATTERN = re.compile(
    rf"""\b(?=[\dabcdefijlmnopstuwy])(?:  # every expression begins a word with one of these
      (?P<iso>\b{_YEAR}-\d\d-\d\d\b)
    | \b(?P<dmy>(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})\b(?:,?\s+(?P<y1>{_YEAR}|\d\d(?=\b(?![.,]\d|{_COUNTED}))))?)
    | \b(?P<mdy>(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})\b(?!,\d{{3}}|[.,:%]\d|\s(?:people|soldiers|troops|civilians|million|thousand))(?:,?\s+(?P<y2>{_YEAR}))?)
    | \b(?P<my>(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y3>{_YEAR}))\b
    | \b(?P<dots>(?P<d4>[0-3]\d)\.(?P<m4>[01]\d)(?:\.(?P<y4>{_YEAR}|\d\d))?)(?![\d.])
    | \b(?P<last>(?:earlier\s+|late\s+|early\s+)?(?P<which>last|this|past|previous|preceding|same)\s+(?P<what>week|month|year|weekend|spring|summer|autumn|fall|winter|{"|".join(_WEEKDAYS)}|January|February|March|April|May|June|July|August|September|October|November|December))\b
    | \b(?!(?:the\s+)?(?:previous|preceding)\s+(?:day|night)\b)(?P<window>(?:the\s+)?(?:past|last|previous|preceding|prior)\s+(?P<n5>{_N})?[\s-]*(?P<u5>{_UNIT}))\b
    | \b(?P<ago>(?:some\s+|about\s+|more\s+than\s+|nearly\s+|almost\s+|over\s+)?(?P<n6>{_N})\s+(?P<u6>{_UNIT})\s+(?:ago|earlier|before))\b
    | \b(?P<span>(?:in|over|within|during|for|after|through|under|just|than|of)\s+(?:(?:about|nearly|almost|over|only|just|more\s+than|less\s+than|the|its|their|these|around|roughly|some)\s+)*(?P<n7>{_N})[\s-](?P<u7>{_UNIT}))\b
    | \b(?P<word>yesterday|today|tonight|overnight|last\s+night|this\s+(?:morning|afternoon|evening)|(?:the\s+|a\s+)?(?:previous|preceding|past)\s+(?:day|night|24\s+hours)|the\s+day\s+before|a\s+day\s+earlier|the\s+other\s+day)\b
    | \b(?P<weekday>(?:{"|".join(_WEEKDAYS)}))\b
    | \b(?P<nine>9/11)\b
    | \b(?P<decade>(?:the\s+)?(?:1[89]\d|20\d)0s)\b
    | \b(?P<season>(?:the|by|in|this|next)\s+(?:early\s+|late\s+|end\s+of\s+)?(?P<s8>spring|summer|autumn|winter)(?:\s+of\s+(?P<y8>{_YEAR}))?)\b
    | \b(?P<day_n>[Dd]ay\s+\d{{1,4}})\b
    | (?<![\d.,$€£/-])\b(?P<year>{_YEAR})\b(?![,.]\d|%|\s?(?:million|people|soldiers|troops|men|civilians|killed|deaths|casualties|children|personnel|Russian|Ukrainian|Palestinian|Israeli))
    | \b(?P<month>(?:(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=by\s)|(?<=late\s)|(?<=early\s)|(?<=mid-)|(?<=until\s)|(?<=and\s)|(?<=from\s)|(?<=to\s)|(?<=during\s)|(?<=for\s)|(?<=between\s))(?:January|February|March|April|May|June|July|August|September|October|November|December))\b
    )    """,
    re.VERBOSE | re.IGNORECASE,
)


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


def find_dates(text: str, start: int, end: int, published: date | None) -> list[DateExpression]:
    """Return the date expressions in ``text[start:end]`` in order, resolved against the day of publication if it is
    known."""
    found = []
    for match in _PATTERN.finditer(text, start, end):
        resolved = _resolve(match, published)
        if resolved is not None:
            found.append(resolved)
    return found


def _resolve(match: re.Match[str], published: date | None) -> DateExpression | None:
    kind, first, last, is_window = _read(match, published)
    if kind is None:
        return None
    return DateExpression(match.start(), match.end(), match.group(), kind, first, last, is_window)


_Reading = tuple[Kind | None, date | None, date | None, bool]
_NOTHING: _Reading = (None, None, None, False)


def _read(match: re.Match[str], published: date | None) -> _Reading:
    if match["iso"]:
        return _day(_make(int(match["iso"][:4]), int(match["iso"][5:7]), int(match["iso"][8:])))
    if match["dmy"] or match["mdy"]:
        day, month = (match["d1"], match["m1"]) if match["dmy"] else (match["d2"], match["m2"])
        year = match["y1"] if match["dmy"] else match["y2"]
        return _day(_with_year(_number_of(day), _month_of(month), _year_of(year), published))
    if match["my"]:
        return _month(_year_of(match["y3"]), _month_of(match["m3"]))
    if match["dots"]:
        month = int(match["m4"])
        if not 1 <= month <= 12:
            return _NOTHING
        return _day(_with_year(int(match["d4"]), month, _year_of(match["y4"]), published))
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
    return _read_relative(match, published)


def _read_relative(match: re.Match[str], published: date | None) -> _Reading:
    if match["day_n"]:
        return "day", None, None, False
    if published is None:
        return (
            ("span" if match["window"] or match["span"] else "day"),
            None,
            None,
            bool(match["window"] or match["span"]),
        )
    if match["month"]:
        month = _month_of(match["month"])
        year = published.year if month <= published.month else published.year - 1
        return _month(year, month)
    if match["weekday"]:
        return _day(_last_weekday(_WEEKDAYS[match["weekday"].lower()], published))
    if match["word"]:
        return _day_word(match["word"].lower(), published)
    if match["last"]:
        return _which(match["which"].lower(), match["what"].lower(), published)
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


def _year_of(year: str | None) -> int | None:
    if year is None:
        return None
    return int(year) if len(year) == 4 else 1900 + int(year) if int(year) > 40 else 2000 + int(year)


def _with_year(day: int, month: int, year: int | None, published: date | None) -> date | None:
    """The day; a day without a year is the last such day up to publication (a week's grace for time zones and
    previews)."""
    if year is None:
        if published is None:
            return None
        candidate = _make(published.year, month, day)
        if candidate is None or candidate > published + timedelta(days=7):
            candidate = _make(published.year - 1, month, day)
        return candidate
    return _make(year, month, day)


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
