"""Figures and lists for those who keep the library."""

from knowledge.report.counts import Counts, uncovered
from knowledge.report.doubts import doubts
from knowledge.report.page import render

__all__ = ["Counts", "doubts", "render", "uncovered"]
