"""Where the words of a source begin and end, read forward from a preposition or backward from a verb of saying."""

import re
from functools import cache

from tollbook.extraction import lexicon
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.tokens import Sentence, Token

PRONOUNS = word_set("source_pronouns")
INSIDE_NAMES = word_set("inside_names")

_NOT_NAMES = word_set("not_names")
_NAME_PARTICLES = ("al-", "el-", "as-", "ar-", "an-", "ash-", "at-", "bin-", "ben-", "d'")
_NO_NAMES = ("-based", "-run", "-backed", "-linked", "-led", "-controlled", "-held")
_ASIDES = word_set("asides")
_BEFORE_SAYING = word_set("before_saying")
_CLAUSE_OPENERS = word_set("clause_openers")
_LEADING_WORDS = word_set("leading_words")
_COUNTING_NOUNS = word_set("counting_nouns")
_COUNTED_BY = word_set("counted_by")
_LONGEST_NAME = 16
_LONGEST_DATELINE = 20
_OWN = frozenset({"its", "their", "his", "own"})
_CHUNK_ENDS = frozenset({"at", "to", "that"})
_NEVER_INSIDE = frozenset({"]", "until", "by", "was", "were", "is", "are", "has", "have", "had", "been"})
_RELAYING = lexicon.speech("relayed").firsts
_RELATIVES = frozenset({"which", "who", "whose"})
_LONGEST_SOURCE = 24
_EPITHET = re.compile(r"\d+-year-old")
_Range = tuple[int, int]


@cache
def _is_source_noun(low: str) -> bool:
    table = lexicon.speech("noun")
    words = low.split(" ")
    return any(table.match(words, at) for at in range(len(words)))


def is_source_word(token: Token) -> bool:
    """Return whether the word is a noun of source ("ministry", "witnesses"), alone or within a longer word."""
    return _is_source_noun(token.low)


def is_name(token: Token) -> bool:
    """Return whether the word is written as a name."""
    text = token.text
    if text[:1].islower():
        return text.startswith(_NAME_PARTICLES) and text.partition("-")[2][:1].isupper()
    if token.low.endswith(_NO_NAMES) or (token.tag == "s" and token.name is None):
        return False
    if token.tag in "pr&" and not text.isupper():
        return False  # "During", "While" at the head of a sentence
    return text[:1].isupper() and token.low not in _NOT_NAMES


def _can_speak(token: Token) -> bool:
    return is_name(token) or is_source_word(token)


def source_behind(sentence: Sentence, at: int, *, is_certain: bool = False) -> _Range | None:
    """The token range of the source that begins at ``at``: a name or a noun of source with what belongs to it.

    ``is_certain`` takes any noun there for a source, as behind "according to".
    """
    tokens = sentence.tokens
    i = at
    last = None
    while i < len(tokens) and i - at < 14:
        token = tokens[i]
        low = token.low
        if token.tag in "(" and i + 2 < len(tokens) and tokens[i + 2].tag == ")" and tokens[i + 1].text.isupper():
            last = i + 3
            i += 3
            continue
        if _ends_forward(sentence, i, at) or (i > at and _is_quote_between(sentence, i)):
            break
        if low in PRONOUNS and i == at:
            return (at, at + 1)
        if (token.tag in "-rkgv" or (token.tag in "bij" and last is not None)) and low not in INSIDE_NAMES:
            break
        if _can_speak(token) or token.tag in "MCPL":
            last = i + 1
        elif last is not None and token.tag == "p" and token.text[:1].isupper() and not token.text.isupper():
            last = i + 1  # "Doctors Without Borders"
        elif (last is not None and lexicon.speech("verb").match(low.split(" "), 0)) or (
            token.tag == "p" and low not in INSIDE_NAMES
        ):
            break
        elif last is not None and tokens[i - 1].low == "of" and last == i - 1 and token.tag == "w":
            last = i + 1  # "the minister of health"
        i += 1
    if last is None and is_certain and i > at:
        last = i
    if last is None:
        return None
    return who_counted(sentence, at, last) or (at, last)


def _ends_forward(sentence: Sentence, i: int, at: int) -> bool:
    token = sentence.tokens[i]
    if token.tag in "NT" and i == at + 1 and sentence.lows[at] in {"a", "an", "the"}:
        return False  # "a 2019 report"
    return (token.tag in "T,();|N" and not (token.tag == "N" and i == at)) or token.low in _CLAUSE_OPENERS


def who_counted(sentence: Sentence, first: int, last: int) -> _Range | None:
    """Return the source named behind a noun of counting: "figures released by the ministry", "a report by X"."""
    tokens = sentence.tokens
    if not any(t.low in _COUNTING_NOUNS for t in tokens[first:last]):
        return None
    behind = next(
        (
            i
            for i in range(last, min(last + 9, len(tokens)))
            if tokens[i].low in {"by", "from"} or tokens[i].tag in ",;&rkgvs(" or tokens[i].low == "that"
        ),
        None,
    )
    if behind is None or tokens[behind].low not in {"by", "from"}:
        behind = last
        while behind < len(tokens) and tokens[behind].low in _COUNTED_BY:
            behind += 1
        if behind == last:
            return None
        return source_behind(sentence, behind)
    return source_behind(sentence, behind + 1)


def _is_quote_between(sentence: Sentence, at: int) -> bool:
    """Whether a quotation mark stands between the word at ``at`` and the one before it."""
    between = sentence.text[sentence.tokens[at - 1].end - sentence.start : sentence.tokens[at].start - sentence.start]
    return any(mark in between for mark in '"“”')


def source_before(sentence: Sentence, verb_at: int) -> _Range | None:
    """The token range of the source before a verb of saying, with an apposition between commas taken in."""
    tokens = sentence.tokens
    end = _without_adverbs(sentence, verb_at)
    if end == 0:
        return None
    if tokens[end - 1].low in PRONOUNS - {"who", "which", "i", "we"}:
        return (end - 1, end)
    relative = _behind_relative(sentence, end)
    if relative is not None:
        return source_before(sentence, relative)
    if tokens[end - 1].tag == "," and end >= 3:
        if tokens[end].low in _RELATIVES:
            return _before_apposition(sentence, end) or _noun_phrase(sentence, end - 1)  # "by the militia, which said"
        return _before_apposition(sentence, end)
    return _noun_phrase(sentence, end)


def _without_adverbs(sentence: Sentence, verb_at: int) -> int:
    """Where the source ends, adverbs, auxiliaries and insertions before the verb left aside."""
    tokens = sentence.tokens
    end = verb_at
    if end > 3 and tokens[end - 1].tag == "-":
        # "The ministry - whose figures others use - says": over the insertion.
        opening = next((i for i in range(end - 2, max(-1, end - 24), -1) if tokens[i].tag == "-"), None)
        end = opening if opening else end
    if end > 3 and tokens[end - 1].text == "," and tokens[end - 3].text == "," and tokens[end - 2].low in _ASIDES:
        end -= 3  # "The palace, meanwhile, said"
    while end > 0 and (tokens[end - 1].tag in "bT" or tokens[end - 1].low in _BEFORE_SAYING):
        end -= 1
    return end


def _before_apposition(sentence: Sentence, end: int) -> _Range | None:
    """The source with its apposition: "Seth Jones, the study's lead author," before "told"."""
    tokens = sentence.tokens
    opening = next((i for i in range(end - 2, max(-1, end - 16), -1) if tokens[i].tag == ","), None)
    if not opening:
        return None
    inside = tokens[opening + 1 : end - 1]
    if not any(_can_speak(t) for t in inside):
        return None
    if not _can_speak(tokens[opening - 1]) and not all(is_name(t) for t in inside):
        return None
    inner = source_before(sentence, opening)
    while (
        inner is not None
        and inner[0] > 1
        and tokens[comma := inner[0] - 1 - (tokens[inner[0] - 1].low == "or")].text == ","
        and (tokens[inner[0]].low in {"a", "an"} or tokens[inner[0] - 1].low == "or")
    ):
        # "The Institute, or IRS, a capital-based think tank that watches the war, put": outward to the name.
        outer = source_before(sentence, comma)
        if outer is None:
            break
        inner = outer
    return (inner[0], end - 1) if inner is not None else None


def _noun_phrase(sentence: Sentence, end: int) -> _Range | None:
    """The noun phrase that ends before ``end``."""
    tokens = sentence.tokens
    first = end
    closing = 0
    while first > 0 and end - first <= _LONGEST_SOURCE:
        tag = tokens[first - 1].tag
        if tag == ")":
            closing += 1
        elif tag == "(":
            if closing == 0:
                break
            closing -= 1
        elif _begins_behind(sentence, first, end, is_in_brackets=closing > 0):
            break
        first -= 1
    modified = _before_participle(sentence, first, end)
    if modified is not None:
        return modified
    while first < end and (
        tokens[first].low in _LEADING_WORDS or tokens[first].tag in "bT,'" or tokens[first].text in ".…"
    ):
        first += 1
    while end > first and tokens[end - 1].tag in "bpT,":
        end -= 1
    while (
        first + 1 < end
        and tokens[first].tag in "wU"
        and tokens[first].text[:1].islower()
        and tokens[first + 1].tag == "a"
    ):
        first += 1
    for i in range(first + 1, end):
        # "in strikes on the town the monitor said": the source begins with its own article.
        behind = tokens[i - 1]
        if behind.tag in "o&p,(-'" or behind.low in INSIDE_NAMES:
            continue
        is_place = behind.tag == "L"
        is_acronym = tokens[i].text.isupper() and len(tokens[i].text) > 2 and not sentence.text.isupper()
        if (
            tokens[i].low == "the"
            or (tokens[i].low in {"a", "an"} and (is_place or not is_name(behind)))
            or (is_acronym and is_place and i == end - 1)
        ):
            first = i
    return (first, end) if end > first else None


def _begins_behind(sentence: Sentence, first: int, end: int, *, is_in_brackets: bool) -> bool:
    """Whether the word before ``first`` belongs to the source no more."""
    tokens = sentence.tokens
    token, low = tokens[first - 1], tokens[first - 1].low
    if token.tag == "T" or (low in _NEVER_INSIDE and not is_in_brackets):
        return True
    if (low == "to" and first >= 2 and tokens[first - 2].low == "according") or (
        first < end and _is_quote_between(sentence, first)
    ):
        return True
    if is_in_brackets:
        return False
    if token.tag == "N":
        return first < 2 or tokens[first - 2].low not in {"the", "these", "those", "its"}  # "the two groups"
    if token.tag in ",;|-" or low in _CLAUSE_OPENERS or low in _RELAYING:
        return True
    if token.tag in "kgvij" and low not in {"dead", "missing", "injured"}:
        return True
    if token.tag == "s" and not is_source_word(token):
        return True
    return low == "and" and not (
        first >= 2
        and (is_name(tokens[first - 2]) or tokens[first - 2].low == ")")
        and first < end
        and (is_name(tokens[first]) or tokens[first].low in {"the", "a"})
    )


def _before_participle(sentence: Sentence, first: int, end: int) -> _Range | None:
    """The source before a participle of its own: "officials deemed reliable by the commission" (said)."""
    tokens = sentence.tokens
    if first < 3 or tokens[first - 1].low != "by":
        return None
    for i in range(first - 2, max(0, first - 5), -1):
        if tokens[i].low.endswith("ed") and tokens[i].tag == "w":
            if not _can_speak(tokens[i - 1]) or tokens[i - 1].low in _COUNTING_NOUNS:
                return None
            return _noun_phrase(sentence, i)
    return None


def _behind_relative(sentence: Sentence, end: int) -> int | None:
    """Where the clause "..., which borders the river," begins that stands between a source and its verb, if there
    is one."""
    tokens = sentence.tokens
    for i in range(end - 1, max(0, end - 16), -1):
        if (tokens[i].tag in "Nkgvij;" and i < end - 1) or tokens[i].low in _CLAUSE_OPENERS - _RELATIVES:
            return None
        if tokens[i].low in _RELATIVES and tokens[i - 1].tag != "(":
            closes = tokens[end - 1].tag == ","
            opens = i > 0 and tokens[i - 1].tag == ","
            if opens and closes:
                return i - 1
            if tokens[i - 1].low == "and":
                return i - 1  # "a man who saw it and who asked not to be named, said"
            if opens or closes or i < 2:
                return None
            # "officials who spoke to Reuters said", but "a raid which the army said"
            return i if "p" in sentence.tags[i + 1 : end] or not _can_speak(tokens[end - 1]) else None
    return None


def clause_subject(sentence: Sentence, at: int) -> _Range | None:
    """The source that opens the clause of a participle: "The agency shared its tally, saying that"."""
    tokens = sentence.tokens
    start = 0
    for i in range(at - 1, -1, -1):
        is_dateline = i < _LONGEST_DATELINE and (tokens[i].text == "]" or tokens[i].tag == "-")
        if tokens[i].text == ";" or tokens[i].low in {"but", "while"} or is_dateline:
            start = i + 1
            break
    if start < at and tokens[start].tag in "pT":
        # "In its speech, the party condemned the raid and said": behind the adverbial.
        comma = next((i for i in range(start, min(start + 9, at)) if tokens[i].text == ","), None)
        start = comma + 1 if comma is not None else start
    return source_behind(sentence, start)


def speaker_within(sentence: Sentence, span: _Range) -> _Range | None:
    """Return the part of a token range that can be the source of a statement, or ``None`` if there is none.

    What stands before may run into it where commas are missing: "killed in clashes near the town a monitor said".
    """
    first, last = span
    words = sentence.tokens[first:last]
    if len(words) == 1 and words[0].low in PRONOUNS:
        return span if words[0].low != "which" else None
    if any(t.tag in "hl" and not is_source_word(t) for t in words):
        return None
    is_count = words[-1].low in _COUNTING_NOUNS and all(t.low in _COUNTING_NOUNS or t.tag in "ab" for t in words)
    if is_count and any(t.low in _OWN for t in words):
        return None
    if len(words) > _LONGEST_NAME and not any(is_source_word(t) for t in words):
        return None
    while not _is_speaker(chunk := _first_chunk(sentence.tokens[first:last])):
        first += len(chunk) + 1
        is_joined = first < last and sentence.tags[first - 1] != "p"
        if first >= last or (is_joined and not is_source_word(_first_chunk(sentence.tokens[first:last])[-1])):
            return None
    return first, last


def _first_chunk(words: list[Token]) -> list[Token]:
    """The words of a source up to its first preposition: "the ministry" of "the ministry in the capital"."""
    ends = (i for i, t in enumerate(words) if i and (t.tag in "po(,r" or t.low in _CHUNK_ENDS))
    return words[: next(ends, len(words))]


def _is_speaker(chunk: list[Token]) -> bool:
    head = chunk[-1]
    if head.tag in "UNkg" and not is_source_word(head) and (head.text.isupper() or not is_name(head)):
        return False  # "the attack on the town"
    return any(_can_speak(t) or _EPITHET.fullmatch(t.low) for t in chunk)
