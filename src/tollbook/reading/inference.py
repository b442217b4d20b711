"""Bound the day on which an undated article was written by what it says about time, as far as that can be known."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.reading.printed_date import MONTH_WORD, MONTHS, make_date

_MOST_CHARACTERS = 200_000
_YEAR = re.compile(
    r"\b(?P<year>(?:19[5-9]|20[0-4])\d)\b(?P<alone> alone\b)?"
    r"(?![%,]\d|\s*(?:%|percent|people|soldiers|troops|killed|dead|wounded|kilomet|met(?:er|re)s|miles|times))",
    re.IGNORECASE,
)
_LEAD_CHARACTERS = 40
_LEAD = re.compile(
    r"(?:\b(?P<before>\w+) )?\b(?:"
    rf"(?P<month_name>{MONTH_WORD})\b\.?(?:,? (?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?,?)?,? (?:of )?"
    rf"|(?P<day_before>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month_after>{MONTH_WORD})\b\.?,? "
    r"|(?P<preposition>in|since|of|throughout|during|from|between) )$",
    re.IGNORECASE,
)
# What lies ahead of the writer, or may: such a year bounds nothing.
_AHEAD_BEFORE = frozenset({"by", "until", "till", "before", "through", "next", "after", "beyond", "to", "for"})
_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|(?-i:may)|might|plan(?:s|ned|ning)?|expect(?:s|ed)?|schedul\w+|upcoming|forecast\w*"
    r"|project(?:s|ed|ions?)|predict\w*|aim(?:s|ed)?|target\w*|until|deadline|due|deliver\w*|intend\w*|if|by|budget"
    r"|elections?|olympics?|world cup|goal)\b",
    re.IGNORECASE,
)
_EVENT = r"(?P<event>invasion|war|conflict|offensive|uprising|revolution|occupation|ceasefire|attack)"
_BEGAN = r"\b(?:began|started|broke out|launched|begun)"
_BEGAN_AGO = re.compile(
    rf"\b{_EVENT}\b[^.;\n]{{0,40}}?{_BEGAN}[^.;\n]{{0,12}}?\s"
    r"(?P<count>\w+) years ago",
    re.IGNORECASE,
)
_BEGAN_IN = re.compile(
    rf"\b{_EVENT}\b[^.;\n]{{0,40}}?{_BEGAN}\b[^.;\n\d]{{0,12}}?"
    rf"(?P<month>{MONTH_WORD})\b\.?(?: \d{{1,2}},?)? (?P<year>\d{{4}})",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?:will|would|could|may|might|set to|expected to|on track to)\b[^.;\n]{0,80}\bby (?:the |this )?(?:coming )?"
    r"(?P<season>spring|summer|autumn|fall)\b",
    re.IGNORECASE,
)
_SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last day on which an article can have been written; ``None`` where nothing bounds that side."""

    earliest: date | None = None
    latest: date | None = None


def infer_bounds(text: str) -> Bounds:
    """Return the first and last day on which ``text`` can have been written, by what it says; no bound where it says
    nothing.

    A past month or year that it names bounds it from below; "in 2025 alone" from the end of that year, since of the
    running year people say "this year". "Began four years ago" beside "began in February 2022" bounds it on both
    sides, to half a year. A forecast for "the spring" was made before its middle month. Where two bounds contradict
    each other, the lower one stays.
    """
    near = text[:_MOST_CHARACTERS]
    earliest, latest = _latest_past_mention(near), None
    window = _years_since_beginning(near)
    if window.earliest and window.latest and (earliest is None or earliest <= window.latest):
        earliest, latest = max(earliest or window.earliest, window.earliest), window.latest
    if earliest and latest and (season := _SEASON.search(near)):
        latest = min(latest, _end_before(season["season"].lower(), earliest))
    return Bounds(earliest, latest)


def _latest_past_mention(text: str) -> date | None:
    latest: date | None = None
    for mention in _YEAR.finditer(text):
        lead = _LEAD.search(text[max(0, mention.start() - _LEAD_CHARACTERS) : mention.start()])
        day = _first_day(mention, lead) if lead else None
        if lead and day and (latest is None or day > latest) and not _lies_ahead(mention, lead, text):
            latest = day
    return latest


def _first_day(mention: re.Match[str], lead: re.Match[str]) -> date | None:
    year = int(mention["year"])
    if mention["alone"]:
        return date(year + 1, 1, 1)
    month = lead["month_name"] or lead["month_after"]
    if month is None:
        return date(year, 1, 1)
    return make_date(year, MONTHS[month.lower()], int(lead["day_after"] or lead["day_before"] or 1))


def _lies_ahead(mention: re.Match[str], lead: re.Match[str], text: str) -> bool:
    if (lead["before"] or "").lower() in _AHEAD_BEFORE:
        return True
    before, after = text[max(0, mention.start() - 300) : mention.end()], text[mention.end() : mention.end() + 300]
    sentence = re.split(r"\. |\n", before)[-1] + re.split(r"\. |\n", after, maxsplit=1)[0]
    return _AHEAD.search(sentence) is not None


def _years_since_beginning(text: str) -> Bounds:
    ago = _BEGAN_AGO.search(text)
    if ago is None:
        return Bounds()
    count = _NUMBERS.get(ago["count"].lower()) or (int(ago["count"]) if ago["count"].isdigit() else 0)
    for began in _BEGAN_IN.finditer(text):
        if count and began["event"].lower() == ago["event"].lower():
            year, month = int(began["year"]) + count, MONTHS[began["month"].lower()]
            # Whole years, as people round them: from half a year before the anniversary to half a year after it.
            anniversary = make_date(year, month, calendar.monthrange(2023, month)[1])
            if anniversary:
                half = timedelta(days=183)
                return Bounds(anniversary.replace(day=1) - half, anniversary + half)
    return Bounds()


def _end_before(season: str, earliest: date) -> date:
    """Return the last day before the season's middle month that follows ``earliest``; from then on it is "this
    month".
    """
    month = _SEASON_MONTH[season] + 1
    year = earliest.year if earliest < date(earliest.year, month, 1) else earliest.year + 1
    return date(year, month, 1) - timedelta(days=1)
