"""Score: precision, recall and F1 of extracted claims at four levels, and the wrong fields of those found."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tollbook.evaluation.claimants import is_same_claimant
from tollbook.evaluation.gold import GoldClaim, GoldSet
from tollbook.evaluation.predictions import Prediction

__all__ = ["LEVELS", "Level", "Score", "Wrong", "is_same_date", "score"]

LEVELS = ("found", "value", "core", "full")
"""Each stricter than the one before: the number and its type; its bounds; measure, party and time basis; the rest."""


@dataclass(frozen=True)
class Level:
    """The part of the extracted claims that is right, the part of the gold claims that was got, their harmonic mean."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Wrong:
    """A claim that was found, with the names of the fields that are wrong."""

    gold: GoldClaim
    prediction: Prediction
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """The figures by level, and the claims behind them. Doubtful gold claims count neither way."""

    n_articles: int
    n_gold: int
    n_extracted: int
    n_unplaced: int
    levels: dict[str, Level]
    n_dates: int
    n_dates_right: int
    wrong_shares: dict[str, float]
    missed: tuple[GoldClaim, ...]
    false: tuple[Prediction, ...]
    wrong: tuple[Wrong, ...]

    def as_record(self) -> dict[str, Any]:
        """Return the figures as mappings, rounded to four places, for a program to read."""
        return {
            "articles": self.n_articles,
            "gold": self.n_gold,
            "extracted": self.n_extracted,
            "unplaced_quotes": self.n_unplaced,
            **{
                name: {
                    "precision": round(level.precision, 4),
                    "recall": round(level.recall, 4),
                    "f1": round(level.f1, 4),
                }
                for name, level in self.levels.items()
            },
            "dates": {"right": self.n_dates_right, "of": self.n_dates},
            "wrong_share_of_found": {field: round(share, 4) for field, share in self.wrong_shares.items()},
        }


@dataclass(frozen=True)
class _Pair:
    level: int
    wrong: tuple[str, ...]
    distance: int
    prediction: int
    gold: int

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Better pairs have a higher rank."""
        return self.level, -len(self.wrong), -self.distance, self.prediction, self.gold


def score(gold: GoldSet, predictions: Iterable[Prediction]) -> Score:
    """Return how well ``predictions`` agree with ``gold``; precision is over the predictions, recall over the gold."""
    predicted = list(predictions)
    missed: list[GoldClaim] = []
    false: list[Prediction] = []
    matched: list[tuple[int, Wrong]] = []
    for article in gold.texts:
        found = [each for each in predicted if each.article == article]
        wanted = [each for each in gold.claims if each.article == article]
        pairs = list(_match(found, wanted))
        used_found, used_wanted = {pair.prediction for pair in pairs}, {pair.gold for pair in pairs}
        missed += [each for at, each in enumerate(wanted) if at not in used_wanted and not each.is_doubtful]
        false += [each for at, each in enumerate(found) if at not in used_found]
        matched += [
            (pair.level, Wrong(wanted[pair.gold], found[pair.prediction], pair.wrong))
            for pair in pairs
            if not wanted[pair.gold].is_doubtful
        ]
    n_gold, n_extracted = len(matched) + len(missed), len(matched) + len(false)
    dated = [each for _, each in matched if each.gold.last_date]
    wrong_fields = Counter(field for _, each in matched for field in each.fields)
    return Score(
        n_articles=len(gold.texts),
        n_gold=n_gold,
        n_extracted=n_extracted,
        n_unplaced=sum(each.span is None for each in predicted),
        levels={
            name: _rate(sum(reached >= depth for reached, _ in matched), n_extracted, n_gold)
            for depth, name in enumerate(LEVELS, 1)
        },
        n_dates=len(dated),
        n_dates_right=sum(is_same_date(each.prediction.last_date, each.gold.last_date or "") for each in dated),
        wrong_shares={field: count / max(1, len(matched)) for field, count in wrong_fields.most_common()},
        missed=tuple(missed),
        false=tuple(false),
        wrong=tuple(each for _, each in matched if each.fields),
    )


def _rate(n_right: int, n_extracted: int, n_gold: int) -> Level:
    precision = n_right / n_extracted if n_extracted else 0.0
    recall = n_right / n_gold if n_gold else 0.0
    return Level(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _match(found: list[Prediction], wanted: list[GoldClaim]) -> Iterator[_Pair]:
    """Yield pairs of an article's predictions and gold claims that overlap, the best first, each claim in one pair."""
    pairs = []
    for at, prediction in enumerate(found):
        for place, claim in enumerate(wanted):
            span = prediction.span
            if span and span[0] < claim.end and claim.start < span[1] and prediction.claim_type == claim.claim_type:
                level, wrong = _compare(prediction, claim)
                pairs.append(_Pair(level, wrong, abs(span[0] - claim.start), at, place))
    used_found: set[int] = set()
    used_wanted: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: pair.rank, reverse=True):
        if pair.prediction not in used_found and pair.gold not in used_wanted:
            used_found.add(pair.prediction)
            used_wanted.add(pair.gold)
            yield pair


def _compare(prediction: Prediction, claim: GoldClaim) -> tuple[int, tuple[str, ...]]:
    """Return the level that a found claim reaches, 1 to 4, and the fields that are wrong."""
    wrong = [] if _has_same_bounds(prediction, claim) else ["value"]
    if claim.claim_type == "rate" and prediction.per_unit != claim.per_unit:
        wrong.append("per_unit")
    value_is_right = not wrong
    wrong += [field for field, answers in claim.accepted.items() if prediction.fields[field] not in answers]
    if not is_same_claimant(prediction.claimants, claim.claimants):
        wrong.append("claimant")
    if _standing(prediction.status) != _standing(claim.status):
        wrong.append("status")
    if not value_is_right:
        return 1, tuple(wrong)
    if {"measure", "party", "time_basis"} & set(wrong):
        return 2, tuple(wrong)
    return (3, tuple(wrong)) if wrong else (4, ())


def _has_same_bounds(prediction: Prediction, claim: GoldClaim) -> bool:
    lower, best, upper = prediction.lower, prediction.best, prediction.upper
    if best is not None:
        if lower is None and upper is None:
            lower = best
        if upper is None and lower == best:
            upper = best
    return _is_close(lower, claim.lower) and _is_close(upper, claim.upper)


def _is_close(number: float | None, wanted: float | None) -> bool:
    if number is None or wanted is None:
        return number is wanted
    return abs(number - wanted) <= 1e-6 * max(1.0, abs(wanted))


def _standing(status: str) -> str:
    """Return what of a status counts: projected, disputed, or neither."""
    return status if status in ("projected", "disputed") else ""


def is_same_date(found: date | None, wanted: str) -> bool:
    """Return whether a day is right at the precision of ``wanted`` (YYYY, YYYY-MM, YYYY-MM-DD), or one day off."""
    if found is None:
        return False
    if len(wanted) < 10:
        return found.isoformat().startswith(wanted)
    return abs((found - date.fromisoformat(wanted)).days) <= 1
