"""The program in forty lines; read this first.

A page is read into a report, a report is analyzed, an analysis is coded. What a step declines is a `Rejected`, and comes out
in its place: as many results as pages, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.records import Analysis, Coding, Page, Rejected, Report


@dataclass(frozen=True, slots=True)
class Steps:
    """The three steps that `process` joins."""

    read: Callable[[Page], Report | Rejected]
    analyze: Callable[[Sequence[Report]], Iterator[Analysis]]
    extract: Callable[[Report, Analysis], Coding]


def process(pages: Iterable[Page | Rejected], steps: Steps) -> Iterator[Coding | Rejected]:
    """Turn pages into codings, one by one; a page that could not be fetched passes through as the `Rejected` it is."""
    for page in pages:
        report = page if isinstance(page, Rejected) else steps.read(page)
        if isinstance(report, Rejected):
            yield report
            continue
        for analysis in steps.analyze([report]):
            yield steps.extract(report, analysis)
