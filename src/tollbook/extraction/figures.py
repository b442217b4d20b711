"""A figure of the text on its way to a claim."""

from dataclasses import dataclass, field
from datetime import date

from tollbook.claims import (
    ClaimType,
    Measure,
    Precision,
    Qualifier,
    Status,
    TimeBasis,
    Unit,
    VictimType,
)
from tollbook.extraction.bounds import Bounds, read_bounds
from tollbook.extraction.comparing import Comparison
from tollbook.extraction.mentions import Mention
from tollbook.extraction.rates import read_rate
from tollbook.extraction.sources import Source
from tollbook.extraction.tokens import Sentence


@dataclass(frozen=True, slots=True)
class Day:
    """The time at whose end a figure stands: its first and last day and how precise they are; ``first`` is ``None``
    where only the end is known."""

    first: date | None
    last: date | None
    precision: Precision | None


@dataclass(slots=True)
class Figure:
    """A figure of the text on its way to a claim: where it stands, its bounds, and what was resolved so far."""

    sentence: Sentence
    mention: Mention
    start: int
    end: int
    claim_type: ClaimType
    bounds: Bounds
    measure: Measure
    versus_text: str | None = None
    per_unit: Unit | None = None
    rule: str = ""
    party: str = ""
    victim: VictimType | None = None
    basis: TimeBasis | None = None
    day: Day | None = None
    status: Status = "stated"
    source: Source | None = None
    reasons: list[tuple[str, str]] = field(default_factory=list)


def figure_of_mention(text: str, sentence: Sentence, mention: Mention, mentions: list[Mention]) -> Figure:
    """Return the figure that a mention makes: a count, or a rate where a unit of time stands with it."""
    token = sentence.tokens[mention.number]
    assert token.number is not None
    following = [sentence.tokens[m.number].start for m in mentions if m.number > mention.number]
    rate = read_rate(text, sentence, mention, min(following, default=sentence.end))
    figure = Figure(
        sentence,
        mention,
        token.number.start,
        token.number.end,
        "rate" if rate else "count",
        read_bounds(token.number, _qualifier(sentence, mention), rate.factor if rate else 1.0),
        mention.measure,
        per_unit=rate.per_unit if rate else None,
        rule=mention.rule,
    )
    figure.reasons.append(
        ("value", f"{mention.rule}: {token.text!r} counts who {sentence.tokens[mention.harm].text!r} tells of")
    )
    return figure


def _qualifier(sentence: Sentence, mention: Mention) -> Qualifier | None:
    """The bounding word of a figure: before or behind its number, or behind its noun ("20 villagers at least")."""
    follows = sentence.lows[mention.end : mention.end + 2] == ["at", "least"]
    return sentence.tokens[mention.number].qualifier or ("at_least" if follows else None)


def figure_of_comparison(sentence: Sentence, comparison: Comparison) -> Figure:
    """Return the figure that a ratio, multiple or share makes."""
    mention = Mention(
        comparison.near,
        comparison.harm,
        comparison.measure,
        comparison.rule,
        None,
        comparison.near + 1,
        comparison.claim_type == "share",
    )
    best = comparison.lower if comparison.lower == comparison.upper else None
    figure = Figure(
        sentence,
        mention,
        comparison.start,
        comparison.end,
        comparison.claim_type,
        Bounds(comparison.lower, best, comparison.upper, comparison.qualifier),
        comparison.measure,
        versus_text=comparison.versus_text,
        rule=comparison.rule,
    )
    figure.reasons.append(
        ("value", f"{comparison.rule}: a {comparison.claim_type} about {sentence.tokens[comparison.harm].text!r}")
    )
    return figure
