"""The grammar that joins a number with its word of harm within a clause.

The rules are regular expressions over the letters of a tagged sentence (see ``tokens``): active ("killed 12 soldiers"),
passive ("12 soldiers were killed"), nominal ("12 deaths"), and summed up ("the toll rose to 12"). Each reader returns
the mention that it sees, or ``None``; the first that sees one has it.
"""

import re
from collections.abc import Callable

from tollbook.extraction.actives import read_active, read_alongside, read_joined, read_object_relative
from tollbook.extraction.exclusions import is_escape, is_of_lives_that_go_on
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention, NounPhrase, make_mention, names_part
from tollbook.extraction.passives import read_among, read_passive, read_received, read_taken_prisoner
from tollbook.extraction.tokens import Sentence, Token
from tollbook.extraction.tolls import read_dead, read_label, read_number_of, read_toll, read_victims

SUBSET = re.compile(r"I(?:(?:[aDLFw']{0,4}[MCP],?[,&]){1,6})?[abo,]{0,3}$")

_OF = re.compile(r"(?P<harm>[hlgtkv])(?:[bk&,]{0,3}|p?Tw?|p[aD]{0,2}[LDFwMCP]{1,3})o[aDwo]{0,3}$")
_POSSESSED = re.compile(r"'[ab]{0,2}(?P<harm>h)")

_UNKNOWN = frozenset({"uncertain", "unclear", "unknown"})
_VERBAL_NOUNS = word_set("verbal_nouns")
_DEATH_COMPOUNDS = word_set("death_compounds")


def link(sentence: Sentence, at: int, phrase: NounPhrase) -> Mention | None:
    """Return the mention that the number at ``at`` makes by itself, or ``None``."""
    token = sentence.tokens[at]
    if phrase.kind == "thing" or (token.low == "one" and token.qualifier == "more_than"):
        return None
    is_subset = SUBSET.search(sentence.tags[:at]) is not None
    if phrase.kind in {"harm", "lives"}:
        return _read_nominal(sentence, at, phrase, is_subset)
    if phrase.harm is not None:
        is_part = is_subset or names_part(sentence, at, phrase)
        return None if token.low == "one" else make_mention(sentence, at, phrase, phrase.harm, "attribute", is_part)
    of = _OF.search(sentence.tags[:at])
    if of is not None and _is_no_loss(sentence, of.start("harm"), phrase):
        return None
    for reader in _READERS if is_subset else (*_READERS, *_READERS_OF_WHOLES):
        mention = reader(sentence, at, phrase, is_subset)
        if mention is not None:
            return mention
    return None


def _read_nominal(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "12 deaths", "claimed 12 lives"."""
    head = phrase.head
    if head is None or is_escape(sentence, at, head):
        return None
    if phrase.kind == "lives":
        goes_on = is_of_lives_that_go_on(sentence, at, phrase.end)
        return None if goes_on else make_mention(sentence, at, phrase, head, "lives")
    return None if _is_idiom(sentence.tokens, head) else make_mention(sentence, at, phrase, head, "nominal", is_subset)


def _is_idiom(tokens: list[Token], head: int) -> bool:
    following = tokens[head + 1].low if head + 1 < len(tokens) else ""
    if tokens[head].low in {"loss", "deceased", "loss of life"}:
        return tokens[head].low != "deceased"
    return tokens[head].low == "death" and following in _DEATH_COMPOUNDS


def _is_no_loss(sentence: Sentence, harm: int, phrase: NounPhrase) -> bool:
    """Whether "the loss of 20 works", "the fate of 20 families" or "the lives of 20 pupils" tells of no harm."""
    word = sentence.lows[harm]
    return (
        (word in {"loss", "losses", "at the cost"} and phrase.kind == "unknown")
        or (word == "fate" and _UNKNOWN.isdisjoint(sentence.lows))
        or (sentence.tags[harm] == "l" and is_of_lives_that_go_on(sentence, harm, phrase.end))
    )


def _read_of(sentence: Sentence, at: int, phrase: NounPhrase, is_subset: bool) -> Mention | None:
    """ "The deaths on Monday of 12 villagers", "the three men's deaths"."""
    of = _OF.search(sentence.tags[:at])
    if of is not None and sentence.tokens[of.start("harm")].harm is not None:
        word = sentence.tokens[of.start("harm")]
        if word.tag not in "kv" or word.low in _VERBAL_NOUNS:
            return make_mention(sentence, at, phrase, of.start("harm"), "of", is_subset)
    possessed = _POSSESSED.match(sentence.tags, phrase.end)
    if possessed is not None and phrase.kind == "person":
        return make_mention(sentence, at, phrase, possessed.start("harm"), "of", is_subset)
    return None


_Reader = Callable[[Sentence, int, NounPhrase, bool], Mention | None]

_READERS: tuple[_Reader, ...] = (
    read_taken_prisoner,
    read_passive,
    _read_of,
    read_active,
    read_among,
    read_received,
    read_alongside,
    read_object_relative,
)
# What these see behind "including" belongs to the whole, and not to the part.
_READERS_OF_WHOLES: tuple[_Reader, ...] = (
    read_joined,
    read_dead,
    read_label,
    read_toll,
    read_number_of,
    read_victims,
)
