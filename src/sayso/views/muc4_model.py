"""Log-linear models over sparse features, trees over numbers; both are data beside this module, fitted by training/muc4.py."""

from __future__ import annotations

import csv
import functools
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

Tree = Sequence[Sequence[float]]
"""Nodes, the root first: number, bound, node up to the bound, node beyond it; a leaf is its value alone."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees: for each class a start and trees whose leaves are added up."""

    classes: tuple[str, ...]
    starts: tuple[float, ...]
    trees: tuple[tuple[Tree, ...], ...]

    def predict(self, numbers: Sequence[float]) -> dict[str, float]:
        """Return the probability of each class.

        >>> forest = Forest(("no", "yes"), (0.0, 0.0), ((), (((0, 0.5, 1, 2), (-1.0,), (1.0,)),)))
        >>> round(forest.predict([0.7])["yes"], 2), round(forest.predict([0.5])["yes"], 2)
        (0.73, 0.27)
        """
        sums = list(self.starts)
        for k, trees in enumerate(self.trees):
            for tree in trees:
                node = tree[0]
                while len(node) > 1:
                    node = tree[int(node[2] if numbers[int(node[0])] <= node[1] else node[3])]
                sums[k] += node[0]
        return _to_chances(self.classes, sums)


@dataclass(frozen=True, slots=True)
class LogLinear:
    """A multinomial log-linear model: for each feature one weight a class; trees may refine what it says."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    forest: Forest | None = None

    def predict(self, features: Iterable[str], numbers: Sequence[float] | None = None) -> dict[str, float]:
        """Return the probability of each class; a feature counts once. `numbers`: what the trees weigh, if they are asked.

        >>> round(LogLinear(("no", "yes"), {"a": (0.0, 1.0)}).predict(["a", "b"])["yes"], 2)
        0.73
        """
        sums = [0.0] * len(self.classes)
        for feature in dict.fromkeys(features):
            row = self.weights.get(feature)
            if row is not None:
                sums = [s + w for s, w in zip(sums, row, strict=True)]
        chances = _to_chances(self.classes, sums)
        return chances if numbers is None else self.refine(chances, numbers)

    def refine(self, chances: Mapping[str, float], numbers: Sequence[float]) -> dict[str, float]:
        """Return the normalised geometric mean of what was predicted and what the trees say, if there are any."""
        if self.forest is None:
            return dict(chances)
        theirs = self.forest.predict(numbers)
        means = {c: math.sqrt(max(p, LEAST) * max(theirs[c], LEAST)) for c, p in chances.items()}
        total = sum(means.values())
        return {c: p / total for c, p in means.items()}


LEAST = 1e-6


def _to_chances(classes: Sequence[str], sums: Sequence[float]) -> dict[str, float]:
    top = max(sums)
    powers = [math.exp(s - top) for s in sums]
    total = sum(powers)
    return {c: p / total for c, p in zip(classes, powers, strict=True)}


@functools.cache
def load_model(name: str) -> LogLinear:
    """Load one of the packaged models, with its trees if it has any."""
    folder = resources.files("sayso.views") / "muc4_data"
    rows = csv.reader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8")))
    classes = tuple(next(rows)[1:])
    weights = {row[0]: tuple(map(float, row[1:])) for row in rows}
    trees = folder / f"{name}.json"
    return LogLinear(classes, weights, read_forest(trees.read_text(encoding="utf-8")) if trees.is_file() else None)


def read_forest(text: str) -> Forest:
    """Read a forest as training/muc4.py writes it."""
    data = json.loads(text)
    trees = tuple(tuple(tuple(map(tuple, tree)) for tree in trees) for trees in data["trees"])
    return Forest(tuple(data["classes"]), tuple(data["starts"]), trees)
