"""Find and resolve: from an article's text to its claims. ``tollbook.extraction.engine`` does it, and loads the rules."""

from tollbook.extraction.version import extractor_version, fingerprint_extractor

__all__ = ["extractor_version", "fingerprint_extractor"]
