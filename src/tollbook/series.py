"""From the rows of a structured series to claims: what is resolved with the reference data, as for any article."""

import hashlib
from functools import cache
from pathlib import Path

from tollbook.articles import Article
from tollbook.claims import Claim, Extraction, claim_id_of
from tollbook.extraction.names import claimants, conflicts, read_seed
from tollbook.extraction.sources import slug
from tollbook.figures import Figure, load_figures

__all__ = ["EXTRACTOR", "find_figures", "fingerprint_series", "series_version"]

EXTRACTOR = "tollbook-series"


def find_figures(article: Article) -> Extraction:
    """Return the claims of an article that is a row of a series; its quote is the whole row.

    A claimant that the reference data know by id or name gets its id, another one an id made of its name. A running
    total begins with its conflict.
    """
    return Extraction(tuple(_make_claim(article, figure) for figure in load_figures(article.figures or "[]")), ())


def fingerprint_series() -> str:
    """Return the fingerprint of the code that reads series as it lies on disk now: 12 hexadecimal digits."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in (here / "series.py", here / "figures.py", *sorted((here / "reading" / "series").glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def series_version() -> str:
    """Return the fingerprint of the code that reads series in this process."""
    return fingerprint_series()


# As soon as the code is here: what changes later on disk is not what runs.
series_version()


def _make_claim(article: Article, figure: Figure) -> Claim:
    claimant_id, claimant_name = _find_claimant(figure.claimant)
    start = figure.period_start_date
    conflict = conflicts().get(figure.conflict_id or "")
    if figure.time_basis == "cumulative" and start is None and conflict is not None:
        start = conflict.start_date
    if start is not None and figure.period_end_date is not None and start > figure.period_end_date:
        start = None
    return Claim(
        claim_id=claim_id_of(
            article.article_id, figure.value_start, figure.value_end, figure.claim_type, figure.measure
        ),
        article_id=article.article_id,
        quote=article.text,
        quote_start=0,
        quote_end=len(article.text),
        value_text=article.text[figure.value_start : figure.value_end],
        value_start=figure.value_start,
        value_end=figure.value_end,
        claim_type=figure.claim_type,
        measure=figure.measure,
        measure_text=figure.measure_text,
        party_id=figure.party_id,
        victim_type=figure.victim_type,
        lower=figure.lower,
        best=figure.best,
        upper=figure.upper,
        qualifier=figure.qualifier,
        per_unit=figure.per_unit,
        versus_party_id=None,
        versus_text=None,
        time_basis=figure.time_basis,
        period_start_date=start,
        period_end_date=figure.period_end_date,
        as_of_date=figure.as_of_date,
        date_precision=figure.date_precision,
        claimant_id=claimant_id,
        claimant_name=claimant_name,
        claimant_text=figure.claimant_text,
        via_text=None,
        status=figure.status,
        is_subset=figure.is_subset,
        conflict_id=figure.conflict_id,
        rule_id="series",
        extractor=EXTRACTOR,
        extractor_version=series_version(),
        reasons=figure.reasons,
    )


def _find_claimant(claimant: str | None) -> tuple[str | None, str | None]:
    if claimant is None:
        return None, None
    claimant_id = _known_claimants().get(claimant.casefold())
    return (claimant_id, claimants()[claimant_id].name) if claimant_id else (slug(claimant), claimant)


@cache
def _known_claimants() -> dict[str, str]:
    known = {
        row["name"].casefold(): row["id"]
        for row in read_seed("names")
        if row["refers_to"] == "claimant" and row["id"] in claimants()
    }
    for each in claimants().values():
        known |= {each.name.casefold(): each.claimant_id, each.claimant_id.casefold(): each.claimant_id}
    return known
