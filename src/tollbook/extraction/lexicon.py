"""The language knowledge: word lists kept as data beside this module, compiled for matching on words.

Every list is a YAML file in ``lexicon/``. An entry may carry ``reads``, sentences that must give a claim, and
``leaves``,
sentences that must give none; the tests run all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar, cast

import yaml

from tollbook.claims import Measure, Qualifier, VictimType

T = TypeVar("T")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class HarmWord:
    """What a word of harm is: its part in the sentence (see ``harm.yaml``) and what it says happened."""

    tag: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that a number may count: a person, with what the word tells of who they are, or a thing."""

    is_person: bool
    victim_type: VictimType | None
    kind: str


class PhraseTable(Generic[T]):
    """Phrases of one or more words, found at a position in a list of lower-case words; the longest wins.

    ``firsts`` are the words with which a phrase begins, ``continued`` gives the second words of those that
    go on.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in entries:
            words = tuple(split_words(phrase))
            bucket = self._by_first.setdefault(words[0], [])
            if all(known != words for known, _ in bucket):
                bucket.append((words, value))
        for bucket in self._by_first.values():
            bucket.sort(key=lambda item: -len(item[0]))
        self.firsts = frozenset(self._by_first)
        self.continued = {
            first: frozenset(words[1] for words, _ in bucket if len(words) > 1)
            for first, bucket in self._by_first.items()
            if len(bucket[0][0]) > 1
        }

    def match(self, words: list[str], at: int) -> tuple[int, T] | None:
        """Return how many words the longest phrase at ``at`` covers and its value, or ``None``."""
        bucket = self._by_first.get(words[at])
        if bucket is None:
            return None
        for phrase, value in bucket:
            n = len(phrase)
            if n == 1 or tuple(words[at : at + n]) == phrase:
                return n, value
        return None

    def find(self, words: list[str]) -> Iterator[tuple[int, int, T]]:
        """Yield each place of ``words`` at which a phrase begins, how many words the longest one there covers, and its
        value."""
        for at, word in enumerate(words):
            match = self.match(words, at) if word in self._by_first else None
            if match is not None:
                yield at, *match

    def items(self) -> Iterator[tuple[tuple[str, ...], T]]:
        """Yield every phrase as a tuple of words, with its value."""
        for bucket in self._by_first.values():
            yield from bucket


def split_words(phrase: str) -> list[str]:
    """Return the words and marks of a phrase as the tokenizer would cut them."""
    from tollbook.extraction.tokens import WORD

    return [m.group() for m in WORD.finditer(phrase)] or [phrase]


def read_entries(name: str) -> list[dict[str, Any]]:
    """Return the entries of ``lexicon/<name>.yaml`` as they stand."""
    source = files("tollbook.extraction").joinpath("lexicon", f"{name}.yaml").read_text("utf-8")
    return cast("list[dict[str, Any]]", yaml.load(source, _LOADER))


def _pairs(name: str, field: str) -> Iterator[tuple[str, Any]]:
    for entry in read_entries(name):
        for word in entry["words"]:
            yield str(word), entry[field]


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    source = files("tollbook.extraction").joinpath("lexicon", "word_sets.yaml").read_text("utf-8")
    return {name: frozenset(map(str, words)) for name, words in yaml.load(source, _LOADER).items()}


def word_set(name: str) -> frozenset[str]:
    """Return the group of words that ``lexicon/word_sets.yaml`` calls ``name``; an unknown name raises ``KeyError``."""
    return _word_sets()[name]


@cache
def harm_words() -> PhraseTable[HarmWord]:
    """Words of harm with their part of speech and measure."""
    return PhraseTable((w, HarmWord(e["tag"], e["measure"])) for e in read_entries("harm") for w in e["words"])


@cache
def nouns() -> PhraseTable[Noun]:
    """Nouns for people and things."""
    people = ((w, Noun(True, e["victim"], e["victim"] or "people")) for e in read_entries("people") for w in e["words"])
    things = ((w, Noun(False, None, e["kind"])) for e in read_entries("things") for w in e["words"])
    return PhraseTable([*people, *things])


@cache
def function_words() -> PhraseTable[str]:
    """Function words with their one-letter tags."""
    return PhraseTable(_pairs("function", "tag"))


@cache
def speech(role: str) -> PhraseTable[str]:
    """Words of one role in ``speech.yaml``: verb, according, relayed or noun."""
    return PhraseTable((str(w), role) for e in read_entries("speech") if e["role"] == role for w in e["words"])


@cache
def qualifiers(side: str) -> PhraseTable[Qualifier]:
    """Bounding words that stand before or after a number."""
    return PhraseTable((w, e["qualifier"]) for e in read_entries("qualifiers") if e["side"] == side for w in e["words"])


@cache
def scope_weights() -> PhraseTable[int]:
    """Words that speak for (+) or against (-) an armed conflict as the cause."""
    return PhraseTable(_pairs("scope", "weight"))
