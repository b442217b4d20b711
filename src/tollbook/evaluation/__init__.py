"""Evaluate: hold extracted claims against articles that were read by hand."""

from tollbook.evaluation.gold import GoldClaim, GoldError, GoldSet, read_gold
from tollbook.evaluation.predictions import Prediction, read_predictions
from tollbook.evaluation.score import LEVELS, Level, Score, Wrong, score

__all__ = [
    "LEVELS",
    "GoldClaim",
    "GoldError",
    "GoldSet",
    "Level",
    "Prediction",
    "Score",
    "Wrong",
    "read_gold",
    "read_predictions",
    "score",
]
