"""Structured series: tables of dated figures, read through a mapping that says what their columns mean.

Each row becomes an article of its own, dated as the row is, so that a corrected row supersedes the older one, and what
was known on a day can be told. The row's figures are kept with it, and become claims as any article's do.
"""

from tollbook.reading.series.mapping import MAPPING_SUFFIX, MappingError, SeriesMapping, read_mapping

__all__ = ["MAPPING_SUFFIX", "MappingError", "SeriesMapping", "read_mapping"]
