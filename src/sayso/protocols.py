"""What a plug-in must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sayso.records import Analysis, Coding, Page, Rejected, Report


class Reader(Protocol):
    """Group `sayso.readers`: a page becomes a report, or is declined with a reason."""

    def __call__(self, page: Page) -> Report | Rejected:
        """Read one page."""
        ...


class Analyzer(Protocol):
    """Group `sayso.models`, once loaded: reports become analyses, as many, in order.

    The analysis of a report must not depend on the others in the batch.
    """

    def __call__(self, reports: Sequence[Report]) -> Iterator[Analysis]:
        """Analyze reports, in order."""
        ...


class Extractor(Protocol):
    """Group `sayso.extractors`: a report and its analysis become a coding."""

    def __call__(self, report: Report, analysis: Analysis) -> Coding:
        """Code one report."""
        ...


class Export(Protocol):
    """Group `sayso.exports`: a coding becomes a piece of a file."""

    def __call__(self, coding: Coding) -> str:
        """Write one coding."""
        ...
