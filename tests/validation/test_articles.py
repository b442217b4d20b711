"""Articles that hold stay; articles that fail are set aside with the name of what they failed."""

from datetime import date
from typing import Any

import pytest
from tests.warehouse_rows import frame_articles

from tollbook.archive.schemas import schema_of
from tollbook.articles import Article
from tollbook.validation import validate_articles

DAY, DAY_BEFORE = date(2030, 1, 2), date(2030, 1, 1)
STATED = {"published_date": DAY, "published_date_basis": "stated"}

HOLDING: dict[str, dict[str, Any]] = {
    "no date": {},
    "a stated date": STATED,
    "an open bound": {"published_earliest_date": DAY, "published_date_basis": "inferred"},
    "a language tag": {"language": "zh-Hant"},
}
FAILING: dict[str, tuple[dict[str, Any], str]] = {
    "an id of another form": ({"article_id": "1"}, "article_id: str_matches"),
    "a text without words": ({"text": " \n—"}, "text_has_words"),
    "a basis that is no word of ours": ({"published_date_basis": "guessed"}, "published_date_basis: isin"),
    "a date of unknown basis": ({"published_date": DAY}, "date_basis_fits_the_dates"),
    "a basis without a date": ({"published_date_basis": "stated"}, "date_basis_fits_the_dates"),
    "a date after its latest": ({**STATED, "published_latest_date": DAY_BEFORE}, "published_dates_are_in_order"),
    "a language that is no tag": ({"language": "English!"}, "language: str_matches"),
}


@pytest.mark.parametrize("change", HOLDING.values(), ids=HOLDING)
def test_an_article_holds_with(change: dict[str, Any]) -> None:
    split = validate_articles(frame_articles(change).select(list(schema_of(Article))))
    assert split.rejected["reason"].to_list() == []


@pytest.mark.parametrize(("change", "reason"), FAILING.values(), ids=FAILING)
def test_an_article_is_rejected_for(change: dict[str, Any], reason: str) -> None:
    split = validate_articles(frame_articles(change).select(list(schema_of(Article))))
    assert reason in split.rejected["reason"][0]
