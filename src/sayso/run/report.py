"""Counts that add up: pages in are reports plus rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of the pages of a run. `pages == reports + the sum of rejected` always."""

    reports: int = 0
    claims: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)  # by reason

    @property
    def pages(self) -> int:
        """Pages that came in."""
        return self.reports + sum(self.rejected.values())

    def plus(self, other: Counts) -> Counts:
        """Return the sum of two counts.

        >>> Counts(reports=1, rejected={"empty": 1}).plus(Counts(reports=2, rejected={"empty": 1})).pages
        5
        """
        rejected = Counter(self.rejected)
        rejected.update(other.rejected)
        return Counts(
            reports=self.reports + other.reports,
            claims=self.claims + other.claims,
            rejected=dict(sorted(rejected.items())),
        )
