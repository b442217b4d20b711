"""How the press writes dates: one regular expression, with a named group for each way."""

import re

from tollbook.extraction.scanning import any_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_NAMED_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"  # not "Mar", "Dec"
)
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_SAID_YEAR = rf"(?:{_YEAR}|(?:of\s+)?(?:last|this)\s+year)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NUMERALS = (
    *("twenty-four", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("fourteen", "fifteen", "sixteen", "twenty", "thirty", r"couple\ of", "few", "several", "an?"),
)
_N = rf"(?:\d{{1,3}}|{'|'.join(_NUMERALS)})"
_UNIT = r"(?:hours?|days?|nights?|weeks?|months?|years?|decades?)"
# "On 14 February 30 people ...": a number of people, not a year.
_COUNTED = r"\s+(?:[a-zA-Z]+\s+)?(?:people|persons|soldiers|troops|civilians|men|women|children|fighters|rebels|militants|guerrillas|others|residents|were|killed|dead|wounded|injured|died|million|thousand)\b"
_LASTING = ("in", "over", "within", "during", "for", "after", "through", "under", "just", "than", "of")
_ABOUT = (
    r"\s+(?:(?:about|nearly|almost|over|only|just|more\s+than|less\s+than|the|its|their|these|around|roughly|some)\s+)*"
)
_DURING = rf"(?:{'|'.join(_LASTING)}){_ABOUT}"
_TO = r"\s?(?:-|–|\bto\b|\buntil\b|\bthrough\b)\s?"

PATTERN = re.compile(
    rf"""(?:
      (?P<iso>\b{_YEAR}-\d\d-\d\d\b)
    | \b(?P<days_of>(?:(?P<first_d>{_DAY}){_TO}|(?:(?<=between\s)|(?<=during\s)|(?<=on\s))(?P<first_and>{_DAY})\s+and\s+)(?P<last_d>{_DAY})\s+(?:of\s+)?(?P<m5>{_MONTH})\b(?:,?\s+(?P<y5>{_SAID_YEAR}))?)
    | \b(?P<of_days>(?P<m6>{_MONTH})\s+(?P<first_n>{_DAY})(?:{_TO}|\s+and\s+(?={_DAY}(?:[,.;)]|\s+(?:in|at|by|when)\b)))(?P<last_n>{_DAY})\b(?!,\d{{3}}|[.,:%]\d|{_COUNTED})(?:,?\s+(?P<y6>{_SAID_YEAR}))?)
    | \b(?P<dmy>(?:{_WEEKDAY},?\s+(?:the\s+)?)?(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})\b(?:,?\s+(?P<y1>{_SAID_YEAR}|\d\d(?=\b(?![.,]\d|{_COUNTED}))))?)
    | \b(?P<mdy>(?:{_WEEKDAY},?\s+)?(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})\b(?!,\d{{3}}|[.,:%]\d|\s(?:people|soldiers|troops|civilians|million|thousand))(?:,?\s+(?P<y2>{_SAID_YEAR}))?)
    | \b(?P<my>(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y3>{_SAID_YEAR}))\b
    | \b(?P<dots>(?P<d4>[0-3]\d)\.(?P<m4>[01]\d)(?:\.(?P<y4>{_YEAR}|\d\d))?)(?![\d.])
    | \b(?P<dashes>(?P<d5>[0-3]\d)-(?P<m7>[01]\d)-(?P<y7>{_YEAR}))\b
    | \b(?P<last>(?:earlier\s+|late\s+|early\s+)?(?P<which>last|this|past|previous|preceding|same)\s+(?P<what>week|month|year|weekend|spring|summer|autumn|fall|winter|{_WEEKDAY}|{_NAMED_MONTH}))\b
    | \b(?P<start_of>(?:start|beginning)\s+of\s+(?:the|this)\s+(?P<u9>week|month|year))\b
    | \b(?!(?:the\s+)?(?:previous|preceding)\s+(?:day|night)\b)(?P<window>(?:the\s+)?(?:past|last|previous|preceding|prior)\s+(?P<n5>{_N})?[\s-]*(?P<u5>{_UNIT}))\b
    | \b(?P<recent>recent\s+(?P<u10>hours|days|weeks|months|years))\b
    | \b(?P<ago>(?:some\s+|about\s+|more\s+than\s+|nearly\s+|almost\s+|over\s+)?(?P<n6>{_N})\s+(?P<u6>{_UNIT})\s+(?:ago|earlier|before))\b
    | \b(?P<span>{_DURING}(?P<n7>{_N})[\s-](?P<u7>{_UNIT}))\b
    | \b(?P<word>yesterday|today|tonight|overnight|last\s+night|this\s+(?:morning|afternoon|evening)|(?:the\s+|a\s+)?(?:previous|preceding|past)\s+(?:day|night|24\s+hours)|the\s+day\s+before|a\s+day\s+earlier|the\s+other\s+day)\b
    | \b(?P<shift>(?:the\s+)?(?P<next>next|following)\s+(?:day|night|morning)|(?P<after>the\s+day\s+after)|(?P<n8>{_N})\s+days?\s+later|(?:later\s+)?(?:that|the\s+same)\s+(?:day|night|morning|afternoon|evening))\b
    | \b(?P<weekend>the\s+weekend)\b
    | \b(?P<weekday>{_WEEKDAY})\b
    | \b(?P<nine>9/11)\b
    | \b(?P<decade>(?:the\s+)?(?:1[89]\d|20\d)0s)\b
    | \b(?P<season>(?:the|by|in|this|next)\s+(?:early\s+|late\s+|end\s+of\s+)?(?P<s8>spring|summer|autumn|winter)(?:\s+of\s+(?P<y8>{_YEAR}))?)\b
    | \b(?P<day_n>[Dd]ay\s+\d{{1,4}})\b
    | (?<![\d.,$€£/-])\b(?P<year>{_YEAR})\b(?![,.]\d|%|\s?(?:million|people|soldiers|troops|men|civilians|killed|deaths|casualties|children|personnel|Russian|Ukrainian|Palestinian|Israeli))
    | \b(?P<month>(?:(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=by\s)|(?<=late\s)|(?<=early\s)|(?<=mid-)|(?<=until\s)|(?<=and\s)|(?<=from\s)|(?<=to\s)|(?<=during\s)|(?<=for\s)|(?<=between\s)|(?<=throughout\s)){_NAMED_MONTH})\b
    )    """,
    re.VERBOSE | re.IGNORECASE,
)

_TURNS = ("spring", "summer", "autumn", "winter", "early", "late", "end")
_AFTER_ARTICLE = "|".join(("\\d|past|last|pr|day|same|other|next|following|weekend", *_TURNS, _UNIT))

# The words with which an expression begins, in lower case; the commonest only with what may follow them.
HEADS = re.compile(
    r"(?=\b(?:\d|"
    + any_of(
        (
            *("jan", "feb", "mar", "apr", "may", "ju[nl]", "aug", "sep", "oct", "nov", "dec"),
            *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
            *(rf"{which}\s" for which in ("last", "this", "past", "previous", "preceding", "prior", "recent", "same")),
            *(rf"{when}\s" for when in ("next", "following", "early", "late", "earlier", "later")),
            *(r"start\s+of", r"beginning\s+of", "yesterday", "today", "tonight", "overnight", r"day\s+\d"),
            r"that\s+(?:day|night|morning|afternoon|evening)",
            *(rf"{article}\s+(?:{_AFTER_ARTICLE})" for article in ("the", "an?")),
            *(rf"{preposition}\s+(?:{'|'.join(_TURNS)})" for preposition in ("by", "in")),
            *(rf"{lasting}{_ABOUT}{_N}[\s-]{_UNIT}" for lasting in _LASTING),
            *(rf"{about}\s+{_N}\s+{_UNIT}" for about in ("some", "about", r"more\s+than", "nearly", "almost", "over")),
            *(rf"{numeral}\s+{_UNIT}" for numeral in _NUMERALS),
        )
    )
    + "))"
)
