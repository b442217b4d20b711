"""Over what time a figure runs: running total, stated period or single event, and the days that it covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.claims import Precision, TimeBasis
from tollbook.extraction.clauses import clause_of
from tollbook.extraction.context import Context
from tollbook.extraction.dates import DateExpression
from tollbook.extraction.features import cue_features, size_feature, verb_features
from tollbook.extraction.figures import Figure
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence

_PREPOSITIONS = word_set("date_prepositions")


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
        word = _preposition(sentence, i)
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
    return [Candidate(a, tuple(f"{a or 'unknown'}|{f}" for f in shared)) for a in answers]


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
        word = _preposition(sentence, i)
        kind = "window" if expression.is_window else expression.kind
        features.extend((f"clause_date_{kind}", f"clause_date_{word}_{kind}"))
    for i, expression in inside:
        if expression.kind == "year" and sentence.tags[i + 1 : i + 2] == "b" and _preposition(sentence, i) == "bare":
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


def _preposition(sentence: Sentence, at: int) -> str:
    for token in reversed(sentence.tokens[max(0, at - 3) : at]):
        if token.low in _PREPOSITIONS:
            return token.low
    return "bare"


_SUPERLATIVES = frozenset({"first", "greatest", "highest", "largest", "most", "worst"})


def _is_behind_since(sentence: Sentence, at: int) -> bool:
    """Whether the date says since when a figure runs: "since May", "since the war in Gaza began in October 2023".

    "The deadliest since an attack in May" tells of no beginning, "since May, when it said" of the figure's own day.
    """
    if "when" in sentence.lows[at + 1 : at + 3]:
        return False
    for i in range(at - 1, max(-1, at - 15), -1):
        if sentence.lows[i] == "since":
            return not any(low in _SUPERLATIVES or low.endswith("iest") for low in sentence.lows[max(0, i - 4) : i])
        if sentence.tags[i] in ",;(N":
            break
    return False


def _is_conflict_start(expression: DateExpression, context: Context) -> bool:
    start = context.conflict.start_date if context.conflict is not None else None
    return (
        start is not None
        and expression.first is not None
        and abs((expression.first - start).days) <= 24
        and expression.kind in {"day", "month"}
    )


def read_timing(sentence: Sentence, mention: Mention, context: Context, basis: TimeBasis | None) -> Timing:
    """Return the days that the figure covers, from the date expressions of its sentence and the day of publication."""
    published = context.published
    dates = [(i, t.date) for i, t in enumerate(sentence.tokens) if t.date is not None]
    since = next((d for i, d in dates if _is_behind_since(sentence, i)), None)
    reported = _reported_on(sentence, dates)
    plain = [(i, d) for i, d in dates if d is not since and d is not reported]
    nearest = min(plain, key=lambda p: min(abs(p[0] - mention.number), abs(p[0] - mention.harm)), default=(0, None))[1]
    as_of = (
        reported.last
        if reported is not None and reported.last is not None and (published is None or reported.last <= published)
        else published
    )
    precision = _precision(reported) if reported is not None else ("day" if published is not None else None)
    if basis == "cumulative":
        return _cumulative(context, since, nearest, as_of, precision, sentence)
    if basis in {"period", "incident"}:
        if nearest is not None and nearest.first is not None:
            return Timing(nearest.first, nearest.last, as_of, precision)
        if since is not None and since.first is not None:
            return Timing(since.first, as_of, as_of, precision)
        return Timing(None, None, as_of, precision)
    return Timing(
        nearest.first if nearest is not None else None, nearest.last if nearest is not None else None, as_of, precision
    )


def _cumulative(
    context: Context,
    since: DateExpression | None,
    nearest: DateExpression | None,
    as_of: date | None,
    precision: Precision | None,
    sentence: Sentence,
) -> Timing:
    start = since.first if since is not None else None
    begun = context.conflict.start_date if context.conflict is not None else None
    if begun is not None and (as_of is None or as_of >= begun):
        is_named = since is not None and since.last is not None and start is not None and start <= begun <= since.last
        start = begun if start is None or is_named else start
    end = as_of
    if (
        nearest is not None
        and nearest.last is not None
        and nearest is not since
        and not _is_conflict_start(nearest, context)
    ):
        is_limit = nearest.kind in {"month", "year", "day", "season"} and (
            as_of is None or nearest.last <= as_of or nearest.kind == "season"
        )
        if is_limit and (start is None or nearest.last >= start):
            end, precision = nearest.last, _precision(nearest)
    if start is not None and end is not None and end < start:
        start = None
    return Timing(start, end, end if end is not None else as_of, precision)


def _reported_on(sentence: Sentence, dates: list[tuple[int, DateExpression]]) -> DateExpression | None:
    """The date on which the claimant spoke ("said last month", "said on Friday"), if the sentence gives it."""
    for i, expression in dates:
        for token in sentence.tokens[max(0, i - 3) : i]:
            if token.low in {"said", "reported", "announced", "published", "released", "estimated", "says"}:
                return expression
    return None


def _precision(expression: DateExpression) -> Precision:
    if expression.kind == "month":
        return "month"
    return "year" if expression.kind in {"year", "decade", "season"} else "day"
