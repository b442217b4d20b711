"""Over what time a figure runs: running total, stated period or single event, and the days that it covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.claims import Precision, TimeBasis
from tollbook.extraction.clauses import clause_of
from tollbook.extraction.context import Context
from tollbook.extraction.dates import DateExpression
from tollbook.extraction.datings import is_behind_since, is_day_of_saying, preposition
from tollbook.extraction.days import precision_of
from tollbook.extraction.features import cue_features, size_feature, verb_features
from tollbook.extraction.figures import Day, Figure
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence


@dataclass(frozen=True, slots=True)
class Timing:
    """The days that a figure covers and the day on which it stood; ``None`` where text and dateline do not fix them."""

    period_start: date | None
    period_end: date | None
    as_of: date | None
    precision: Precision | None


def time_candidates(
    figure: Figure, context: Context, told: Sequence[Figure], parent: Figure | None
) -> list[Candidate[TimeBasis | None]]:
    """Return cumulative, period, incident and unknown, each with the features that speak for it.

    ``told`` are the article's figures before this one, ``parent`` the one that it is part of.
    """
    sentence, mention, claim_type = figure.sentence, figure.mention, figure.claim_type
    value = figure.bounds.lower or figure.bounds.upper or 0.0
    last = told[-1] if told and sentence.index - told[-1].sentence.index <= 8 else None
    previous = last.basis if last else None
    if parent is None and last is not None and last.sentence is sentence:
        parent = last
    shared = [
        "bias",
        f"claim_type_{claim_type}",
        size_feature(value),
        *verb_features(sentence, mention),
        *cue_features("time_basis", sentence, mention),
    ]
    shared.append(f"{claim_type}_{size_feature(value)}" if claim_type != "count" else "count")
    dates = [(i, t.date) for i, t in enumerate(sentence.tokens) if t.date is not None]
    nearest = None
    for i, expression in dates:
        word = preposition(sentence, i)
        distance = min(abs(i - mention.number), abs(i - mention.harm))
        shared.append(f"date_{expression.kind}")
        shared.append(f"date_{word}_{expression.kind}")
        if expression.is_window:
            shared.append("date_window")
        if _is_conflict_start(expression, context):
            shared.append(f"date_conflict_start_{word}")
        if nearest is None or distance < nearest[0]:
            nearest = (distance, expression, word)
    if nearest is not None:
        shared.append(f"nearest_{nearest[1].kind}_{'near' if nearest[0] <= 6 else 'far'}")
        shared.append(f"nearest_{nearest[2]}_{nearest[1].kind}")
        if nearest[1].is_window:
            shared.append("nearest_window")
    else:
        shared.append("no_date")
    dated = "no_date" if nearest is None else "window" if nearest[1].is_window else "date"
    shared.append(f"previous_{previous or 'unknown'}|{dated}")
    if mention.parent is not None:
        shared.append(f"parent_{parent.basis if parent is not None and parent.basis else 'unknown'}")
    shared.extend(_event_features(sentence, mention, value))
    if mention.number and sentence.tokens[mention.number - 1].text == "+":
        shared.append("plus_sign")
    shared.append("conflict_known" if context.conflict is not None else "conflict_unknown")
    if claim_type != "count":
        # Rates, ratios, multiples and shares have a time of their own only where a window is stated.
        shared = [
            f"relative_{f}"
            for f in shared
            if f.startswith(
                (
                    "claim_type",
                    "date_",
                    "nearest_",
                    "no_date",
                    "parent",
                    "previous",
                    "rule",
                    "tense",
                    "bias",
                    "near_since",
                    "near_war",
                )
            )
        ]
    answers: tuple[TimeBasis | None, ...] = (None, "cumulative", "period", "incident")
    features = tuple(shared)
    return [Candidate(a, features, a or "unknown") for a in answers]


_SINGLE = word_set("single_events")
_PLURAL = word_set("plural_events")
_CAMPAIGN = word_set("campaigns")


def _event_features(sentence: Sentence, mention: Mention, value: float) -> list[str]:
    """What kind of event the figure's clause names, whether a stretch of time stands in it, and how that goes with
    its size."""
    clause = clause_of(sentence, mention)
    words = {w for i in clause for w in sentence.tokens[i].low.split(" ")}
    size = "small" if value < 20 else "middle" if value < 200 else "large" if value < 2000 else "huge"
    events = [
        kind for kind, group in (("single", _SINGLE), ("plural", _PLURAL), ("campaign", _CAMPAIGN)) if words & group
    ]
    kinds = "_".join(events) or "none"
    features = [f"events_{kinds}", f"events_{kinds}_{size}", f"size_{size}"]
    inside = [(i, t.date) for i, t in enumerate(sentence.tokens) if t.date is not None and i in clause]
    for i, expression in inside:
        word = preposition(sentence, i)
        kind = "window" if expression.is_window else expression.kind
        features.extend((f"clause_date_{kind}", f"clause_date_{word}_{kind}"))
    for i, expression in inside:
        if expression.kind == "year" and sentence.tags[i + 1 : i + 2] == "b" and preposition(sentence, i) == "bare":
            features.append("clause_year_is_subject")
    if "since" in words:
        features.append("clause_since")
    if not inside:
        features.append(f"clause_no_date_{size}")
    low, high = min(mention.number, mention.harm), max(mention.number, mention.harm)
    near = {t.low for t in sentence.tokens[max(0, low - 4) : high + 1]}
    tense = "perfect" if near & {"have", "has"} else "past" if near & {"was", "were"} else "other"
    features.extend((f"{tense}_{size}", f"{tense}_{kinds}"))
    return features


def _is_conflict_start(expression: DateExpression, context: Context) -> bool:
    start = context.conflict.start_date if context.conflict is not None else None
    return (
        start is not None
        and expression.first is not None
        and abs((expression.first - start).days) <= 24
        and expression.kind in {"day", "month"}
    )


def read_timing(figure: Figure, context: Context) -> Timing:
    """Return the days that the figure covers: up to the day that it ends on, and since when as its sentence says."""
    sentence, day = figure.sentence, figure.day
    dates = [(i, t.date) for i, t in enumerate(sentence.tokens) if t.date is not None]
    since = next((d for i, d in dates if is_behind_since(sentence, i)), None)
    stood = _day_of_statement(sentence, context)
    if figure.basis == "cumulative":
        end = day.last if day is not None else stood.last
        start = _begun(since, end, context)
        return Timing(start, end, end, day.precision if day is not None else stood.precision)
    begun = since.first if since is not None else None
    if day is None or (day.first is None and begun is None):
        return Timing(None, None, stood.last, stood.precision)
    return Timing(day.first or begun, day.last, stood.last, stood.precision)


def _begun(since: DateExpression | None, end: date | None, context: Context) -> date | None:
    """The first day of a running total: since when its sentence says, else the first day of the war."""
    start = since.first if since is not None else None
    begun = context.conflict.start_date if context.conflict is not None else None
    if begun is not None:
        # "Since 2022" is since the war began in that year.
        is_named = since is not None and since.last is not None and start is not None and start <= begun <= since.last
        start = begun if start is None or is_named else start
    return None if start is not None and end is not None and end < start else start


def _day_of_statement(sentence: Sentence, context: Context) -> Day:
    """The day on which the claimant spoke ("said last month", "said on Friday"), else the day of publication."""
    published = context.published
    for i, token in enumerate(sentence.tokens):
        said = token.date
        if said is None or said.last is None or not is_day_of_saying(sentence, i):
            continue
        if published is None or said.last <= published:
            return Day(said.first, said.last, precision_of(said))
    return Day(None, published, "day" if published is not None else None)
