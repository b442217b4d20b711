"""Who says something in a sentence: every stretch of words that stands as the source of a statement.

Read by the forms that English reporting uses: "according to X", "X said that", "..., said X", "X's count", "citing
X", and the pronouns and plain nouns ("it", "the ministry") that carry a source over from an earlier sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from tollbook.extraction import lexicon, names
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.saying import Spoken, is_voiced, read_passive, read_recorded, read_saying
from tollbook.extraction.source_spans import INSIDE_NAMES, PRONOUNS, is_name, is_source_word, source_behind
from tollbook.extraction.tokens import Sentence, Token

_PLAIN_WORDS = word_set("plain_words")
_POSSESSED = word_set("possessed_nouns")
_BEFORE_POSSESSED = word_set("before_possessed")


@dataclass(frozen=True, slots=True)
class Statement:
    """A source named in a sentence: its span (code points), how it is named, and the token range of its words and
    its verb.

    ``behind`` is the first token after the verb and those who were told; ``form`` is one of according, before_verb,
    after_verb, citing, noun, headline; ``verb`` is the word of saying; ``via`` is who it was told to.
    """

    start: int
    end: int
    text: str
    form: str
    verb: str
    first: int
    last: int
    verb_at: int
    behind: int
    via: str | None
    is_pronoun: bool
    is_generic: bool
    known_id: str | None


def find_statements(text: str, sentence: Sentence) -> list[Statement]:
    """Return the sources of statements in ``sentence``, in the order of the text."""
    found = [*_spoken(sentence), *_possessed(sentence), *_headline(text, sentence)]
    kept: list[Spoken] = []
    for spoken in sorted(found, key=lambda s: (s.span[0], -s.span[1])):
        if not kept or spoken.span[0] >= kept[-1].span[1]:
            kept.append(spoken)
    return [_made(text, sentence, spoken) for spoken in kept]


def _spoken(sentence: Sentence) -> Iterator[Spoken]:
    """The sources that a verb of saying or words like "according to" bring with them."""
    lows = sentence.lows
    verbs, voice = lexicon.speech("verb"), lexicon.speech("voice")
    according, relayed = lexicon.speech("according"), lexicon.speech("relayed")
    telling = _telling_words()
    at = 0
    while at < len(lows):
        low = lows[at]
        if (low if " " not in low else low.partition(" ")[0]) not in telling:
            at += 1
            continue
        raw = _raw(lows, at)
        spoken = read_passive(sentence, at) or read_recorded(sentence, at)
        if spoken is None and (match := according.match(raw, 0)) is not None:
            span = source_behind(sentence, at + _tokens_used(lows, at, match[0]), is_certain=True)
            spoken = Spoken(span, "according", lows[at], at) if span is not None else None
        if spoken is None and (match := relayed.match(raw, 0)) is not None:
            span = source_behind(sentence, at + _tokens_used(lows, at, match[0]))
            spoken = Spoken(span, "citing", lows[at], at) if span is not None else None
        if spoken is not None:
            yield spoken
            at = max(spoken.span[1], spoken.verb_at + 1)
            continue
        if verbs.match(raw, 0) is not None or (voice.match(raw, 0) is not None and is_voiced(sentence, at)):
            spoken = read_saying(sentence, at)
            if spoken is not None:
                yield spoken
        at += 1


@cache
def _telling_words() -> frozenset[str]:
    """The words with which a verb or phrase of saying begins."""
    return frozenset().union(*(lexicon.speech(role).firsts for role in ("verb", "voice", "according", "relayed")))


def _raw(lows: list[str], at: int) -> list[str]:
    """The words from ``at`` on, with phrases that tagging joined taken apart again."""
    return [w for low in lows[at : at + 5] for w in low.split(" ")]


def _tokens_used(lows: list[str], at: int, words: int) -> int:
    used = 0
    while words > 0 and at + used < len(lows):
        words -= len(lows[at + used].split(" "))
        used += 1
    return used


def _possessed(sentence: Sentence) -> Iterator[Spoken]:
    """ "Mediazona's count", "the ministry's figures", "UN estimates", "a UN report": a source in front of a noun of
    counting."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if i == 0 or token.low not in _POSSESSED:
            continue
        first = i
        while first > 0 and (is_name(tokens[first - 1]) or tokens[first - 1].low in _BEFORE_POSSESSED):
            first -= 1
        named = [k for k in range(first, i) if is_name(tokens[k])]
        if named:
            yield Spoken((named[0], named[-1] + 1), "noun", token.low, i)


def _headline(text: str, sentence: Sentence) -> Iterator[Spoken]:
    """A headline's source at its end: "Strike kills 41: mayor", "Raid kills nine - monitor", "Raids kill 25
    civilians Monitor"."""
    tokens = sentence.tokens
    if len(tokens) < 5 or tokens[-1].text in ".!?…":
        return
    for back in range(1, 5):
        mark = len(tokens) - 1 - back
        if mark > 2 and tokens[mark].text in {":", "-", "–", "—", ","}:
            words = tokens[mark + 1 :]
            speaks = any(is_source_word(t) or (t.name is not None and t.tag != "P") for t in words) or (
                known_claimant(text[words[0].start : words[-1].end]) is not None
            )
            if speaks and all(is_name(t) or is_source_word(t) or t.low in INSIDE_NAMES for t in words):
                yield Spoken((mark + 1, len(tokens)), "headline", "headline", mark)
            return
    last = tokens[-1]
    if last.text[:1].isupper() and is_source_word(last) and not tokens[-2].text[:1].isupper():
        yield Spoken((len(tokens) - 1, len(tokens)), "headline", "headline", len(tokens) - 1)


def _made(text: str, sentence: Sentence, spoken: Spoken) -> Statement:
    first, last = spoken.span
    tokens = sentence.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    words = text[start:end]
    is_pronoun = last - first == 1 and tokens[first].low in PRONOUNS
    shouts = sentence.text.isupper()
    has_name = any(is_name(t) and not (shouts and _is_plain(t)) for t in tokens[first:last])
    told = spoken.told
    return Statement(
        start,
        end,
        words,
        spoken.form,
        spoken.verb,
        first,
        last,
        spoken.verb_at,
        max(spoken.verb_at + 1, told[1] if told is not None else 0),
        text[tokens[told[0]].start : tokens[told[1] - 1].end] if told is not None else None,
        is_pronoun,
        not has_name and not is_pronoun,
        known_claimant(words),
    )


def _is_plain(token: Token) -> bool:
    """Whether a word in capitals names nobody: "THE SAME REPORTS"."""
    return is_source_word(token) or token.tag == "a" or token.low in _PLAIN_WORDS


@lru_cache(maxsize=1 << 12)
def known_claimant(words: str) -> str | None:
    """Return the id of the longest known claimant that is named in ``words``, or ``None``; remembered, since the same
    few speak again and again."""
    # "an adviser to the president" is not the president.
    lows = [w.lower().replace("’", "'") for w in lexicon.split_words(words.partition(" to ")[0] or words)]
    best: tuple[int, str] | None = None
    for i in range(len(lows)):
        match = names.claimant_names().match(lows, i)
        if match is not None and (best is None or match[0] > best[0]) and _cased(match[1].printed, words):
            best = (match[0], match[1].id)
    return best[1] if best else None


def _cased(printed: str, words: str) -> bool:
    if printed.replace("’", "'") in words.replace("’", "'"):
        return True
    if words.upper() == words:
        return printed.upper() in words
    return len(printed) > 5 and printed.lower() in words.replace("’", "'").lower()
