"""From an article's text to its claims: split, tag, find, judge, resolve.

One sentence after the other, in the order of the text, since later sentences take up what earlier ones named.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from tollbook.articles import Article
from tollbook.claims import (
    Extraction,
    UnreadSentence,
    VictimType,
)
from tollbook.extraction import names
from tollbook.extraction.assembly import assemble_claim
from tollbook.extraction.claimant import Quoted, claimant_candidates
from tollbook.extraction.comparisons import covers, find_comparisons
from tollbook.extraction.context import Context, read_context
from tollbook.extraction.datings import settle_shifts
from tollbook.extraction.days import DatePlace, day_candidates
from tollbook.extraction.figures import Figure, figure_of_comparison, figure_of_mention
from tollbook.extraction.finding import find_mentions
from tollbook.extraction.gate import find_wanted
from tollbook.extraction.mentions import Mention
from tollbook.extraction.party import Told, party_candidates
from tollbook.extraction.quotations import Quotations
from tollbook.extraction.ranking import Candidate, choose, explain
from tollbook.extraction.roles import STRONG, name_roles, role_of
from tollbook.extraction.scope import ScopeWord, scope_candidates, scope_words
from tollbook.extraction.sentences import Span, split_sentences
from tollbook.extraction.sources import Memory, remember, sources_of
from tollbook.extraction.speakers import find_speaker
from tollbook.extraction.statements import Statement, find_statements
from tollbook.extraction.status import status_candidates
from tollbook.extraction.timing import time_candidates
from tollbook.extraction.tokens import Sentence, Token, tag_sentence
from tollbook.extraction.victims import victim_candidates

_GLANCE_BEHIND = 120
_LOOK_BACK = 2
_LOOK_FAR_BACK = 6
_MEMORABLE = 10  # Figures from here on are large enough to be told again.
_OPEN_SPEAKER = re.compile(r"\b(?:he|she|they|it|the \w+) (?:also )?(?:said|says|say|adds|added|told)\b", re.IGNORECASE)
_NAMED_SPEAKER = re.compile(
    r"\b(?!He|She|It|They)[A-Z][\w’'-]+(?: \([^)]{1,20}\)|,[^,]{1,60},)? (?:has |have |had |also )?(?:said|says|say|told|added|wrote)\b"
)

Observer = Callable[[str, Sentence, Mention, list[Candidate[Any]], Candidate[Any]], None]


@dataclass(slots=True)
class _Reader:
    """The state that reading one article carries from sentence to sentence."""

    article: Article
    context: Context
    spans: list[Span]
    quotations: Quotations
    observe: Observer | None
    with_reasons: bool
    sentences: dict[int, Sentence] = field(default_factory=dict)
    statements: dict[int, list[Statement]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    figures: list[Figure] = field(default_factory=list)
    same_figures: dict[object, dict[str, None]] = field(default_factory=dict)
    named: list[tuple[int, Token]] = field(default_factory=list)
    dates: list[DatePlace] = field(default_factory=list)
    scopes: dict[int, list[ScopeWord]] = field(default_factory=dict)
    roles: list[tuple[int, str, str]] = field(default_factory=list)
    role_counts: dict[str, Counter[str]] = field(default_factory=dict)
    found: dict[int, list[Figure]] = field(default_factory=dict)
    explicit: Counter[str] = field(default_factory=Counter)

    def sentence_at(self, index: int) -> Sentence:
        """Return a sentence as tagged words."""
        if index not in self.sentences:
            span = self.spans[index]
            self.sentences[index] = tag_sentence(
                self.article.text, span.start, span.end, index, self.context.published, self.context.chronicle
            )
        return self.sentences[index]

    def statements_at(self, index: int) -> list[Statement]:
        """Return the statements that a sentence tells of."""
        if index not in self.statements:
            self.statements[index] = find_statements(self.article.text, self.sentence_at(index))
        return self.statements[index]


def extract(article: Article, observe: Observer | None = None, *, with_reasons: bool = True) -> Extraction:
    """Return the claims that ``article`` makes, in the order of its text, and the sentences that were left unread.

    ``observe`` is called with every decision (step, sentence, mention, candidates, choice); training and tests use it.
    Without ``with_reasons``, claims do not say what decided each field, which saves time. The same text
    always gives the same claims. Raises nothing for any text.
    """
    text = article.text
    spans = list(split_sentences(text))
    wanted = find_wanted(text, spans)
    if not any(wanted):
        return Extraction((), ())
    reader = _Reader(article, read_context(article), spans, Quotations(text, spans), observe, with_reasons)
    unread: list[UnreadSentence] = []
    near = _near(text, spans, wanted, reader.quotations)
    sentences = {i: reader.sentence_at(i) for i in near}
    settle_shifts(sentences.values())
    reader.dates = [(s, i) for s in sentences.values() for i, t in enumerate(s.tokens) if t.date is not None]
    for sentence in sentences.values():
        for party, role in name_roles(sentence):
            reader.role_counts.setdefault(party, Counter())[f"{role}_all"] += 1
    for i in near:
        if wanted[i]:
            reader.found[i] = _find(reader, sentences[i])
    reader.explicit = _explicit_parties(reader)
    for i in near:
        reason = _read_sentence(reader, sentences[i], is_wanted=wanted[i])
        if reason is not None:
            unread.append(UnreadSentence(article.article_id, sentences[i].text, spans[i].start, spans[i].end, reason))
    return Extraction(tuple(assemble_claim(article, reader.context, f) for f in reader.figures), tuple(unread))


def _near(text: str, spans: list[Span], wanted: list[bool], quotations: Quotations) -> list[int]:
    """The sentences to look at: those wanted and some before each; more where it is open who speaks, back to a name."""
    near: set[int] = set()
    for i, span in enumerate(spans):
        if not wanted[i]:
            continue
        near.update(range(max(0, i - _LOOK_BACK), i + 1))
        if quotations.touches(span) or _OPEN_SPEAKER.search(text, span.start, span.end):
            for back in range(i - 1, max(0, i - _LOOK_FAR_BACK) - 1, -1):
                near.add(back)
                if _NAMED_SPEAKER.search(text, spans[back].start, spans[back].end):
                    break
    return sorted(near)


def _read_sentence(reader: _Reader, sentence: Sentence, *, is_wanted: bool) -> str | None:
    """Read one sentence; return why it was left unread, or ``None`` if it gave claims or had nothing to give."""
    statements = reader.statements_at(sentence.index)
    reason = None
    if is_wanted:
        reason = _read_figures(reader, sentence, statements)
    _remember(reader, sentence, statements)
    return reason


def _read_figures(reader: _Reader, sentence: Sentence, statements: list[Statement]) -> str | None:
    figures = reader.found.get(sentence.index, [])
    if not figures:
        has_both = any(t.harm is not None for t in sentence.tokens) and any(
            t.number is not None for t in sentence.tokens
        )
        return "no rule joins its number to its word of harm" if has_both else None
    kept = 0
    for figure in figures:
        if _is_kept(reader, figure):
            _resolve(reader, figure, statements)
            reader.figures.append(figure)
            reader.same_figures.setdefault(_kind_of(figure), {})[figure.party] = None
            kept += 1
    return None if kept else "its figures were judged to be out of scope"


def _find(reader: _Reader, sentence: Sentence) -> list[Figure]:
    text = reader.article.text
    last = _last_found(reader, sentence.index)
    mentions = find_mentions(
        sentence, last.mention if last is not None else None, last.sentence if last is not None else None
    )
    comparisons = find_comparisons(text, sentence, mentions, last.measure if last is not None else None)
    mentions = [m for m in mentions if not covers(sentence.tokens[m.number], comparisons)]
    figures = [figure_of_mention(text, sentence, m, mentions) for m in mentions]
    figures.extend(figure_of_comparison(sentence, c) for c in comparisons)
    return sorted(figures, key=lambda f: f.start)


def _last_found(reader: _Reader, index: int) -> Figure | None:
    """The last figure in the two sentences before this one."""
    figures = (reader.found.get(i) for i in range(index - 1, index - 1 - _LOOK_BACK, -1))
    return next((found[-1] for found in figures if found), None)


def _explicit_parties(reader: _Reader) -> Counter[str]:
    """Whose losses the article's figures name outright ("Russian casualties"), and how often: what it is mostly
    about."""
    parties: Counter[str] = Counter()
    for figures in reader.found.values():
        for figure in figures:
            for at, token in enumerate(figure.sentence.tokens):
                if token.name is not None and role_of(figure.sentence, figure.mention, at, token) in STRONG:
                    parties[token.name.id] += 1
    return parties


def _is_kept(reader: _Reader, figure: Figure) -> bool:
    index = figure.sentence.index
    around = [word for i in range(index - _LOOK_BACK, index + _LOOK_BACK + 1) for word in _scope_words(reader, i)]
    candidates = scope_candidates(
        figure.sentence, figure.mention, reader.context, _scope_words(reader, index), around, figure.claim_type
    )
    return bool(_decide(reader, "scope", figure, candidates).answer)


def _scope_words(reader: _Reader, index: int) -> list[ScopeWord]:
    if index not in reader.scopes:
        sentence = reader.sentences.get(index)
        reader.scopes[index] = scope_words(sentence) if sentence is not None else []
    return reader.scopes[index]


def _decide(reader: _Reader, step: str, figure: Figure, candidates: list[Candidate[Any]]) -> Candidate[Any]:
    chosen = choose(step, candidates)
    if reader.observe is not None:
        reader.observe(step, figure.sentence, figure.mention, candidates, chosen)
    if reader.with_reasons:
        figure.reasons.append((step, explain(step, chosen)))
    return chosen


def _resolve(reader: _Reader, figure: Figure, statements: list[Statement]) -> None:
    sentence, mention = figure.sentence, figure.mention
    parent = _parent(reader, figure)
    last = reader.figures[-1] if reader.figures and sentence.index - reader.figures[-1].sentence.index <= 8 else None
    same = last if last is not None and last.sentence is sentence else None
    figure.victim = _decide(
        reader,
        "victim_type",
        figure,
        victim_candidates(
            sentence,
            mention,
            parent.victim if parent else None,
            last.victim if last else None,
            _companions(reader, figure),
            figure.measure,
        ),
    ).answer
    figure.party = _decide(
        reader,
        "party",
        figure,
        party_candidates(
            sentence,
            mention,
            reader.context,
            _told_before(reader, figure, statements, same, parent),
            figure.victim,
            figure.claim_type,
        ),
    ).answer
    _note_role(reader, sentence.index, figure.party, "counted")
    figure.basis = _decide(
        reader,
        "time_basis",
        figure,
        time_candidates(figure, reader.context, reader.figures, parent),
    ).answer
    figure.day = _decide(
        reader,
        "period",
        figure,
        day_candidates(figure, reader.context, reader.figures, parent, reader.dates),
    ).answer
    figure.status = _decide(
        reader,
        "status",
        figure,
        status_candidates(
            sentence,
            mention,
            reader.context,
            figure.bounds.qualifier,
            figure.claim_type,
            reader.article.text[sentence.end : sentence.end + _GLANCE_BEHIND],
        ),
    ).answer
    around = reader.quotations.around(figure.start)
    speaker = find_speaker(around, sentence.index, reader.spans, reader.statements_at) if around is not None else None
    quoted = Quoted(reader.quotations, around, speaker)
    figure.source = _decide(
        reader, "claimant", figure, claimant_candidates(sentence, mention, statements, reader.memory, quoted)
    ).answer


def _told_before(
    reader: _Reader, figure: Figure, statements: list[Statement], same: Figure | None, parent: Figure | None
) -> Told:
    """What the article told before a figure that bears on whose people it counts."""
    sentence, bounds = figure.sentence, figure.bounds
    is_memorable = (bounds.lower or bounds.upper or 0) >= _MEMORABLE
    return Told(
        previous=[(f.party, sentence.index - f.sentence.index) for f in reversed(reader.figures[-6:]) if f.party],
        previous_here=same.party if same else None,
        parent=parent.party if parent and parent.party else None,
        same=list(reader.same_figures.get(_kind_of(figure), ())) if is_memorable else [],
        named=[t for i, t in reader.named if sentence.index - 3 <= i < sentence.index],
        last_event=_last_event(reader, sentence.index),
        parts=_roles_until(reader, sentence.index),
        speakers=_speakers(reader, sentence, statements),
        explicit=reader.explicit,
    )


def _kind_of(figure: Figure) -> object:
    """What figures have in common that may be one figure told again."""
    return figure.bounds, figure.measure, figure.claim_type


def _last_event(reader: _Reader, index: int) -> list[tuple[str, str]]:
    """Who harmed whom in the last of the three sentences before ``index`` that names a side as harming or as hurt."""
    near = takewhile(lambda told: told[0] >= index - 3, reversed(reader.roles))
    told = [(at, party, role) for at, party, role in near if at < index and role != "counted"]
    last = max((at for at, _, _ in told), default=0)
    return [(party, role) for at, party, role in reversed(told) if at == last]


def _companions(reader: _Reader, figure: Figure) -> tuple[VictimType | None, ...] | None:
    """Who the sentence's last figure counts, a mere part of another left aside unless this is one, too."""
    here = [f for f in reader.figures if f.sentence is figure.sentence]
    if not figure.mention.is_subset:
        here = [f for f in here if not f.mention.is_subset] or here
    return (here[-1].victim,) if here else None


def _speakers(reader: _Reader, sentence: Sentence, statements: list[Statement]) -> list[str]:
    """The parties of the known claimants that make a statement in a sentence."""
    sources = sources_of(sentence, statements, reader.memory)
    known = [names.claimants().get(source.claimant_id) for source in sources]
    return sorted({claimant.party_id for claimant in known if claimant is not None and claimant.party_id})


def _note_role(reader: _Reader, index: int, party: str, role: str) -> None:
    reader.roles.append((index, party, role))
    reader.role_counts.setdefault(party, Counter())[role] += 1


def _roles_until(reader: _Reader, index: int) -> dict[str, Counter[str]]:
    """How often the sentences so far named each party as harming, as hurt, or counted its people; "now" in the last two."""
    counts = {party: Counter(counter) for party, counter in reader.role_counts.items()}
    for at, party, role in reversed(reader.roles):
        if at < index - 2:
            break
        if at < index:
            counts[party][f"{role}_now"] += 1
    return counts


def _parent(reader: _Reader, figure: Figure) -> Figure | None:
    """The figure that this one is part of or goes on from."""
    mention = figure.mention.parent
    if mention is not None:
        return next((f for f in reversed(reader.figures[-8:]) if f.mention is mention), None)
    if figure.mention.is_subset and reader.figures and reader.figures[-1].sentence is figure.sentence:
        return reader.figures[-1]
    return None


def _remember(reader: _Reader, sentence: Sentence, statements: list[Statement]) -> None:
    for party, role in name_roles(sentence):
        _note_role(reader, sentence.index, party, role)
    reader.named.extend((sentence.index, t) for t in sentence.tokens if t.name is not None)
    del reader.named[:-40]
    last = reader.figures[-1] if reader.figures else None
    claim_source = last.source if last is not None and last.sentence is sentence else None
    reader.memory = remember(sentence, statements, reader.memory, claim_source)
