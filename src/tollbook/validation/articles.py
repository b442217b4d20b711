"""The schema of article rows."""

from typing import get_args

import pandera.polars as pa
import polars as pl

from tollbook.articles import DateBasis

__all__ = ["ArticleRows"]


class ArticleRows(pa.DataFrameModel):
    """What every row of the articles table must be; each check is named after what it promises."""

    article_id: str = pa.Field(str_matches=r"^[0-9a-f]{16}$")
    external_id: str
    text: str
    content_sha256: str = pa.Field(str_matches=r"^[0-9a-f]{64}$")
    file_path: str = pa.Field(str_length={"min_value": 1})
    address: str = pa.Field(nullable=True)
    outlet_name: str = pa.Field(nullable=True)
    title: str = pa.Field(nullable=True)
    url: str = pa.Field(nullable=True)
    author: str = pa.Field(nullable=True)
    language: str = pa.Field(nullable=True, str_matches=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*$")
    published_date: pl.Date = pa.Field(nullable=True)
    published_earliest_date: pl.Date = pa.Field(nullable=True)
    published_latest_date: pl.Date = pa.Field(nullable=True)
    published_date_basis: str = pa.Field(isin=get_args(DateBasis))
    figures: str = pa.Field(nullable=True)

    @pa.dataframe_check
    @classmethod
    def article_id_stands_once(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The first row with an id stays, a second one fails."""
        return data.lazyframe.select(pl.col("article_id").is_first_distinct())

    @pa.dataframe_check
    @classmethod
    def text_has_words(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An article without a letter or digit has nothing to read."""
        return data.lazyframe.select(pl.col("text").str.contains(r"[\p{L}\p{N}]"))

    @pa.dataframe_check
    @classmethod
    def published_dates_are_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Earliest, published and latest date follow each other, where they are known."""
        earliest, day, latest = (pl.col(f"published_{name}date") for name in ("earliest_", "", "latest_"))
        return data.lazyframe.select(
            (earliest <= latest).fill_null(True) & (earliest <= day).fill_null(True) & (day <= latest).fill_null(True)
        )

    @pa.dataframe_check
    @classmethod
    def date_basis_fits_the_dates(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An unknown date is no date at all; any other basis gives a date or at least one bound."""
        some = pl.any_horizontal(
            pl.col("published_date", "published_earliest_date", "published_latest_date").is_not_null()
        )
        return data.lazyframe.select((pl.col("published_date_basis") == "unknown") != some)

    class Config:
        """A column that is missing, surplus or of another type is our own fault and stops the run."""

        strict = True
