"""Validate: rows of articles and claims against their schemas; what fails is set aside with its reason."""

from tollbook.validation.articles import ArticleRows
from tollbook.validation.claims import ClaimRows, ExtractedClaimRows
from tollbook.validation.split import OwnFaultError, Split, validate_articles, validate_claims, validate_corrected

__all__ = [
    "ArticleRows",
    "ClaimRows",
    "ExtractedClaimRows",
    "OwnFaultError",
    "Split",
    "validate_articles",
    "validate_claims",
    "validate_corrected",
]
