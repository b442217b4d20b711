"""What an article is about, beyond the sentence at hand: its war, its parties, whether it speaks of armed conflict
at all."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from tollbook.articles import Article
from tollbook.extraction import lexicon, names
from tollbook.extraction.chronicle import Chronicle, read_chronicle
from tollbook.extraction.date_patterns import WEEKDAYS
from tollbook.extraction.names import Conflict
from tollbook.extraction.roles import name_roles
from tollbook.extraction.tokens import tag_sentence
from tollbook.reading.dateline import find_dateline

_WORDS = re.compile(r"[a-zA-Z]++(?![\w.'’-])|[^\W\d_]++(?:[-'’][^\W\d_]++)*+\.?+")


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole article tells: how often it names each party, its likely conflict, and how warlike its words are.

    ``conflict_weight`` and ``accident_weight`` count words that speak for and against an armed conflict, per 100 words.
    """

    published: date | None
    outlet: str | None
    title: str
    party_counts: Counter[str]
    title_roles: tuple[tuple[str, str], ...]
    outlet_party: str | None
    is_doubting: bool
    conflict: Conflict | None
    conflict_weight: float
    accident_weight: float
    chronicle: Chronicle | None

    @property
    def main_parties(self) -> list[str]:
        """The parties in the order of how often the article names them."""
        return [p for p, _ in self.party_counts.most_common(4)]


@cache
def _single_words() -> dict[str, str]:
    """Capitalised one-word names and the party that each stands for."""
    return {words[0]: name.id for words, name in names.party_names().items() if len(words) == 1 and len(words[0]) > 1}


@cache
def _scope_words() -> dict[str, int]:
    return {words[0]: weight for words, weight in lexicon.scope_weights().items() if len(words) == 1}


@lru_cache(maxsize=1 << 16)
def _what_says(word: str) -> tuple[str | None, int, bool] | None:
    """The party that a word names, its weight for or against an armed conflict, and whether it gives a verdict.

    ``None`` where it says nothing of these. Remembered, since most words of an article stood in another one before.
    """
    low = word.lower()
    party = None
    if word[0].isupper() and (len(low) > 3 or word.isupper()):
        party = _single_words().get(low.rstrip(".")) or _single_words().get(low.split("-")[0])
    weight = _scope_words().get(low, 0)
    is_verdict = low.removesuffix(".") in _VERDICT_WORDS
    return (party, weight, is_verdict) if party or weight or is_verdict else None


def read_context(article: Article, published: date | None) -> Context:
    """Return what an article is about that reckons from the day ``published``, from its words alone; takes time in
    proportion to its length."""
    parties: Counter[str] = Counter()
    title = article.title or ""
    war = accident = 0
    gives_verdict = False
    words = _WORDS.findall(f"{title}\n{article.text}")
    for word, n in Counter(words).items():
        said = _what_says(word)
        if said is not None:
            party, weight, is_verdict = said
            gives_verdict = gives_verdict or is_verdict
            if party is not None:
                parties[party] += n
            if weight > 0:
                war += n * weight
            else:
                accident -= n * weight
    conflict = _likely_conflict(parties, published)
    return Context(
        published,
        article.outlet_name,
        title,
        parties,
        _title_roles(title),
        _outlet_party(article.outlet_name or ""),
        gives_verdict and _VERDICT.search(article.text) is not None,
        conflict,
        100 * war / max(len(words), 30),
        100 * accident / max(len(words), 30),
        read_chronicle(title, article.text, published, conflict.start_date if conflict is not None else None),
    )


def day_of_writing(article: Article) -> date | None:
    """The day from which an article reckons: the one that it prints at its head, else the day of publication.

    For an article without either it is the last day that it names, moved on to the weekday of which it speaks first.
    """
    printed = find_dateline(article.text)
    if printed is not None and printed.earliest is not None and printed.earliest == printed.latest:
        return printed.earliest
    known = article.published_date or article.published_latest_date
    earliest = article.published_earliest_date
    if known is not None or earliest is None or earliest.day == 1:
        return known  # the first day of a month stands for the month or the year and is no day
    spoken = _WEEKDAY.search(article.text)
    days = (WEEKDAYS.index(spoken[0]) - earliest.weekday()) % 7 if spoken is not None else 0
    return earliest + timedelta(days=days if days <= 3 else 0)


_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")


_VERDICT_WORDS = frozenset({"misleading", "false", "fake", "hoax", "baseless", "untrue", "unfounded"})
_VERDICT = re.compile(
    r"\b(?:verdict|rating|conclusion|in short|our ruling)\W{1,8}(?:[^.\n]{0,80})"
    rf"\b(?:{'|'.join(sorted(_VERDICT_WORDS))})",
    re.IGNORECASE,
)


def _outlet_party(outlet: str) -> str | None:
    """The state that speaks through an outlet whose name says so ("Ministry of Defence of ...")."""
    if not re.search(r"ministry|army|armed forces|government|general staff|president", outlet, re.IGNORECASE):
        return None
    sentence = tag_sentence(outlet, 0, len(outlet), 0, None)
    return next((t.name.id for t in sentence.tokens if t.name is not None), None)


def _title_roles(title: str) -> tuple[tuple[str, str], ...]:
    """The parties that the title names, as harming, hurt or just named."""
    sentence = tag_sentence(title, 0, min(len(title), 400), 0, None)
    told = name_roles(sentence)
    silent = [(t.name.id, "named") for t in sentence.tokens if t.name is not None and t.name.id not in dict(told)]
    return (*told, *silent)


def _likely_conflict(parties: Counter[str], published: date | None) -> Conflict | None:
    """The conflict under way at publication whose parties the article names most; at least two of its names must
    occur."""
    best: tuple[float, Conflict] | None = None
    for conflict in names.conflicts().values():
        if published is not None and (
            published < conflict.start_date or (conflict.end_date and (published - conflict.end_date).days > 400)
        ):
            continue
        if published is None and conflict.end_date is not None:
            continue
        named = [parties[p] for p in conflict.party_ids]
        weight = sum(named) * (sum(n > 0 for n in named) / max(len(named), 1)) ** 0.5
        if sum(named) >= 2 and (best is None or weight > best[0]):
            best = (weight, conflict)
    return best[1] if best else None
