"""A sentence as tagged words: the view in which every later step looks for patterns.

Each word gets one letter. The letters of a sentence form a string, so that a rule of grammar is a regular expression
over word classes: ``N[ad]*C b+ k`` reads "six civilians were killed".

    N number    T date or age    M C P military, civilian, other person    U thing    D L F demonym, place, armed force
    k g v i j h t l  words of harm (see harm.yaml)    b auxiliary or adverb    a determiner or adjective    o "of"
    p preposition    & conjunction    r relative    I "including"    , mark    x times, percent    s says    '
    genitive    w other
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

from tollbook.claims import Qualifier
from tollbook.extraction import lexicon, names
from tollbook.extraction.dates import DateExpression, ToldBefore, find_dates, nothing_told
from tollbook.extraction.lexicon import HarmWord, Noun, PhraseTable
from tollbook.extraction.names import Name
from tollbook.extraction.numbers import Number, find_numbers

WORD = re.compile(
    r"[a-zA-Z]++(?![\w.'’&‑-])|"  # most words: no more than a short cut through what follows
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?"  # U.S., a.m.
    r"|['’]s\b|[^\W\d_]+(?:(?:['’](?!s\b)|[-‑]|(?<=\b[A-Z])&(?=[A-Z]))[^\W\d_]+)*"  # words, O'Brien
    r"|\d+(?:[.,:]\d+)*(?:[-‑]?[^\W\d_]+(?:-[^\W\d_]+)*)?|\S"
)
# Quotation marks take no part in the grammar of numbers; who is quoted is read from the text itself.
_QUOTATION_MARKS = frozenset("\"“”„«»'‘’`*")


@dataclass(slots=True)
class Token:
    """One word, number, date or name of a sentence; offsets are code points of the whole text."""

    text: str
    low: str
    start: int
    end: int
    tag: str
    number: Number | None = None
    qualifier: Qualifier | None = None
    date: DateExpression | None = None
    harm: HarmWord | None = None
    noun: Noun | None = None
    name: Name | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence, cut into tagged words.

    ``tags`` and ``lows`` hold the tokens' letters and lower-case words; ``clauses`` and ``cues`` keep what later steps
    found out about the sentence, since every figure in it asks for the same.
    """

    start: int
    end: int
    text: str
    index: int
    tokens: list[Token] = field(default_factory=list)
    tags: str = ""
    lows: list[str] = field(default_factory=list)
    clauses: dict[tuple[int, int], range] = field(default_factory=dict)
    cues: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _split_words: tuple[list[str], list[int]] | None = None

    def split_words(self) -> tuple[list[str], list[int]]:
        """Return the words in lower case, those that one token holds apart from each other, and for each the index of
        its token."""
        if self._split_words is None:
            words = [word for low in self.lows for word in low.split(" ")]
            owners = [i for i, low in enumerate(self.lows) for _ in range(low.count(" ") + 1)]
            self._split_words = words, owners
        return self._split_words


def tag_sentence(
    text: str, start: int, end: int, index: int, published: date | None, told_before: ToldBefore = nothing_told
) -> Sentence:
    """Return ``text[start:end]`` as a tagged sentence; ``index`` is its place among the article's sentences.

    Its dates are resolved against the day of publication and, in a history, against the dates ``told_before``.
    """
    sentence = Sentence(start, end, text[start:end], index)
    dates = find_dates(text, start, end, published, told_before)
    numbers = _free_numbers(find_numbers(text, start, end), dates)
    shouts = sentence.text.upper() == sentence.text
    raw = _cut(text, start, end, [*dates, *numbers], shouts)
    words = [t.low for t in raw]
    bounding, continued = lexicon.qualifiers("before").firsts, _continued()
    at = 0
    while at < len(raw):
        token, low = raw[at], words[at]
        bounded = _bounded(raw, words, at) if token.number is not None or low in bounding else None
        if bounded is not None:
            token, used = bounded
        elif low == "aged" or (at + 1 < len(words) and words[at + 1] in continued.get(low, ())):
            used = _tag(text, raw, words, at, shouts=shouts)
        else:
            used = 1
        sentence.tokens.append(token)
        at += used
    sentence.tags = "".join(t.tag for t in sentence.tokens)
    sentence.lows = [t.low for t in sentence.tokens]
    return sentence


def _free_numbers(numbers: Sequence[Number], dates: Sequence[DateExpression]) -> list[Number]:
    return [n for n in numbers if not any(d.start < n.end and n.start < d.end for d in dates)]


def _cut(text: str, start: int, end: int, whole: list[Number | DateExpression], shouts: bool) -> list[Token]:
    """Cut into words, keeping each number and date expression in one piece."""
    tokens: list[Token] = []
    at = start
    for piece in sorted(whole, key=lambda p: p.start):
        if piece.start < at:
            continue
        tokens.extend(_words(text, at, piece.start, shouts))
        token = Token(text[piece.start : piece.end], text[piece.start : piece.end].lower(), piece.start, piece.end, "N")
        if isinstance(piece, Number):
            token.number = piece
        else:
            token.date, token.tag = piece, "T"
        tokens.append(token)
        at = piece.end
    tokens.extend(_words(text, at, end, shouts))
    return tokens


def _words(text: str, start: int, end: int, shouts: bool) -> list[Token]:
    tokens = []
    read = _read_shouted if shouts else _read_printed
    for match in WORD.finditer(text, start, end):
        word = read(match[0])
        if word is not None:
            start, end = match.span()
            tokens.append(
                Token(word.text, word.low, start, end, word.tag, None, None, None, word.harm, word.noun, word.name)
            )
    return tokens


def _read_word(printed: str, *, shouts: bool) -> Token | None:
    """What a word is where no phrase begins with it, ``None`` for a mark that is none."""
    if printed in _QUOTATION_MARKS:
        return None
    word = Token(printed, printed.lower().replace("’", "'"), 0, len(printed), "'")
    if word.low != "'s":
        _read_phrase([word], [word.low], 0, shouts=shouts)
    return word


# Remembered, since most words come again.
_read_printed = lru_cache(maxsize=1 << 16)(partial(_read_word, shouts=False))
_read_shouted = lru_cache(maxsize=1 << 14)(partial(_read_word, shouts=True))


def _tag_of_unlisted(low: str) -> str:
    return "b" if low.endswith("ly") and len(low) > 4 else "w"


def _bounded(raw: list[Token], words: list[str], at: int) -> tuple[Token, int] | None:
    """The number that begins at ``at``, behind or before its bounding words ("at least 12", "12 or more"), as one
    token.

    The token keeps the number's own span; the bounding words become its ``qualifier``.
    """
    qualifier: Qualifier | None = None
    here = at
    while raw[here].number is None:
        found = lexicon.qualifiers("before").match(words, here)
        if found is None or here + found[0] >= len(raw):
            return None
        # The first bounding word decides ("up to about 300"), unless it only softens ("about more than 300").
        qualifier = found[1] if qualifier in {None, "about"} else qualifier
        here += found[0]
    token = raw[here]
    used = here + 1 - at
    if here + 1 < len(raw):
        after = lexicon.qualifiers("after").match(words, here + 1)
        belongs_ahead = after is not None and any(t.number for t in raw[here + 1 + after[0] : here + 2 + after[0]])
        if after is not None and qualifier in {None, "about"} and not belongs_ahead:
            qualifier = after[1]
            used += after[0]
    token.qualifier = qualifier
    return token, used


@cache
def _tables() -> dict[str, PhraseTable[Any]]:
    return {
        "harm": lexicon.harm_words(),
        "noun": lexicon.nouns(),
        "function": lexicon.function_words(),
        "verb": lexicon.speech("verb"),
        "name": names.party_names(),
    }


@cache
def _lists_of() -> dict[str, frozenset[str]]:
    """For each word with which an entry of a list begins, the lists that have it; other words need no look."""
    words = frozenset[str]().union(*(table.firsts for table in _tables().values()))
    return {word: frozenset(name for name, table in _tables().items() if word in table.firsts) for word in words}


@cache
def _continued() -> dict[str, frozenset[str]]:
    """The second words of all phrases, by the word with which they begin."""
    tables = _tables().values()
    return {
        word: frozenset[str]().union(*(table.continued.get(word, ()) for table in tables))
        for word in frozenset[str]().union(*(table.continued for table in tables))
    }


def _lists_with(token: Token) -> frozenset[str]:
    """The lists in which ``token`` may begin an entry: most names of parties begin with a capital."""
    lists = _lists_of().get(token.low, frozenset())
    if "name" in lists and token.text[0].islower() and token.text.replace("’", "'") not in names.party_initials():
        return lists - {"name"}
    return lists


def _tag(text: str, raw: list[Token], words: list[str], at: int, *, shouts: bool) -> int:
    """Tag the token at ``at`` as the phrase that begins with it; return how many raw words that takes in."""
    token = raw[at]
    token.harm = token.noun = token.name = None
    used = _read_phrase(raw, words, at, shouts=shouts)
    if used > 1:
        token.end = raw[at + used - 1].end
        token.text = text[token.start : token.end]
        token.low = " ".join(words[at : at + used])
    return used


def _read_phrase(raw: list[Token], words: list[str], at: int, *, shouts: bool) -> int:
    """Tag the token at ``at`` as the longest phrase that begins with it; return how many raw words that has."""
    token = raw[at]
    age = _age_length(raw, at)
    if age:
        token.tag = "T"
        return age
    lists = _lists_with(token)
    harm = lexicon.harm_words().match(words, at) if "harm" in lists else None
    named = _name(raw, words, at, shouts) if "name" in lists else None
    if named is not None and (harm is None or named[0] >= harm[0]):
        token.name, token.tag = named[1], _NAME_TAGS[named[1].kind]
        return named[0]
    noun = lexicon.nouns().match(words, at) if "noun" in lists else None
    if (
        harm is not None
        and harm[0] > 1
        and words[at] == "dead"
        and at + harm[0] < len(raw)
        and raw[at + harm[0]].number is not None
    ):
        # "left seven dead and wounded 26": two figures, not one of dead and wounded.
        harm = (1, HarmWord("j", "killed"))
    if harm is not None and (noun is None or harm[0] >= noun[0]):
        token.harm, token.tag = harm[1], harm[1].tag
        return harm[0]
    if noun is not None:
        token.noun = noun[1]
        token.tag = "U" if not noun[1].is_person else {"military": "M", "civilian": "C", None: "P"}[noun[1].victim_type]
        return noun[0]
    function = lexicon.function_words().match(words, at) if "function" in lists else None
    if function is not None:
        token.tag = function[1]
        return function[0]
    if "verb" in lists and lexicon.speech("verb").match(words, at):
        token.tag = "s"
    else:
        token.tag = _tag_of_unlisted(token.low)
    return 1


_OLDEST = 110
_JOINING_AGES = frozenset({"between", "up", "from", "just", "only", "to", "and", "or", "-", "–"})


def _age_length(raw: list[Token], at: int) -> int:
    """How many words tell the age of those named before: "aged 14", "aged three and 13"; none where no age begins."""
    if raw[at].low != "aged":
        return 0
    length = 0
    for end, token in enumerate(raw[at + 1 : at + 8], 2):
        if token.number is not None and token.number.upper < _OLDEST:
            length = end
        elif token.low not in _JOINING_AGES:
            break
    return length


_NAME_TAGS = {
    "country": "L",
    "metonym": "L",
    "place": "L",
    "demonym": "D",
    "people": "P",
    "force": "F",
    "group": "F",
}


def _name(raw: list[Token], words: list[str], at: int, shouts: bool) -> tuple[int, Name] | None:
    found = names.party_names().match(words, at)
    if found is None:
        return None
    used, name = found
    if shouts:
        return (used, name) if len(name.printed) > 3 or (name.printed.isupper() and name.printed != "IS") else None
    printed = name.printed.replace("’", "'").split()
    first = raw[at].text.replace("’", "'")
    is_exact = first == printed[0] if len(printed[0]) <= 4 else first[:1].isupper() or first == printed[0]
    return found if is_exact else None
