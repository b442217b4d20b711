"""Find and resolve: from an article's text to its claims."""

from tollbook.extraction.version import extractor_version, fingerprint_extractor  # isort: split

from tollbook.extraction.engine import extract

__all__ = ["extract", "extractor_version", "fingerprint_extractor"]
