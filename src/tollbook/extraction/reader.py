"""The state that reading one article carries from sentence to sentence, and what it tells of the figures to come."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import Any

from tollbook.articles import Article
from tollbook.claims import VictimType
from tollbook.extraction import names
from tollbook.extraction.chronicle import Told as DateTold
from tollbook.extraction.context import Context, day_of_writing, read_context
from tollbook.extraction.days import DatePlace
from tollbook.extraction.figures import Figure
from tollbook.extraction.mentions import Mention
from tollbook.extraction.party import Told
from tollbook.extraction.quotations import Quotations
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.roles import STRONG, name_roles, role_of
from tollbook.extraction.scope import ScopeWord, scope_words
from tollbook.extraction.sentences import Span
from tollbook.extraction.sources import Memory, Source, remember
from tollbook.extraction.statements import Statement, find_statements
from tollbook.extraction.tokens import Sentence, Token, tag_sentence

LOOK_BACK = 2
"""How many sentences back a figure may take up what was told."""

_MEMORABLE = 10  # Figures from here on are large enough to be told again.

Observer = Callable[[str, Sentence, Mention, list[Candidate[Any]], Candidate[Any]], None]


@dataclass
class Reader:
    """Who reads one article: its sentences as far as they were looked at, and what was found in them so far.

    What the article tells as a whole is read when it is first asked for: most articles give no figure and need none
    of it. ``published`` is the day from which it reckons.
    """

    article: Article
    spans: list[Span]
    observe: Observer | None
    with_reasons: bool
    published: date | None = field(init=False)
    sentences: dict[int, Sentence] = field(default_factory=dict)
    found: dict[int, list[Figure]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    dates: list[DatePlace] = field(default_factory=list)
    explicit: Counter[str] = field(default_factory=Counter)
    memory: Memory = field(default_factory=Memory)
    _context: Context | None = None
    _quotations: Quotations | None = None
    _statements: dict[int, list[Statement]] = field(default_factory=dict)
    _scopes: dict[int, list[ScopeWord]] = field(default_factory=dict)
    _name_roles: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    _same_figures: dict[object, dict[str, None]] = field(default_factory=dict)
    _named: list[tuple[int, Token]] = field(default_factory=list)
    _roles: list[tuple[int, str, str]] = field(default_factory=list)
    _role_counts: dict[str, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.published = day_of_writing(self.article)

    @property
    def context(self) -> Context:
        """What the article is about."""
        if self._context is None:
            self._context = read_context(self.article, self.published)
        return self._context

    @property
    def quotations(self) -> Quotations:
        """Where the article quotes."""
        if self._quotations is None:
            self._quotations = Quotations(self.article.text, self.spans)
        return self._quotations

    def sentence_at(self, index: int) -> Sentence:
        """Return a sentence as tagged words."""
        if index not in self.sentences:
            span = self.spans[index]
            self.sentences[index] = tag_sentence(
                self.article.text, span.start, span.end, index, self.published, self._date_told
            )
        return self.sentences[index]

    def _date_told(self, offset: int) -> DateTold | None:
        chronicle = self.context.chronicle
        return chronicle.told_before(offset) if chronicle is not None else None

    def statements_at(self, index: int) -> list[Statement]:
        """Return the statements that a sentence tells of."""
        if index not in self._statements:
            self._statements[index] = find_statements(self.article.text, self.sentence_at(index))
        return self._statements[index]

    def scope_words_at(self, index: int) -> list[ScopeWord]:
        """Return the words for and against an armed conflict of a sentence that was looked at; of others, none."""
        if index not in self._scopes:
            sentence = self.sentences.get(index)
            self._scopes[index] = scope_words(sentence) if sentence is not None else []
        return self._scopes[index]

    def survey(self) -> None:
        """Note what the sentences looked at so far tell as a whole: their dates, and how often each party harms or is
        hurt."""
        for index, sentence in sorted(self.sentences.items()):
            self.dates.extend((sentence, i) for i, token in enumerate(sentence.tokens) if token.date is not None)
            self._name_roles[index] = name_roles(sentence)
            for party, role in self._name_roles[index]:
                self._role_counts.setdefault(party, Counter())[f"{role}_all"] += 1

    def count_explicit(self) -> None:
        """Count whose losses the figures found name outright ("Russian casualties"): what the article is mostly
        about."""
        for figures in self.found.values():
            for figure in figures:
                for at, token in enumerate(figure.sentence.tokens):
                    if token.name is not None and role_of(figure.sentence, figure.mention, at, token) in STRONG:
                        self.explicit[token.name.id] += 1

    def last_found(self, index: int) -> Figure | None:
        """Return the last figure found in the two sentences before this one."""
        figures = (self.found.get(i) for i in range(index - 1, index - 1 - LOOK_BACK, -1))
        return next((found[-1] for found in figures if found), None)

    def parent_of(self, figure: Figure) -> Figure | None:
        """Return the figure that this one is part of or goes on from."""
        mention = figure.mention.parent
        if mention is not None:
            return next((f for f in reversed(self.figures[-8:]) if f.mention is mention), None)
        if figure.mention.is_subset and self.figures and self.figures[-1].sentence is figure.sentence:
            return self.figures[-1]
        return None

    def companions_of(self, figure: Figure) -> tuple[VictimType | None, ...] | None:
        """Return who the sentence's last figure counts, a mere part of another left aside unless this is one, too."""
        here = [f for f in self.figures if f.sentence is figure.sentence]
        if not figure.mention.is_subset:
            here = [f for f in here if not f.mention.is_subset] or here
        return (here[-1].victim,) if here else None

    def told_before(self, figure: Figure, parent: Figure | None, sources: list[Source]) -> Told:
        """Return what the article told before a figure that bears on whose people it counts; ``sources`` are those of
        its sentence."""
        sentence, bounds = figure.sentence, figure.bounds
        last = self.figures[-1] if self.figures else None
        is_memorable = (bounds.lower or bounds.upper or 0) >= _MEMORABLE
        return Told(
            previous=[(f.party, sentence.index - f.sentence.index) for f in reversed(self.figures[-6:]) if f.party],
            previous_here=last.party if last is not None and last.sentence is sentence else None,
            parent=parent.party if parent and parent.party else None,
            same=list(self._same_figures.get(_kind_of(figure), ())) if is_memorable else [],
            named=[t for i, t in self._named if sentence.index - 3 <= i < sentence.index],
            last_event=self._last_event(sentence.index),
            parts=self._role_counts,
            parts_just_before=self._roles_just_before(sentence.index),
            speakers=_speakers(sources),
            explicit=self.explicit,
        )

    def note_party(self, figure: Figure) -> None:
        """Note whose people a figure counts, once that is decided."""
        self._note_role(figure.sentence.index, figure.party, "counted")

    def keep(self, figure: Figure) -> None:
        """Take a figure whose questions are all decided among those of the article."""
        self.figures.append(figure)
        self._same_figures.setdefault(_kind_of(figure), {})[figure.party] = None

    def remember(self, sentence: Sentence, statements: list[Statement], sources: list[Source]) -> None:
        """Note what a sentence leaves for those behind it: the parts of its names, and who spoke."""
        for party, role in self._name_roles[sentence.index]:
            self._note_role(sentence.index, party, role)
        self._named.extend((sentence.index, t) for t in sentence.tokens if t.name is not None)
        del self._named[:-40]
        last = self.figures[-1] if self.figures else None
        claim_source = last.source if last is not None and last.sentence is sentence else None
        self.memory = remember(sentence, statements, sources, self.memory, claim_source)

    def _note_role(self, index: int, party: str, role: str) -> None:
        self._roles.append((index, party, role))
        self._role_counts.setdefault(party, Counter())[role] += 1

    def _last_event(self, index: int) -> list[tuple[str, str]]:
        """Who harmed whom in the last of the three sentences before ``index`` that names a side as harming or hurt."""
        near = takewhile(lambda told: told[0] >= index - 3, reversed(self._roles))
        told = [(at, party, role) for at, party, role in near if at < index and role != "counted"]
        last = max((at for at, _, _ in told), default=0)
        return [(party, role) for at, party, role in reversed(told) if at == last]

    def _roles_just_before(self, index: int) -> set[tuple[str, str]]:
        """What the two sentences before ``index`` named parties as."""
        near = takewhile(lambda told: told[0] >= index - 2, reversed(self._roles))
        return {(party, role) for at, party, role in near if at < index}


def _kind_of(figure: Figure) -> object:
    """What figures have in common that may be one figure told again."""
    return figure.bounds, figure.measure, figure.claim_type


def _speakers(sources: list[Source]) -> list[str]:
    """The parties of the known claimants among the sources of a sentence."""
    known = [names.claimants().get(source.claimant_id) for source in sources]
    return sorted({claimant.party_id for claimant in known if claimant is not None and claimant.party_id})
