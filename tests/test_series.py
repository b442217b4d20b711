"""Files of figures become claims as articles do: by small mappings, proven on every file of the shared series."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.warehouse_rows import PROJECT

from tollbook.archive import frame_claims
from tollbook.articles import Article
from tollbook.claims import Claim
from tollbook.finding import find_in_article
from tollbook.reading import RejectedArticle, read, read_mapping
from tollbook.series import EXTRACTOR, series_version
from tollbook.stages import frame_articles
from tollbook.validation import validate_articles, validate_claims

SHARED = PROJECT.parent / "shared" / "series"
MAPPINGS = PROJECT / "tests" / "reading" / "series" / "mappings"
needs_series = pytest.mark.skipif(not SHARED.is_dir(), reason="the figures of others lie beside the project, not in it")


def find_claims(path: Path, mapping: Path | None = None) -> list[Claim]:
    """Return the claims of a file of figures, all of which are valid."""
    entries = list(read([path], series=[read_mapping(mapping)] if mapping else []))
    assert not [entry for entry in entries if isinstance(entry, RejectedArticle)]
    articles = [entry for entry in entries if isinstance(entry, Article)]
    claims = [claim for article in articles for claim in find_in_article(article, with_reasons=True).claims]
    frame = frame_articles(articles)
    assert validate_articles(frame).rejected.is_empty()
    assert validate_claims(frame_claims(claims), frame).rejected.is_empty()
    return claims


def find_shared(name: str) -> list[Claim]:
    return find_claims(SHARED / name, MAPPINGS / f"{Path(name).stem}.series.yaml")


@pytest.fixture
def tolls(tmp_path: Path) -> Path:
    path = tmp_path / "tolls.csv"
    path.write_text("day,who,dead\n2022-03-07,Ukraine's General Staff,10\n2022-03-08,The Herald of Freedonia,20\n")
    (tmp_path / "tolls.csv.series.yaml").write_text(
        "date: day\nparty: RUS\nconflict: russia-ukraine-2022\ntime_basis: cumulative\nclaimant: {column: who}\n"
        "figures: [{value: dead, measure: killed}]\n"
    )
    return path


def test_a_row_is_the_quote_and_its_cell_the_value(tolls: Path) -> None:
    claim, _ = find_claims(tolls)
    assert claim.quote == "day: 2022-03-07; who: Ukraine's General Staff; dead: 10"
    assert (claim.value_text, claim.quote[claim.value_start : claim.value_end]) == ("10", "10")
    assert (claim.rule_id, claim.extractor, claim.extractor_version) == ("series", EXTRACTOR, series_version())


def test_a_claimant_is_the_one_that_articles_name_too_or_gets_an_id_of_its_name(tolls: Path) -> None:
    known, unknown = find_claims(tolls)
    assert (known.claimant_id, known.claimant_name) == (
        "ukraine-general-staff",
        "General Staff of the Ukrainian Armed Forces",
    )
    assert (unknown.claimant_id, unknown.claimant_name) == ("herald-of-freedonia", "The Herald of Freedonia")


def test_a_running_total_begins_with_its_conflict(tolls: Path) -> None:
    claim, _ = find_claims(tolls)
    assert (claim.period_start_date, claim.period_end_date) == (date(2022, 2, 24), date(2022, 3, 7))


@needs_series
def test_the_general_staff_puts_losses_at_154830_the_day_after_153770() -> None:
    claims = find_shared("general-staff-personnel.json")
    assert Counter(claim.measure for claim in claims) == {"losses": 1626, "captured": 58}
    totals = {claim.as_of_date: claim for claim in claims if claim.measure == "losses"}
    assert [totals[date(2023, 3, day)].best for day in (6, 7)] == [153770, 154830]
    more = totals[date(2022, 3, 7)]
    assert (more.lower, more.best, more.upper, more.qualifier) == (11000, None, None, "more_than")
    assert {(claim.claimant_id, claim.party_id) for claim in claims} == {("ukraine-general-staff", "RUS")}


@needs_series
def test_gazas_totals_and_days_stand_apart_and_days_without_a_report_are_left_out() -> None:
    claims = find_shared("gaza-health-ministry-daily.json")
    assert {claim.claimant_id for claim in claims} == {"gaza-health-ministry", "gaza-media-office"}
    last = [claim for claim in claims if claim.as_of_date == date(2026, 8, 22) and claim.measure == "killed"]
    assert {(claim.time_basis, claim.best, claim.period_start_date) for claim in last} == {
        ("cumulative", 73419, date(2023, 10, 7)),
        ("period", 2, date(2026, 8, 21)),
    }
    assert not [claim for claim in claims if claim.as_of_date == date(2026, 8, 21)]
    assert {claim.victim_type for claim in claims if claim.is_subset} == {"civilian"}


@needs_series
def test_a_month_of_the_uk_ministry_gives_a_rate_a_count_and_a_total() -> None:
    claims = [
        claim
        for claim in find_shared("economist_uk_mod_monthly.csv")
        if claim.as_of_date == date(2022, 3, 31) and claim.claimant_id == "uk-mod"
    ]
    assert [(c.claim_type, c.per_unit, c.time_basis, c.period_start_date, c.best) for c in claims] == [
        ("rate", "day", "period", date(2022, 3, 1), 386),
        ("count", None, "period", date(2022, 3, 1), 11966),
        ("count", None, "cumulative", date(2022, 2, 24), 11966),
    ]


@needs_series
def test_the_economists_sources_keep_both_ends_of_their_ranges() -> None:
    claims = find_shared("economist_source_claims.csv")
    assert Counter(claim.qualifier for claim in claims) == {"exact": 78, "range": 34, "at_least": 14, "up_to": 2}
    assert {claim.party_id for claim in claims} == {"RUS", "UKR"}
    (wide,) = [c for c in claims if c.as_of_date == date(2024, 6, 21) and c.qualifier == "range"]
    assert (wide.lower, wide.best, wide.upper) == (106000, None, 140000)


@needs_series
def test_earlier_wars_are_claims_without_a_date_and_soldiers_stand_apart_from_civilians() -> None:
    claims = find_shared("earlier-wars-totals.csv")
    assert len(claims) == 323
    assert {claim.victim_type for claim in claims} == {"military", "civilian"}
    assert {claim.as_of_date for claim in claims} == {None}
    (chechnya,) = [c for c in claims if c.conflict_id == "chechnya-1994" and c.lower == 5552]
    assert (chechnya.upper, chechnya.victim_type, chechnya.qualifier) == (14000, "military", "range")
