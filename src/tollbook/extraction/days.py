"""The day on which a figure ends: of its event, of its window, or until which a total runs.

Every date that the article names near the figure may be it, so may the day of publication, the first day of the war and
the days of other figures. Each names itself to the ballot; what speaks for a day from several sides adds up.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tollbook.claims import Precision, TimeBasis
from tollbook.extraction.clauses import clause_of
from tollbook.extraction.context import Context
from tollbook.extraction.dates import DateExpression
from tollbook.extraction.datings import (
    is_behind_since,
    is_compared,
    is_day_of_saying,
    is_taken_up,
    names_event,
    preposition,
)
from tollbook.extraction.events import event_of
from tollbook.extraction.features import cue_words, tense_of
from tollbook.extraction.figures import Day, Figure
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence

DatePlace = tuple[Sentence, int]
"""A date of the article: its sentence, and its token there."""

_FEW = 20
_MANY = 200
_TOLD_DAYS = 5
_TOLD_DATES = 30
_TOLD_FIGURES = 40


@dataclass(slots=True)
class _Ballot:
    """The days that come into question for a figure, each with what speaks for it."""

    basis: TimeBasis | None
    cues: Sequence[str]
    days: dict[date | None, Day | None] = field(default_factory=dict)
    votes: dict[date | None, list[str]] = field(default_factory=dict)

    def add(self, day: Day, source: str, features: Sequence[str]) -> None:
        if day.last is not None:
            self._vote(day.last, day, source, features)

    def leave_open(self, features: Sequence[str]) -> None:
        """Let it come into question that no day is known."""
        self._vote(None, None, "unknown", features)

    def candidates(self) -> list[Candidate[Day | None]]:
        """Return the days with their votes."""
        return [
            Candidate(day, tuple(dict.fromkeys(self.votes[last])), self.basis or "unknown")
            for last, day in self.days.items()
        ]

    def _vote(self, last: date | None, day: Day | None, source: str, features: Sequence[str]) -> None:
        self.days.setdefault(last, day)
        votes = (
            source,
            *(f"{source}_{feature}" for feature in features),
            *(f"{source}_cue_{cue}" for cue in self.cues),
        )
        self.votes.setdefault(last, []).extend(votes)


@dataclass(frozen=True, slots=True)
class _View:
    """What of a figure decides which days come into question: where its own dates stand, how its event is named."""

    figure: Figure
    context: Context
    dated: str
    form: str
    size: str


def day_candidates(
    figure: Figure, context: Context, told: Sequence[Figure], parent: Figure | None, dates: Sequence[DatePlace]
) -> list[Candidate[Day | None]]:
    """Return the days on which the figure may end, each with the features that speak for it.

    ``told`` are the article's figures before this one, ``parent`` the one that it is part of, ``dates`` the date
    expressions of the article in the order of the text.
    """
    sentence = figure.sentence
    clause = clause_of(sentence, figure.mention)
    here = [i for i, token in enumerate(sentence.tokens) if token.date is not None]
    taken_up = next(
        (t.date for i, t in enumerate(sentence.tokens[: figure.mention.number]) if is_taken_up(sentence, i)), None
    )
    if taken_up is not None and taken_up.last is not None:
        return [Candidate(_day_of(taken_up, context), ("taken_up",))]
    event = event_of(sentence, figure.mention)
    value = figure.bounds.lower or figure.bounds.upper or 0.0
    view = _View(
        figure,
        context,
        "clause" if any(i in clause for i in here) else "sentence" if here else "none",
        event.form if event is not None else "none",
        "small" if value < _FEW else "middle" if value < _MANY else "large",
    )
    ballot = _Ballot(figure.basis, [cue for _, cue in cue_words("period", sentence)])
    _add_here(ballot, view, here, clause)
    begin, behind = (bisect_left(dates, i, key=_index) for i in (sentence.index, sentence.index + 1))
    before = dates[max(0, begin - _TOLD_DATES) : begin]
    _add_told(ballot, view, before)
    _add_next(ballot, view, dates[behind : bisect_left(dates, sentence.index + 2, key=_index)])
    _add_figures(ballot, view, told[:1], told[-_TOLD_FIGURES:], parent)
    is_told = bool(here or any(other.index >= sentence.index - 2 for other, _ in before))
    _add_publication(ballot, view, is_told, bool(told))
    _add_history(ballot, view)
    _add_war(ballot, view)
    return ballot.candidates()


def _index(place: DatePlace) -> int:
    return place[0].index


def _add_here(ballot: _Ballot, view: _View, here: list[int], clause: range) -> None:
    """The dates of the figure's own sentence."""
    sentence, mention = view.figure.sentence, view.figure.mention
    distances = {i: min(abs(i - mention.number), abs(i - mention.harm)) for i in here}
    known = [i for i in here if (d := sentence.tokens[i].date) is not None and d.last is not None]
    for rank, i in enumerate(sorted(known, key=lambda i: distances[i])):
        expression = sentence.tokens[i].date
        assert expression is not None
        place = "clause" if i in clause else "sentence"
        kind = _kind(expression)
        near = "near" if distances[i] <= 4 else "middle" if distances[i] <= 12 else "far"
        features = [
            kind,
            f"{place}_{kind}",
            f"rank_{min(rank, 2)}",
            f"rank_{min(rank, 2)}_{place}",
            f"{preposition(sentence, i)}_{kind}",
            f"{preposition(sentence, i)}_{place}",
            f"{place}_{near}",
            _age(expression.last, view.context),
            *(f"{role}_{kind}" for role in _roles(sentence, i)),
        ]
        if _is_war_start(expression, view.context):
            features.append("war_start")
        ballot.add(_day_of(expression, view.context), "here", features)


def _add_told(ballot: _Ballot, view: _View, before: Sequence[DatePlace]) -> None:
    """The last days that the sentences before have named."""
    seen: list[date] = []
    for sentence, i in reversed(before):
        expression = sentence.tokens[i].date
        if expression is None or expression.last is None or expression.last in seen:
            continue
        seen.append(expression.last)
        if len(seen) > _TOLD_DAYS:
            break
        near = _nearness(view.figure.sentence.index - sentence.index)
        features = [
            _kind(expression),
            near,
            f"{near}_rank_{len(seen)}",
            f"rank_{len(seen)}",
            _age(expression.last, view.context),
            f"{view.form}_{near}",
            *(f"{role}_{view.form}" for role in _roles(sentence, i)),
        ]
        if _is_war_start(expression, view.context):
            features.append(f"war_start_{view.form}")
        ballot.add(_day_of(expression, view.context), "told", [f"{view.dated}_{f}" for f in features])


def _add_next(ballot: _Ballot, view: _View, behind: Sequence[DatePlace]) -> None:
    """The days that the next sentence names, which may go on about the figure's event."""
    for sentence, i in behind:
        expression = sentence.tokens[i].date
        if expression is not None and expression.last is not None:
            roles = _roles(sentence, i)
            features = [_kind(expression), _age(expression.last, view.context), view.form, *roles]
            ballot.add(_day_of(expression, view.context), "next", [f"{view.dated}_{f}" for f in features])


def _add_figures(
    ballot: _Ballot, view: _View, firsts: Sequence[Figure], told: Sequence[Figure], parent: Figure | None
) -> None:
    """The days of other figures: the one that this is part of, the last, the first, one of the same size."""
    figure, dated = view.figure, view.dated
    if parent is not None and parent.day is not None:
        ballot.add(parent.day, "parent", [dated, f"{dated}_{parent.basis or 'unknown'}"])
    if not told:
        return
    last, first = told[-1], firsts[0]
    if last.day is not None:
        near = _nearness(figure.sentence.index - last.sentence.index)
        basis = last.basis or "unknown"
        ballot.add(
            last.day, "figure", [f"{dated}_{near}", f"{dated}_{near}_{basis}", f"{basis}_{near}", f"{view.form}_{near}"]
        )
    if first.day is not None:
        ballot.add(first.day, "first_figure", [f"{dated}_{first.basis or 'unknown'}"])
    size = (figure.measure, figure.bounds.lower, figure.bounds.upper)
    same = next((f for f in reversed(told) if (f.measure, f.bounds.lower, f.bounds.upper) == size), None)
    if same is not None and same.day is not None:
        ballot.add(same.day, "same_value", [f"{dated}_{view.size}", f"{view.size}_{same.basis or 'unknown'}"])


def _add_publication(ballot: _Ballot, view: _View, is_told: bool, is_later: bool) -> None:
    near = "told" if is_told else "untold"
    kind = "history" if view.context.chronicle is not None else "news"
    features = [
        kind,
        f"{kind}_{view.dated}",
        view.dated,
        f"{view.dated}_{view.size}",
        f"{view.dated}_{near}",
        f"{view.dated}_{view.form}",
        f"{view.dated}_{near}_{view.form}",
        f"{view.dated}_{'later' if is_later else 'first'}",
        f"{view.dated}_{tense_of(view.figure.sentence, view.figure.mention)}",
    ]
    if view.context.published is not None:
        ballot.add(Day(None, view.context.published, "day"), "published", features)
    else:
        # Where nobody knows when an article was written, its "on Monday" is of no day.
        tokens = view.figure.sentence.tokens
        open_dates = {_kind(t.date) for t in tokens if t.date is not None and t.date.last is None}
        ballot.leave_open([*features, *(f"open_{kind}" for kind in sorted(open_dates))])


def _add_history(ballot: _Ballot, view: _View) -> None:
    """The month that a history has come to."""
    if view.context.chronicle is not None:
        told = view.context.chronicle.told_before(view.figure.sentence.start).day
        ballot.add(Day(told.replace(day=1), told, "month"), "history", [view.dated, view.form])


def _add_war(ballot: _Ballot, view: _View) -> None:
    """The first day of the article's war, which many wars have named an attack of its own."""
    conflict, published = view.context.conflict, view.context.published
    if conflict is None or (published is not None and conflict.start_date > published):
        return
    party = view.figure.party if view.figure.party in conflict.party_ids else "other"
    features = [view.dated, f"{view.dated}_{view.form}_{view.size}", f"{party}_{view.size}", f"{party}_{view.form}"]
    ballot.add(Day(conflict.start_date, conflict.start_date, "day"), "war_start", features)


def _roles(sentence: Sentence, at: int) -> list[str]:
    """What a date is for, where its words tell."""
    tests = (
        ("since", is_behind_since),
        ("said", is_day_of_saying),
        ("names_event", names_event),
        ("compared", is_compared),
    )
    return [role for role, test in tests if test(sentence, at)]


def _day_of(expression: DateExpression, context: Context) -> Day:
    if _is_war_start(expression, context) and context.conflict is not None:
        return Day(context.conflict.start_date, context.conflict.start_date, "day")
    return Day(expression.first, expression.last, precision_of(expression))


def precision_of(expression: DateExpression) -> Precision:
    """Return how precisely an expression names a time."""
    if expression.kind == "month":
        return "month"
    return "year" if expression.kind in {"year", "decade", "season"} else "day"


def _is_war_start(expression: DateExpression, context: Context) -> bool:
    """Whether a day is the one on which the war began; the press names that day without its year for years."""
    start = context.conflict.start_date if context.conflict is not None else None
    if start is None or expression.last is None or expression.kind != "day":
        return False
    is_bare = expression.text[:1].isalnum() and str(expression.last.year) not in expression.text
    is_same_day = (expression.last.month, expression.last.day) == (start.month, start.day)
    return expression.last == start or (is_bare and is_same_day and expression.last > start)


def _kind(expression: DateExpression) -> str:
    return "window" if expression.is_window else expression.kind


def _nearness(sentences: int) -> str:
    return str(sentences) if sentences <= 2 else "few" if sentences <= 5 else "far"


def _age(day: date | None, context: Context) -> str:
    if day is None or context.published is None:
        return "undated"
    days = (context.published - day).days
    ages = ((-1, "future"), (2, "now"), (8, "week"), (32, "month"), (367, "year"))
    return next((age for most, age in ages if days < most), "old")
