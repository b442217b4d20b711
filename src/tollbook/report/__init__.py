"""The report: pages that open from disk, without a server or a network, and lead from each dot to its sentence."""

from tollbook.report.writing import ReportError, write_report

__all__ = ["ReportError", "write_report"]
