"""Log-linear models over sparse features; weights are data beside this module, fitted by training/muc4.py."""

from __future__ import annotations

import csv
import functools
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class LogLinear:
    """A multinomial log-linear model: for each feature one weight a class."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def predict(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each class; a feature counts once.

        >>> round(LogLinear(("no", "yes"), {"a": (0.0, 1.0)}).predict(["a", "b"])["yes"], 2)
        0.73
        """
        sums = [0.0] * len(self.classes)
        for feature in dict.fromkeys(features):
            row = self.weights.get(feature)
            if row is not None:
                sums = [s + w for s, w in zip(sums, row, strict=True)]
        top = max(sums)
        powers = [math.exp(s - top) for s in sums]
        total = sum(powers)
        return {c: p / total for c, p in zip(self.classes, powers, strict=True)}


@functools.cache
def load_model(name: str) -> LogLinear:
    """Load one of the packaged models."""
    text = (resources.files("sayso.views") / "muc4_data" / f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text))
    header = next(rows)
    return LogLinear(tuple(header[1:]), {row[0]: tuple(map(float, row[1:])) for row in rows})
