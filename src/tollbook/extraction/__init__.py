"""Find and resolve: from an article's text to its claims."""

from tollbook.extraction.engine import extract
from tollbook.extraction.version import extractor_version

__all__ = ["extract", "extractor_version"]
