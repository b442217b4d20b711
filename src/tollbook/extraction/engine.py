"""From an article's text to its claims: split, tag, find, judge, resolve.

One sentence after the other, in the order of the text, since later sentences take up what earlier ones named.
"""

import re
from collections.abc import Iterator
from itertools import compress
from typing import Any

from tollbook.articles import Article
from tollbook.claims import Extraction, UnreadSentence
from tollbook.extraction.assembly import assemble_claim
from tollbook.extraction.claimant import Quoted, claimant_candidates
from tollbook.extraction.comparisons import covers, find_comparisons
from tollbook.extraction.datings import settle_shifts
from tollbook.extraction.days import day_candidates
from tollbook.extraction.figures import Figure, figure_of_comparison, figure_of_mention
from tollbook.extraction.finding import find_mentions
from tollbook.extraction.gate import find_wanted
from tollbook.extraction.party import party_candidates
from tollbook.extraction.quotations import Quotations
from tollbook.extraction.ranking import Candidate, choose, explain
from tollbook.extraction.reader import LOOK_BACK, Observer, Reader
from tollbook.extraction.scope import scope_candidates
from tollbook.extraction.sentences import Span, split_sentences
from tollbook.extraction.sources import Source, sources_of
from tollbook.extraction.speakers import find_speaker
from tollbook.extraction.statements import Statement
from tollbook.extraction.status import status_candidates
from tollbook.extraction.timing import time_candidates
from tollbook.extraction.tokens import Sentence
from tollbook.extraction.victims import victim_candidates

_GLANCE_BEHIND = 120
_LOOK_FAR_BACK = 6
_OPEN_SPEAKER = re.compile(r"\b(?:he|she|they|it|the \w+) (?:also )?(?:said|says|say|adds|added|told)\b", re.IGNORECASE)
_NAMED_SPEAKER = re.compile(
    r"\b(?!He|She|It|They)[A-Z][\w’'-]+(?: \([^)]{1,20}\)|,[^,]{1,60},)? (?:has |have |had |also )?(?:said|says|say|told|added|wrote)\b"
)


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
    reader = Reader(article, spans, observe, with_reasons)
    for i in compress(range(len(spans)), wanted):
        reader.found[i] = _find(reader, reader.sentence_at(i))
    if any(reader.found.values()):
        _read(reader, [reader.sentence_at(i) for i in _near(text, spans, wanted, reader.quotations)])
    claims = tuple(assemble_claim(article, reader.context, f) for f in reader.figures)
    return Extraction(claims, tuple(_unread(reader)))


def _near(text: str, spans: list[Span], wanted: list[bool], quotations: Quotations) -> list[int]:
    """The sentences to look at: those wanted and some before each; more where it is open who speaks, back to a name."""
    near: set[int] = set()
    for i, span in enumerate(spans):
        if not wanted[i]:
            continue
        near.update(range(max(0, i - LOOK_BACK), i + 1))
        if quotations.touches(span) or _OPEN_SPEAKER.search(text, span.start, span.end):
            for back in range(i - 1, max(0, i - _LOOK_FAR_BACK) - 1, -1):
                near.add(back)
                if _NAMED_SPEAKER.search(text, spans[back].start, spans[back].end):
                    break
    return sorted(near)


def _read(reader: Reader, sentences: list[Sentence]) -> None:
    """Judge the figures found in ``sentences`` and resolve those to keep, with what the sentences before them told."""
    kept = {i: [figure for figure in figures if _is_kept(reader, figure)] for i, figures in reader.found.items()}
    last = max((i for i, figures in kept.items() if figures), default=None)
    if last is None:
        return
    settle_shifts(sentences)
    reader.survey()
    reader.count_explicit()
    for sentence in sentences:
        if sentence.index > last:
            break  # Nobody asks what the sentences behind the last figure told.
        statements = reader.statements_at(sentence.index)
        sources = sources_of(sentence, statements, reader.memory)
        for figure in kept.get(sentence.index, []):
            _resolve(reader, figure, statements, sources)
            reader.keep(figure)
        reader.remember(sentence, statements, sources)


def _unread(reader: Reader) -> Iterator[UnreadSentence]:
    """Yield the wanted sentences that gave no claim though they had something to give, and why."""
    giving = {figure.sentence.index for figure in reader.figures}
    for i, figures in reader.found.items():
        sentence = reader.sentence_at(i)
        if figures and i not in giving:
            reason = "its figures were judged to be out of scope"
        elif not figures and _has_number_and_harm(sentence):
            reason = "no rule joins its number to its word of harm"
        else:
            continue
        yield UnreadSentence(reader.article.article_id, sentence.text, sentence.start, sentence.end, reason)


def _has_number_and_harm(sentence: Sentence) -> bool:
    return any(t.harm is not None for t in sentence.tokens) and any(t.number is not None for t in sentence.tokens)


def _find(reader: Reader, sentence: Sentence) -> list[Figure]:
    text = reader.article.text
    last = reader.last_found(sentence.index)
    mentions = find_mentions(
        sentence, last.mention if last is not None else None, last.sentence if last is not None else None
    )
    comparisons = find_comparisons(text, sentence, mentions, last.measure if last is not None else None)
    mentions = [m for m in mentions if not covers(sentence.tokens[m.number], comparisons)]
    figures = [figure_of_mention(text, sentence, m, mentions) for m in mentions]
    figures.extend(figure_of_comparison(sentence, c) for c in comparisons)
    return sorted(figures, key=lambda f: f.start)


def _is_kept(reader: Reader, figure: Figure) -> bool:
    index = figure.sentence.index
    around = [word for i in range(index - LOOK_BACK, index + LOOK_BACK + 1) for word in reader.scope_words_at(i)]
    candidates = scope_candidates(
        figure.sentence, figure.mention, reader.context, reader.scope_words_at(index), around, figure.claim_type
    )
    return bool(_decide(reader, "scope", figure, candidates).answer)


def _decide(reader: Reader, step: str, figure: Figure, candidates: list[Candidate[Any]]) -> Candidate[Any]:
    chosen = choose(step, candidates)
    if reader.observe is not None:
        reader.observe(step, figure.sentence, figure.mention, candidates, chosen)
    if reader.with_reasons:
        figure.reasons.append((step, explain(step, chosen)))
    return chosen


def _resolve(reader: Reader, figure: Figure, statements: list[Statement], sources: list[Source]) -> None:
    sentence, mention = figure.sentence, figure.mention
    parent = reader.parent_of(figure)
    last = reader.figures[-1] if reader.figures and sentence.index - reader.figures[-1].sentence.index <= 8 else None
    figure.victim = _decide(
        reader,
        "victim_type",
        figure,
        victim_candidates(
            sentence,
            mention,
            parent.victim if parent else None,
            last.victim if last else None,
            reader.companions_of(figure),
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
            reader.told_before(figure, parent, sources),
            figure.victim,
            figure.claim_type,
        ),
    ).answer
    reader.note_party(figure)
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
        reader, "claimant", figure, claimant_candidates(sentence, mention, statements, sources, reader.memory, quoted)
    ).answer
