"""The last step: a resolved figure becomes a claim with all its columns."""

from tollbook.articles import Article
from tollbook.claims import (
    Claim,
    claim_id_of,
)
from tollbook.extraction.context import Context
from tollbook.extraction.figures import Figure
from tollbook.extraction.timing import read_timing
from tollbook.extraction.tokens import Sentence
from tollbook.extraction.version import EXTRACTOR, extractor_version


def assemble_claim(article: Article, context: Context, figure: Figure) -> Claim:
    """Return the claim of a resolved figure, with its dates, its spans in the text and the reasons of each field."""
    text, sentence, mention, bounds = article.text, figure.sentence, figure.mention, figure.bounds
    timing = read_timing(figure, context)
    basis = figure.basis
    if figure.claim_type != "count" and basis == "incident":
        basis = "period"
    harm = sentence.tokens[mention.harm]
    source = figure.source
    return Claim(
        claim_id=claim_id_of(article.article_id, figure.start, figure.end, figure.claim_type, figure.measure),
        article_id=article.article_id,
        quote=text[sentence.start : sentence.end],
        quote_start=sentence.start,
        quote_end=sentence.end,
        value_text=text[figure.start : figure.end],
        value_start=figure.start,
        value_end=figure.end,
        claim_type=figure.claim_type,
        measure=figure.measure,
        measure_text=text[harm.start : harm.end],
        party_id=figure.party or None,
        victim_type=figure.victim,
        lower=bounds.lower,
        best=bounds.best,
        upper=bounds.upper,
        qualifier=bounds.qualifier,
        per_unit=figure.per_unit,
        versus_party_id=_versus_party(sentence, figure, context),
        versus_text=figure.versus_text,
        time_basis=basis,
        period_start_date=timing.period_start,
        period_end_date=timing.period_end,
        as_of_date=timing.as_of,
        date_precision="inferred"
        if article.published_date is None and timing.precision is not None
        else timing.precision,
        claimant_id=source.claimant_id if source else None,
        claimant_name=source.name if source else None,
        claimant_text=source.text if source else None,
        via_text=source.via if source else None,
        status=figure.status,
        is_subset=mention.is_subset,
        conflict_id=context.conflict.conflict_id if context.conflict is not None else None,
        rule_id=figure.rule,
        extractor=EXTRACTOR,
        extractor_version=extractor_version(),
        reasons=tuple(figure.reasons),
    )


def _versus_party(sentence: Sentence, figure: Figure, context: Context) -> str | None:
    """The other side of a ratio: the party named behind it, else the war's only other party."""
    if figure.claim_type != "ratio":
        return None
    for token in sentence.tokens:
        if token.end > figure.start and token.name is not None and token.name.id != figure.party:
            return token.name.id
    others = [p for p in (context.conflict.party_ids if context.conflict is not None else ()) if p != figure.party]
    return others[0] if len(others) == 1 else None
