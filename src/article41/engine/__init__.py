"""The engine: transfers to findings by the compiled law. Imports no face."""

from article41.engine._check import check
from article41.engine._report import Citation, Finding, Report

__all__ = ["Citation", "Finding", "Report", "check"]
