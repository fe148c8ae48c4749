"""An incident as people look at it: the range of each figure, and the tree of who took from whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.records import Borrowing, Incident

Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A report in the tree of origins. `took` None: it stands on its own, as far as can be seen."""

    report: str
    depth: int  # 0: an origin
    took: Borrowing | None


def find_range(bounds: Iterable[Bounds]) -> Bounds:
    """Return the least and the most that any voice allows; `None`: some voice leaves it open.

    >>> find_range([(2, 2), (10, None)]), find_range([(3, 3), (5, 6)])
    ((2, None), (3, 6))
    """
    lows, highs = zip(*bounds, strict=True)
    return (
        None if None in lows else min(x for x in lows if x is not None),
        None if None in highs else max(x for x in highs if x is not None),
    )


def find_ranges(incident: Incident) -> Mapping[str, Bounds]:
    """Return the range of each figure of an incident, by what is counted."""
    return {key: find_range(f.value for f in figures) for key, figures in incident.figures.items() if figures}


KINDS = ("copy", "part_copy", "rewrite", "quoting", "credit")
"""Ways of taking from another, those that show most in the words first."""


def _rank(borrowing: Borrowing) -> tuple[bool, int, float]:
    return borrowing.of_outlet, KINDS.index(borrowing.kind), -borrowing.score


def find_branches(incident: Incident) -> tuple[Branch, ...]:
    """Return the reports of an incident, each under the one it took most from, origins first come first."""
    took: dict[str, Borrowing] = {}
    for borrowing in incident.borrowings:
        known = took.get(borrowing.report)
        if known is None or _rank(known) > _rank(borrowing):
            took[borrowing.report] = borrowing
    below: dict[str | None, list[str]] = {}
    for report in incident.reports:
        source = took[report].source if report in took and not took[report].of_outlet else None
        below.setdefault(source, []).append(report)
    branches, seen = list[Branch](), set[str]()

    def climb(report: str, depth: int) -> None:
        if report in seen:
            return
        seen.add(report)
        branches.append(Branch(report=report, depth=depth, took=took.get(report)))
        for child in below.get(report, ()):
            climb(child, depth + 1)

    for report in (*below.get(None, ()), *incident.reports):  # the second: reports that took from each other
        climb(report, 0)
    return tuple(branches)
