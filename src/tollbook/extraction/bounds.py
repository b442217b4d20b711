"""The bounds that a number and its qualifying words set together."""

from dataclasses import dataclass

from tollbook.claims import Qualifier
from tollbook.extraction.numbers import Number


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower, best and upper as the wording sets them (``None`` where it leaves a side open), and the qualifier."""

    lower: float | None
    best: float | None
    upper: float | None
    qualifier: Qualifier


def read_bounds(number: Number, qualifier: Qualifier | None, factor: float = 1.0) -> Bounds:
    """Return the bounds of a number with its qualifier, both multiplied by ``factor``.

    A point has all three equal; "more than" leaves the upper side open, "up to" the lower; a range or a vague word
    has no
    best value; a bound on a vague word keeps that word's lower end ("exceeded four figures": at least 1,000).
    """
    lower, upper = number.lower * factor, number.upper * factor
    if qualifier in {"more_than", "at_least"}:
        return Bounds(lower, None, None, qualifier)
    if qualifier in {"up_to", "less_than"}:
        return Bounds(None, None, upper, qualifier)
    if number.is_vague:
        return Bounds(lower, None, upper, "vague")
    if number.is_range:
        return Bounds(lower, None, upper, "range")
    return Bounds(lower, lower, upper, qualifier or ("about" if number.is_about else "exact"))
