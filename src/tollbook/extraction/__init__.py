"""Find and resolve: from an article's text to its claims. ``engine.extract`` does it, and loads the rules for it."""

from tollbook.extraction.version import extractor_version, fingerprint_extractor

__all__ = ["extractor_version", "fingerprint_extractor"]
