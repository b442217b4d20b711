"""Articles that tell history: their days stand without a year, which follows from the dates told before them.

News dates its days from its own ("on Monday", "on 3 May": the last one). An encyclopedia's "on 3 May" is of the year of
which it tells.
"""

import calendar
import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTH = rf"(?:{'|'.join(calendar.month_name[1:])})"
_DATED = re.compile(
    rf"\b(?=[\dJFMASOND])(?<!since )(?:\d\d? )?(?P<month>{_MONTH})(?: \d\d?)?,? (?P<year>(?:19|20)\d\d)\b"
)
_UNDATED = re.compile(rf"\b(?=[\dJFMASOND])(?:\d\d? {_MONTH}|{_MONTH} \d\d?)\b(?!,? (?:19|20)\d\d\b)")
_NEWS = re.compile(
    r"\b(?=[MTWFSytl])(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|(?:last|this) (?:week|month))\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PAST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Told:
    """The last date with a year that a history has told, and the years within which it stays."""

    day: date
    years: range

    def year_of(self, month: int) -> int:
        """Return the year in which ``month`` lies next to the date told."""
        distance = month - self.day.month
        year = self.day.year + (1 if distance < -6 else -1 if distance > 6 else 0)
        return min(max(year, self.years.start), self.years.stop - 1)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The dates with a year that a history names, in the order of its text, and the years of which it tells."""

    offsets: tuple[int, ...]
    dates: tuple[date, ...]
    years: range

    def told_before(self, offset: int) -> Told:
        """Return the last date with a year before ``offset``, else the first one."""
        return Told(self.dates[max(0, bisect_left(self.offsets, offset) - 1)], self.years)


def read_chronicle(title: str, text: str, published: date | None, begun: date | None) -> Chronicle | None:
    """Return the dates of a text that tells history; ``None`` for news, and where nothing shows which it is.

    The years in its title are those of which it tells, else those since ``begun``, the first day of its war.
    """
    if published is None:
        return None
    named = [int(year) for year in _YEAR.findall(title) if int(year) <= published.year]
    years = range(min(named), max(named) + 1) if named else range(begun.year if begun else 1900, published.year + 1)
    dated = [
        (match.start(), date(int(match["year"]), _MONTHS[match["month"].lower()], 15))
        for match in _DATED.finditer(text)
        if int(match["year"]) in years
    ]
    past = [day for _, day in dated if (published - day).days > _PAST_DAYS]
    if not past and not any(year < published.year for year in named):
        return None
    n_told = len(past) + sum(1 for _ in _UNDATED.finditer(text))
    if n_told < 3 or n_told < 4 * sum(1 for _ in _NEWS.finditer(text)):
        return None
    if named:
        dated.insert(0, (-1, date(named[0], 7, 1)))
    return Chronicle(tuple(offset for offset, _ in dated), tuple(day for _, day in dated), years)
