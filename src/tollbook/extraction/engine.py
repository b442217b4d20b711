"""From an article's text to its claims: split, tag, find, judge, resolve.

One sentence after the other, in the order of the text, since later sentences take up what earlier ones named.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tollbook.articles import Article
from tollbook.claims import (
    Extraction,
    UnreadSentence,
)
from tollbook.extraction import names
from tollbook.extraction.assembly import assemble_claim
from tollbook.extraction.claimant import Memory, claimant_candidates, find_subject, sources_of
from tollbook.extraction.comparisons import covers, find_comparisons
from tollbook.extraction.context import Context, read_context
from tollbook.extraction.datings import settle_shifts
from tollbook.extraction.days import DatePlace, day_candidates
from tollbook.extraction.figures import Figure, figure_of_comparison, figure_of_mention
from tollbook.extraction.finding import find_mentions
from tollbook.extraction.gate import find_wanted
from tollbook.extraction.mentions import Mention
from tollbook.extraction.party import party_candidates
from tollbook.extraction.quotations import Quotations
from tollbook.extraction.ranking import Candidate, choose, explain
from tollbook.extraction.roles import STRONG, name_roles, role_of
from tollbook.extraction.scope import scope_candidates, sentence_scope
from tollbook.extraction.sentences import split_sentences
from tollbook.extraction.statements import Statement, find_statements
from tollbook.extraction.status import status_candidates
from tollbook.extraction.timing import time_candidates
from tollbook.extraction.tokens import Sentence, Token, tag_sentence
from tollbook.extraction.victims import victim_candidates

_LOOK_BACK = 2


Observer = Callable[[str, Sentence, Mention, list[Candidate[Any]], Candidate[Any]], None]


@dataclass(slots=True)
class _Reader:
    """The state that reading one article carries from sentence to sentence."""

    article: Article
    context: Context
    quotations: Quotations
    observe: Observer | None
    memory: Memory = field(default_factory=Memory)
    figures: list[Figure] = field(default_factory=list)
    named: list[tuple[int, Token]] = field(default_factory=list)
    dates: list[DatePlace] = field(default_factory=list)
    scopes: dict[int, tuple[int, int]] = field(default_factory=dict)
    roles: list[tuple[int, str, str]] = field(default_factory=list)
    role_counts: dict[str, Counter[str]] = field(default_factory=dict)
    found: dict[int, list[Figure]] = field(default_factory=dict)
    explicit: Counter[str] = field(default_factory=Counter)


def extract(article: Article, observe: Observer | None = None) -> Extraction:
    """Return the claims that ``article`` makes, in the order of its text, and the sentences that were left unread.

    ``observe`` is called with every decision (step, sentence, mention, candidates, choice); training and tests use
    it. The same
    text always gives the same claims. Raises nothing for any text.
    """
    text = article.text
    spans = list(split_sentences(text))
    wanted = find_wanted(text, spans)
    if not any(wanted):
        return Extraction((), ())
    reader = _Reader(article, read_context(article), Quotations(text, spans), observe)
    unread: list[UnreadSentence] = []
    near = [i for i in range(len(spans)) if wanted[i] or any(wanted[i + 1 : i + 1 + _LOOK_BACK])]
    context = reader.context
    sentences = {
        i: tag_sentence(text, spans[i].start, spans[i].end, i, context.published, context.chronicle) for i in near
    }
    settle_shifts(sentences.values())
    reader.dates = [(s, i) for s in sentences.values() for i, t in enumerate(s.tokens) if t.date is not None]
    reader.scopes = {i: sentence_scope(s) for i, s in sentences.items()}
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


def _read_sentence(reader: _Reader, sentence: Sentence, *, is_wanted: bool) -> str | None:
    """Read one sentence; return why it was left unread, or ``None`` if it gave claims or had nothing to give."""
    text = reader.article.text
    statements = find_statements(text, sentence)
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
            _resolve(reader, figure, statements, reader.quotations.is_quoted(figure.start) or sentence.text[:1] in "'‘")
            reader.figures.append(figure)
            kept += 1
    return None if kept else "its figures were judged to be out of scope"


def _find(reader: _Reader, sentence: Sentence) -> list[Figure]:
    text = reader.article.text
    last = reader.figures[-1] if reader.figures and sentence.index - reader.figures[-1].sentence.index <= 2 else None
    mentions = find_mentions(
        sentence, last.mention if last is not None else None, last.sentence if last is not None else None
    )
    comparisons = find_comparisons(text, sentence, mentions, last.measure if last is not None else None)
    mentions = [m for m in mentions if not covers(sentence.tokens[m.number], comparisons)]
    figures = [figure_of_mention(text, sentence, m, mentions) for m in mentions]
    figures.extend(figure_of_comparison(sentence, c) for c in comparisons)
    return sorted(figures, key=lambda f: f.start)


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
    here = reader.scopes[figure.sentence.index]
    around = [
        reader.scopes[i] for i in range(figure.sentence.index - 2, figure.sentence.index + 3) if i in reader.scopes
    ]
    total = (sum(a[0] for a in around), sum(a[1] for a in around))
    candidates = scope_candidates(figure.sentence, figure.mention, reader.context, here, total, figure.claim_type)
    return bool(_decide(reader, "scope", figure, candidates).answer)


def _decide(reader: _Reader, step: str, figure: Figure, candidates: list[Candidate[Any]]) -> Candidate[Any]:
    chosen = choose(step, candidates)
    if reader.observe is not None:
        reader.observe(step, figure.sentence, figure.mention, candidates, chosen)
    figure.reasons.append((step, explain(step, chosen)))
    return chosen


def _resolve(reader: _Reader, figure: Figure, statements: list[Statement], in_quotation: bool) -> None:
    sentence, mention = figure.sentence, figure.mention
    parent = _parent(reader, figure)
    last = reader.figures[-1] if reader.figures and sentence.index - reader.figures[-1].sentence.index <= 8 else None
    is_comparison = figure.claim_type in {"ratio", "multiple", "share"}
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
            (same.victim,) if same else None,
            figure.measure,
            is_comparison,
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
            [f.party for f in reversed(reader.figures[-6:]) if f.party],
            same.party if same else None,
            parent.party if parent and parent.party else None,
            [t for i, t in reader.named if sentence.index - 3 <= i < sentence.index],
            figure.victim,
            _roles_until(reader, sentence.index),
            _speakers(reader, sentence, statements),
            reader.explicit,
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
            sentence, mention, reader.context, figure.bounds.qualifier, figure.claim_type, last.status if last else None
        ),
    ).answer
    figure.source = _decide(
        reader, "claimant", figure, claimant_candidates(sentence, mention, statements, reader.memory, in_quotation)
    ).answer


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
    memory = reader.memory
    sources = sources_of(sentence, statements, memory)
    kept = [s for s, st in zip(sources, statements, strict=True) if not (st.is_pronoun and s.text == s.name)]
    if kept:
        named = (*memory.named, *(s for s, st in zip(sources, statements, strict=True) if not st.is_pronoun))[-8:]
        main = next(
            (
                s
                for s, st in zip(sources, statements, strict=True)
                if st.form in {"before_verb", "according", "after_verb"} and s in kept
            ),
            kept[0],
        )
        memory = replace(memory, last=main, sentence=sentence.index, named=named)
    last = reader.figures[-1] if reader.figures else None
    if last is not None and last.sentence is sentence and last.source is not None:
        memory = replace(
            memory, last=last.source, sentence=sentence.index, claim_source=last.source, claim_sentence=sentence.index
        )
    subject = find_subject(sentence, 4)
    if subject is not None:
        memory = replace(memory, subject=subject, subject_sentence=sentence.index)
    reader.memory = memory
