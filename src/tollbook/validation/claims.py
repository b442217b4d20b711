"""The schema of claim rows: types, vocabulary, bounds, spans, dates."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from tollbook.claims import CLAIM_TYPES, MEASURES, PRECISIONS, QUALIFIERS, STATUSES, TIME_BASES, UNITS, VICTIM_TYPES
from tollbook.validation import wording

__all__ = ["REASONS_TYPE", "ClaimRows", "ExtractedClaimRows"]

REASONS_TYPE = pl.List(pl.Struct({"field": pl.String, "reason": pl.String}))
"""How a claim's ``reasons`` are kept in a frame: a list of what decided each field."""

PARTIES = r"^[A-Z][A-Z0-9_]*(\+[A-Z][A-Z0-9_]*)*$"


class ClaimRows(pa.DataFrameModel):
    """What every row of the claims table must be; each check is named after what it promises.

    ``article_text`` is the text of the claim's article, joined on for the checks of the spans.
    """

    claim_id: str = pa.Field(str_matches=r"^[0-9a-f]{16}$")
    article_id: str = pa.Field(str_matches=r"^[0-9a-f]{16}$")
    quote: str
    quote_start: int = pa.Field(ge=0)
    quote_end: int
    value_text: str
    value_start: int = pa.Field(ge=0)
    value_end: int
    claim_type: str = pa.Field(isin=CLAIM_TYPES)
    measure: str = pa.Field(isin=MEASURES)
    measure_text: str
    party_id: str = pa.Field(nullable=True, str_matches=PARTIES)
    victim_type: str = pa.Field(nullable=True, isin=VICTIM_TYPES)
    lower: float = pa.Field(nullable=True, ge=0)
    best: float = pa.Field(nullable=True, ge=0)
    upper: float = pa.Field(nullable=True, ge=0)
    qualifier: str = pa.Field(isin=QUALIFIERS)
    per_unit: str = pa.Field(nullable=True, isin=UNITS)
    versus_party_id: str = pa.Field(nullable=True, str_matches=PARTIES)
    versus_text: str = pa.Field(nullable=True)
    time_basis: str = pa.Field(nullable=True, isin=TIME_BASES)
    period_start_date: pl.Date = pa.Field(nullable=True)
    period_end_date: pl.Date = pa.Field(nullable=True)
    as_of_date: pl.Date = pa.Field(nullable=True)
    date_precision: str = pa.Field(nullable=True, isin=PRECISIONS)
    claimant_id: str = pa.Field(nullable=True)
    claimant_name: str = pa.Field(nullable=True)
    claimant_text: str = pa.Field(nullable=True)
    via_text: str = pa.Field(nullable=True)
    status: str = pa.Field(isin=STATUSES)
    is_subset: bool
    conflict_id: str = pa.Field(nullable=True)
    rule_id: str
    extractor: str
    extractor_version: str
    reasons: Annotated[pl.List, REASONS_TYPE.inner]
    article_text: str = pa.Field(nullable=True)

    @pa.dataframe_check
    @classmethod
    def claim_id_stands_once(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The first row with an id stays, a second one fails."""
        return data.lazyframe.select(pl.col("claim_id").is_first_distinct())

    @pa.dataframe_check
    @classmethod
    def running_total_ends_on_its_day(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A cumulative figure covers the time up to the day on which it stood."""
        ends = pl.col("period_end_date").eq_missing(pl.col("as_of_date"))
        return data.lazyframe.select((pl.col("time_basis") != "cumulative").fill_null(True) | ends)

    @pa.dataframe_check
    @classmethod
    def claimant_has_id_and_name(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A claimant has both an id and a name, or there is none."""
        return data.lazyframe.select(pl.col("claimant_id").is_null() == pl.col("claimant_name").is_null())

    @pa.dataframe_check
    @classmethod
    def article_is_known(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A claim without its article could not be traced."""
        return data.lazyframe.select(pl.col("article_text").is_not_null())

    @pa.dataframe_check
    @classmethod
    def quote_stands_in_text(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The text between the quote's offsets is the quote."""
        return data.lazyframe.select(_stands_at("quote", "quote_start", "quote_end"))

    @pa.dataframe_check
    @classmethod
    def value_stands_in_text(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The text between the value's offsets is the value, and is not empty."""
        return data.lazyframe.select(
            _stands_at("value_text", "value_start", "value_end") & (pl.col("value_start") < pl.col("value_end"))
        )

    @pa.dataframe_check
    @classmethod
    def value_stands_in_quote(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The number is part of the sentence that is quoted."""
        return data.lazyframe.select(
            (pl.col("quote_start") <= pl.col("value_start")) & (pl.col("value_end") <= pl.col("quote_end"))
        )

    @pa.dataframe_check
    @classmethod
    def some_bound_is_known(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A claim without lower, best or upper quantifies nothing."""
        return data.lazyframe.select(pl.any_horizontal(pl.col("lower", "best", "upper").is_not_null()))

    @pa.dataframe_check
    @classmethod
    def bounds_are_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Lower <= best <= upper, for those that are known."""
        lower, best, upper = pl.col("lower"), pl.col("best"), pl.col("upper")
        return data.lazyframe.select(
            (lower <= best).fill_null(True) & (best <= upper).fill_null(True) & (lower <= upper).fill_null(True)
        )

    @pa.dataframe_check
    @classmethod
    def range_keeps_both_ends(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A range, and a vague word, has lower and upper and is never collapsed to a best."""
        kept = pl.col("best").is_null() & pl.col("lower").is_not_null() & pl.col("upper").is_not_null()
        return data.lazyframe.select(~pl.col("qualifier").is_in(["range", "vague"]) | kept)

    @pa.dataframe_check
    @classmethod
    def point_has_equal_bounds(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An exact or approximate figure is one number: lower, best and upper are equal."""
        point = pl.col("qualifier").is_in(["exact", "about", "nearly"])
        best = pl.col("best")
        equal = best.is_not_null() & pl.col("lower").eq_missing(best) & pl.col("upper").eq_missing(best)
        return data.lazyframe.select(~point | equal)

    @pa.dataframe_check
    @classmethod
    def bound_is_on_the_side_of_its_word(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """More than and at least set a lower bound, up to and less than an upper one."""
        below, above = pl.col("lower").is_not_null(), pl.col("upper").is_not_null()
        floor = pl.col("qualifier").is_in(["more_than", "at_least"])
        ceiling = pl.col("qualifier").is_in(["up_to", "less_than"])
        return data.lazyframe.select((~floor | below) & (~ceiling | above))

    @pa.dataframe_check
    @classmethod
    def open_side_stays_open(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """More than and at least set no other bound, nor do up to and less than."""
        floor = pl.col("qualifier").is_in(["more_than", "at_least"])
        ceiling = pl.col("qualifier").is_in(["up_to", "less_than"])
        best, lower, upper = (pl.col(name).is_null() for name in ("best", "lower", "upper"))
        return data.lazyframe.select((~floor | (best & upper)) & (~ceiling | (best & lower)))

    @pa.dataframe_check
    @classmethod
    def bounds_are_finite(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A bound is a number, neither infinite nor none."""
        return data.lazyframe.select(pl.all_horizontal(pl.col("lower", "best", "upper").is_finite().fill_null(True)))

    @pa.dataframe_check
    @classmethod
    def rate_has_its_unit(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A rate is per day, week, month or year, and nothing else is."""
        return data.lazyframe.select((pl.col("claim_type") == "rate") == pl.col("per_unit").is_not_null())

    @pa.dataframe_check
    @classmethod
    def ratio_has_its_other_side(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A ratio names the side that it is held against."""
        named = pl.col("versus_party_id").is_not_null() | pl.col("versus_text").is_not_null()
        return data.lazyframe.select((pl.col("claim_type") != "ratio") | named)

    @pa.dataframe_check
    @classmethod
    def share_is_a_percentage(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A share lies between 0 and 100, and is a part of another figure."""
        top = pl.max_horizontal("lower", "best", "upper")
        return data.lazyframe.select((pl.col("claim_type") != "share") | ((top <= 100) & pl.col("is_subset")))

    @pa.dataframe_check
    @classmethod
    def period_ends_after_it_starts(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The last day of a period is not before its first."""
        return data.lazyframe.select((pl.col("period_start_date") <= pl.col("period_end_date")).fill_null(True))

    class Config:
        """A column that is missing, surplus or of another type is our own fault and stops the run."""

        strict = True


class ExtractedClaimRows(ClaimRows):
    """What every claim must be that was extracted: its own words speak for it. A person may correct it against them."""

    @pa.dataframe_check
    @classmethod
    def claim_id_is_made_of_its_claim(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The id is the hash of article, span, type and measure: none of them changed after it was given."""
        return data.lazyframe.select(wording.claim_id_is_made_of_its_claim())

    @pa.dataframe_check
    @classmethod
    def bounds_are_printed(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The number in the value's words gives the bounds."""
        return data.lazyframe.select(wording.bounds_are_printed())

    @pa.dataframe_check
    @classmethod
    def qualifier_has_its_word(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A bounding word stands beside the number that it bounds, and none beside an exact one."""
        return data.lazyframe.select(wording.qualifier_has_its_word())

    @pa.dataframe_check
    @classmethod
    def claim_type_has_its_word(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A share speaks of a part, a multiple of times, a ratio of two sides; a count does none of that."""
        return data.lazyframe.select(wording.claim_type_has_its_word())

    @pa.dataframe_check
    @classmethod
    def measure_has_its_word(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The wording of the measure can tell of that measure."""
        return data.lazyframe.select(wording.measure_has_its_word())

    @pa.dataframe_check
    @classmethod
    def unit_has_its_word(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The quote of a rate names its unit of time."""
        return data.lazyframe.select(wording.unit_has_its_word())

    @pa.dataframe_check
    @classmethod
    def claimant_is_printed(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The article has the words that stand for the claimant."""
        return data.lazyframe.select(wording.claimant_is_printed())


def _stands_at(part: str, start: str, end: str) -> pl.Expr:
    """Whether the article's text between two offsets, in code points, is ``part``; offsets out of order are not."""
    length = (pl.col(end) - pl.col(start)).clip(lower_bound=0)
    found = pl.col("article_text").str.slice(pl.col(start).clip(lower_bound=0), length)
    # An article that is missing has a check of its own.
    return (found == pl.col(part)).fill_null(True) & (pl.col(start) <= pl.col(end))
