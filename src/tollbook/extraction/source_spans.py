"""Where the words of a source begin and end, read forward from a preposition or backward from a verb of saying."""

from tollbook.extraction import lexicon
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.tokens import Sentence, Token

PRONOUNS = word_set("source_pronouns")


_NOT_NAMES = word_set("not_names")


INSIDE_NAMES = word_set("inside_names")


def is_source_word(token: Token) -> bool:
    """Return whether the word is a noun of source ("ministry", "witnesses"), alone or within a longer word."""
    return bool(lexicon.speech("noun").match(token.low.split(" "), 0)) or any(
        lexicon.speech("noun").match([w], 0) for w in token.low.split(" ")
    )


def is_name(token: Token) -> bool:
    """Return whether the word is written as a name."""
    if token.low.endswith(("-based", "-run", "-backed", "-linked")) or (token.tag == "s" and token.name is None):
        return False
    return token.text[:1].isupper() and token.low not in _NOT_NAMES


def source_behind(sentence: Sentence, at: int, *, is_certain: bool = False) -> tuple[int, int] | None:
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
        if (token.tag in "T,();|N" and not (token.tag == "N" and i == at)) or low in {
            "who",
            "which",
            "that",
            "as",
            "when",
            "after",
            "but",
            "while",
            "where",
            "since",
            ".",
            "!",
            "?",
        }:
            break
        if (token.tag in "-rkgv" or (token.tag in "bij" and last is not None)) and low not in INSIDE_NAMES:
            break
        if i > at and _is_quote_between(sentence, i):
            break
        if low in PRONOUNS and i == at:
            return (at, at + 1)
        if is_name(token) or is_source_word(token) or token.tag in "MCP":
            last = i + 1
        elif (lexicon.speech("verb").match(low.split(" "), 0) and last is not None) or (
            token.tag == "p" and low not in INSIDE_NAMES
        ):
            break
        i += 1
    if last is None and is_certain and i > at:
        last = i
    if last is None:
        return None
    if tokens[last - 1].low in _COUNTING_NOUNS:
        # "according to figures released by the ministry", "a tally by the agency": who counted is named behind.
        behind = last
        while behind < len(tokens) and tokens[behind].low in _COUNTED_BY:
            behind += 1
        if behind > last:
            return source_behind(sentence, behind) or (at, last)
    return (at, last)


_COUNTING_NOUNS = word_set("counting_nouns")


_COUNTED_BY = word_set("counted_by")
_ASIDES = word_set("asides")


def _is_quote_between(sentence: Sentence, at: int) -> bool:
    """Whether a quotation mark stands between the word at ``at`` and the one before it."""
    between = sentence.text[sentence.tokens[at - 1].end - sentence.start : sentence.tokens[at].start - sentence.start]
    return any(mark in between for mark in '"“”')


def source_before(sentence: Sentence, verb_at: int) -> tuple[int, int] | None:
    """The token range of the source before a verb of saying, with an apposition between commas taken in."""
    tokens = sentence.tokens
    end = verb_at
    if end > 3 and tokens[end - 1].tag == "-":
        # "The ministry - whose figures others use - says": over the insertion.
        opening = next((i for i in range(end - 2, max(-1, end - 24), -1) if tokens[i].tag == "-"), None)
        end = opening if opening else end
    if end > 3 and tokens[end - 1].text == "," and tokens[end - 3].text == "," and tokens[end - 2].low in _ASIDES:
        end -= 3  # "The palace, meanwhile, said"
    while end > 0 and (
        tokens[end - 1].tag in "bT"
        or tokens[end - 1].low
        in {
            "also",
            "on",
            "in",
            "has",
            "have",
            "had",
            "further",
            "previously",
            "earlier",
            "later",
            "initially",
            "officially",
            "reportedly",
            "last",
            "who",
            "early",
            "falsely",
            "meanwhile",
            "however",
            "then",
            "went",
            "again",
            "separately",
            "to",
            "itself",
            "himself",
            "herself",
            "repeatedly",
        }
    ):
        end -= 1
    if end == 0:
        return None
    if tokens[end - 1].low in PRONOUNS - {"who", "which", "i", "we"}:
        return (end - 1, end)
    relative = _behind_relative(sentence, end)
    if relative is not None:
        return source_before(sentence, relative)
    if tokens[end - 1].tag == "," and end >= 3:
        # "Seth Jones, the study's lead author, told": the name stands before the apposition.
        opening = next((i for i in range(end - 2, max(-1, end - 16), -1) if tokens[i].tag == ","), None)
        if opening is None or opening == 0 or not (is_name(tokens[opening - 1]) or is_source_word(tokens[opening - 1])):
            return None
        if not any(is_source_word(t) or is_name(t) for t in tokens[opening + 1 : end - 1]):
            return None
        inner = source_before(sentence, opening)
        while (
            inner is not None
            and inner[0] > 1
            and tokens[inner[0] - 1].text == ","
            and tokens[inner[0]].low in {"a", "an", "or"}
        ):
            # "The Institute, or IRS, a capital-based think tank that watches the war, put": outward to the name.
            outer = source_before(sentence, inner[0] - 1)
            if outer is None:
                break
            inner = outer
        return (inner[0], end - 1) if inner is not None else None
    first = end
    closing = 0
    while first > 0:
        token = tokens[first - 1]
        low = token.low
        if token.tag == ")":
            closing += 1
        elif token.tag == "(":
            if closing == 0:
                break
            closing -= 1
        elif (
            (
                closing == 0
                and (
                    token.tag in ",;|N-"
                    or low
                    in {
                        "that",
                        "but",
                        "while",
                        "when",
                        "as",
                        "although",
                        "though",
                        "because",
                        "if",
                        "after",
                        ":",
                        ".",
                        "which",
                        "where",
                        "since",
                        "whereas",
                        "then",
                        "meanwhile",
                        "how",
                        "what",
                        "–",
                        "—",
                    }
                )
            )
            or (
                closing == 0
                and low == "and"
                and not (
                    first >= 2
                    and (is_name(tokens[first - 2]) or tokens[first - 2].low == ")")
                    and first < end
                    and (is_name(tokens[first]) or tokens[first].low in {"the", "a"})
                )
            )
            or (closing == 0 and token.tag in "kgvij" and low not in {"dead", "missing", "injured"})
            or (closing == 0 and token.tag == "s" and not is_source_word(token))
            or token.tag == "T"
            or (low == "to" and first >= 2 and tokens[first - 2].low == "according")
            or low in {"]", "until", "by", "was", "were", "is", "are", "has", "have", "had", "been"}
            or (first < end and _is_quote_between(sentence, first))
        ):
            break
        first -= 1
        if end - first > 24:
            break
    while first < end and (
        tokens[first].low
        in {
            "in",
            "on",
            "by",
            "also",
            "later",
            "earlier",
            "at",
            "however",
            "and",
            "or",
            "from",
            "with",
            "for",
            "to",
            "so",
            "then",
            "now",
            "here",
        }
        or tokens[first].tag in "bT,"
        or tokens[first].text in ".…"
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
    for i in range(first + 1, end - 1):
        # "in strikes on the town the monitor said": the source begins with its own article.
        if tokens[i].low == "the" and tokens[i - 1].tag not in "o&p,(-'" and tokens[i - 1].low not in INSIDE_NAMES:
            first = i
    return (first, end) if end > first else None


def _behind_relative(sentence: Sentence, end: int) -> int | None:
    """Where the clause "..., which borders the river," begins that stands between a source and its verb, if there
    is one."""
    tokens = sentence.tokens
    for i in range(end - 1, max(0, end - 16), -1):
        if tokens[i].tag in "Nkgv;" and i < end - 1:
            return None
        if tokens[i].low in {"which", "who", "whose"}:
            closes = tokens[end - 1].tag == ","
            opens = i > 0 and tokens[i - 1].tag == ","
            if opens and closes:
                return i - 1
            return i if not opens and not closes and "p" in sentence.tags[i + 1 : end] and i > 1 else None
    return None


def clause_subject(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The source that opens the clause of a participle: "The agency shared its tally, saying that"."""
    start = 0
    for i in range(at - 1, -1, -1):
        if sentence.tokens[i].text == ";" or sentence.tokens[i].low in {"but", "while"}:
            start = i + 1
            break
    return source_behind(sentence, start)


def is_source(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Return whether the words of a token range can be the source of a statement."""
    words = sentence.tokens[span[0] : span[1]]
    if len(words) == 1 and words[0].low in PRONOUNS:
        return words[0].low not in {"which"}
    if any(t.tag in "hl" and not is_source_word(t) for t in words):
        return False
    is_count = words[-1].low in _COUNTING_NOUNS and all(t.low in _COUNTING_NOUNS or t.tag in "ab" for t in words)
    if is_count and any(t.low in {"its", "their", "his", "own"} for t in words):
        return False
    if any(is_source_word(t) for t in words):
        return True
    return any(is_name(t) for t in words) and len(words) <= 16 and words[-1].tag not in "UNk"
