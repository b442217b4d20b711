"""The report: pages that open from disk, without a server or a network, and lead from each dot to its sentence.

Its charts can be drawn into picture files, too.
"""

from tollbook.report.plotting import PlotError, plot_series
from tollbook.report.writing import ReportError, write_report

__all__ = ["PlotError", "ReportError", "plot_series", "write_report"]
