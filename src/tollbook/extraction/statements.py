"""Who says something in a sentence: every stretch of words that stands as the source of a statement.

Read by the forms that English reporting uses: "according to X", "X said that", "..., said X", "X's count", "citing
X", and the
pronouns and plain nouns ("it", "the ministry") that carry a source over from an earlier sentence.
"""

import re
from dataclasses import dataclass

from tollbook.extraction import lexicon, names
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.source_spans import (
    INSIDE_NAMES,
    PRONOUNS,
    clause_subject,
    is_name,
    is_source,
    is_source_word,
    source_before,
    source_behind,
)
from tollbook.extraction.tokens import Sentence, Token

_PERSON_PRONOUNS = word_set("person_pronouns")


_TOLD_OF = word_set("passive_telling")


_OUTLETS_TOLD = word_set("telling")


@dataclass(frozen=True, slots=True)
class Statement:
    """A source named in a sentence: its span (code points), how it is named, and the token range of its words and
    its verb.

    ``form`` is one of according, before_verb, after_verb, citing, noun, headline; ``verb`` is the word of saying;
    ``via`` is who it
    was told to.
    """

    start: int
    end: int
    text: str
    form: str
    verb: str
    first: int
    last: int
    verb_at: int
    via: str | None
    is_pronoun: bool
    is_generic: bool
    known_id: str | None


def find_statements(text: str, sentence: Sentence) -> list[Statement]:
    """Return the sources of statements in ``sentence``, in the order of the text."""
    tokens, lows = sentence.tokens, sentence.lows
    found: list[Statement] = []
    verbs, according, relayed = lexicon.speech("verb"), lexicon.speech("according"), lexicon.speech("relayed")
    voice = lexicon.speech("voice")
    telling = verbs.firsts | according.firsts | relayed.firsts | voice.firsts
    at = 0
    while at < len(tokens):
        if lows[at].partition(" ")[0] not in telling:
            at += 1
            continue
        raw = _raw(lows, at)
        match = according.match(raw, 0) if raw else None
        if match is not None:
            used = _tokens_used(lows, at, match[0])
            span = source_behind(sentence, at + used, is_certain=True)
            if span is not None:
                found.append(_made(text, sentence, span, "according", lows[at], at, None))
                at = span[1]
                continue
        match = relayed.match(raw, 0) if raw else None
        if match is not None:
            span = source_behind(sentence, at + _tokens_used(lows, at, match[0]))
            if span is not None:
                found.append(_made(text, sentence, span, "citing", lows[at], at, None))
                at = span[1]
                continue
        if raw and (verbs.match(raw, 0) is not None or (voice.match(raw, 0) is not None and _voices(sentence, at))):
            found.extend(_around_verb(text, sentence, at))
        at += 1
    found.extend(_possessed(text, sentence))
    found.extend(_headline(text, sentence))
    return _without_overlaps(found)


def _voices(sentence: Sentence, at: int) -> bool:
    """Whether a quotation or a "that" goes with the verb at ``at``."""
    verb = sentence.tokens[at]
    if "that" in sentence.lows[at + 1 : at + 3] or _QUOTES.search(sentence.text, verb.end - sentence.start):
        return True
    closing = None
    for closing in _QUOTES.finditer(sentence.text, 0, verb.start - sentence.start):
        pass
    return closing is not None and verb.start - sentence.start - closing.end() < 40


_QUOTES = re.compile(r"[\"“”]|(?<!\w)['‘]|['’](?!\w)")


def _raw(lows: list[str], at: int) -> list[str]:
    """The words from ``at`` on, with phrases that tagging joined taken apart again."""
    return [w for low in lows[at : at + 5] for w in low.split(" ")]


def _tokens_used(lows: list[str], at: int, words: int) -> int:
    used = 0
    while words > 0 and at + used < len(lows):
        words -= len(lows[at + used].split(" "))
        used += 1
    return used


def _made(
    text: str, sentence: Sentence, span: tuple[int, int], form: str, verb: str, verb_at: int, via: str | None
) -> Statement:
    first, last = span
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    words = text[start:end]
    low = sentence.tokens[first].low
    is_pronoun = last - first == 1 and low in PRONOUNS
    shouts = sentence.text.isupper()
    has_name = any(is_name(t) and not (shouts and _is_plain(t)) for t in sentence.tokens[first:last])
    return Statement(
        start,
        end,
        words,
        form,
        verb,
        first,
        last,
        verb_at,
        via,
        is_pronoun,
        not has_name and not is_pronoun,
        known_claimant(words),
    )


def _is_plain(token: Token) -> bool:
    """Whether a word in capitals names nobody: "THE SAME REPORTS"."""
    return is_source_word(token) or token.tag == "a" or token.low in _PLAIN_WORDS


_PLAIN_WORDS = word_set("plain_words")


def known_claimant(words: str) -> str | None:
    """Return the id of the longest known claimant that is named in ``words``, or ``None``."""
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


def _around_verb(text: str, sentence: Sentence, at: int) -> list[Statement]:
    tokens = sentence.tokens
    low = tokens[at].low.split(" ")[-1]
    if at and tokens[at].text == "Said" and at + 1 < len(tokens) and tokens[at + 1].text[:1].islower():
        return []  # a name: "the village of Sheikh Said was hit"
    made: list[Statement] = []
    via = _told(text, sentence, at)
    if at and low in _NOUN_OR_VERB - {"put"} and tokens[at - 1].low in _DETERMINING:
        return []
    if at + 1 < len(tokens) and (tokens[at + 1].low == "responsibility" or _claims_lives(sentence, at)):
        return []
    if at and low == "told" and tokens[at - 1].low == "all":
        return []
    if low == "reported" and sentence.tags[at + 1 : at + 2] in {"k", "j"}:
        return []  # "the people reported killed"
    if low in _PARTICIPLES and at == 0:
        comma = next((i for i, t in enumerate(tokens) if t.text == "," and i > 2), None)
        ahead = source_behind(sentence, comma + 1) if comma is not None else None
        return [_made(text, sentence, ahead, "before_verb", low, at, None)] if ahead is not None else []
    passive = {w for token in tokens[max(0, at - 2) : at] for w in token.low.split(" ")}
    if low in _TOLD_OF and passive & {"is", "are", "was", "were", "be", "been", "being"}:
        return []
    right = source_behind(sentence, at + 1) if at + 1 < len(tokens) and low in _INVERTING else None
    if right is not None and right[0] == at + 1 and _is_whole_speaker(sentence, right):
        return [_made(text, sentence, right, "after_verb", low, at, via)]
    left = source_before(sentence, at)
    if (left is None or not is_source(sentence, left)) and (
        low in _PARTICIPLES or (at and tokens[at - 1].low in {"and", "but"})
    ):
        left = clause_subject(sentence, at)
    if left is not None and is_source(sentence, left):
        made.append(_made(text, sentence, left, "before_verb", low, at, via))
    elif right is not None and right[0] == at + 1 and is_source(sentence, right) and _ends_clause(sentence, at, right):
        made.append(_made(text, sentence, right, "after_verb", low, at, via))
    return made


def _claims_lives(sentence: Sentence, at: int) -> bool:
    """Whether the verb tells of lives taken ("claiming 12 lives"), and so of no statement."""
    return (
        sentence.tokens[at].low.startswith("claim")
        and (re.match(r"N?[apo]{0,3}N?l", sentence.tags[at + 1 :]) is not None or "martyrs" in sentence.lows[at + 2 : at + 3])
    )


def _is_whole_speaker(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether a definite source ends the sentence behind the verb: "they were killed in hospitals said the mayor"."""
    tokens = sentence.tokens
    is_definite = tokens[span[0]].low == "the" and is_source_word(tokens[span[1] - 1])
    return is_definite and (span[1] == len(tokens) or (span[1] == len(tokens) - 1 and tokens[-1].text == "."))


def _ends_clause(sentence: Sentence, at: int, right: tuple[int, int]) -> bool:
    """Whether the verb stands behind a quotation or clause ("...", said X), not before its own clause."""
    text = sentence.text[: sentence.tokens[at].start - sentence.start].rstrip()
    if not text or text[-1] in ",”\"'’»!?":
        return True
    return right[1] >= len(sentence.tokens) or sentence.tokens[right[1]].text in ".,"


_DETERMINING = word_set("determiners_of_nouns")


_NOUN_OR_VERB = word_set("noun_or_verb")


_INVERTING = word_set("inverting_verbs")


_PARTICIPLES = word_set("saying_participles")


def _told(text: str, sentence: Sentence, at: int) -> str | None:
    """Whom the source told: an outlet, which passed the figure on."""
    tokens = sentence.tokens
    if tokens[at].low not in _OUTLETS_TOLD:
        return None
    last = at + 1
    while (
        last < len(tokens)
        and last - at < 7
        and (is_name(tokens[last]) or tokens[last].low in {"the", "news", "agency", "'s"})
    ):
        last += 1
    named = [t for t in tokens[at + 1 : last] if is_name(t)]
    return text[tokens[at + 1].start : named[-1].end] if named else None


def _possessed(text: str, sentence: Sentence) -> list[Statement]:
    """ "Mediazona's count", "the ministry's figures", "UN estimates", "a UN report": a source in front of a noun of
    counting."""
    tokens = sentence.tokens
    made = []
    for i, token in enumerate(tokens):
        if (
            token.low
            not in {
                "count",
                "tally",
                "figures",
                "estimates",
                "estimate",
                "data",
                "database",
                "statistics",
                "numbers",
                "report",
                "records",
                "assessment",
                "toll",
            }
            or i == 0
        ):
            continue
        first = i
        while first > 0 and (
            is_name(tokens[first - 1])
            or tokens[first - 1].low
            in {"'s", "of", "latest", "own", "official", "new", "recent", "conservative", "joint", "independent"}
        ):
            first -= 1
        named = [k for k in range(first, i) if is_name(tokens[k])]
        if named:
            made.append(_made(text, sentence, (named[0], named[-1] + 1), "noun", token.low, i, None))
    return made


def _headline(text: str, sentence: Sentence) -> list[Statement]:
    """A headline's source at its end: "Strike kills 41: mayor", "Raid kills nine - monitor", "Raids kill 25
    civilians Monitor"."""
    tokens = sentence.tokens
    if len(tokens) < 5 or tokens[-1].text in ".!?…":
        return []
    for back in range(1, 5):
        mark = len(tokens) - 1 - back
        if mark > 2 and tokens[mark].text in {":", "-", "–", "—", ","}:
            words = tokens[mark + 1 :]
            speaks = any(is_source_word(t) or (t.name is not None and t.tag != "P") for t in words) or (
                known_claimant(text[words[0].start : words[-1].end]) is not None
            )
            if speaks and all(is_name(t) or is_source_word(t) or t.low in INSIDE_NAMES for t in words):
                return [_made(text, sentence, (mark + 1, len(tokens)), "headline", "headline", mark, None)]
            return []
    last = tokens[-1]
    if last.text[:1].isupper() and is_source_word(last) and not tokens[-2].text[:1].isupper():
        return [_made(text, sentence, (len(tokens) - 1, len(tokens)), "headline", "headline", len(tokens) - 1, None)]
    return []


def _without_overlaps(found: list[Statement]) -> list[Statement]:
    kept: list[Statement] = []
    for statement in sorted(found, key=lambda s: (s.first, s.first - s.last)):
        if not kept or statement.first >= kept[-1].last:
            kept.append(statement)
    return kept


def is_person(statement: Statement) -> bool:
    """Whether the source's words look like a person (a pronoun of person, or no noun of an institution in it)."""
    return statement.text.lower() in _PERSON_PRONOUNS or not any(
        w in statement.text.lower()
        for w in (
            "ministry",
            "office",
            "service",
            "agency",
            "army",
            "military",
            "staff",
            "center",
            "report",
            "study",
            "un",
        )
    )
