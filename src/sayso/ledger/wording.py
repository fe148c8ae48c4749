"""Words of a report, weighed by how rare they are in news: the measure of how alike two texts are worded.

The weights come from a fixed table (`data/words.csv`, made by `training/merge_weights.py`), never from the run: what two
reports have to do with each other must not hang on which others are read.
"""

from __future__ import annotations

import csv
import functools
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import resources

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*")

LEAD_CHARS = 600
"""How much of a body counts as its lead: two or three sentences of an agency report."""

LEAD_WEIGHT = 2.0
"""How much more a word of the title or the lead weighs when a report's salient words are chosen."""

SALIENT = 20
"""How many words stand for a report in the index."""


def find_words(text: str) -> list[str]:
    """Return the words and numbers of a text in small letters, without plural and genitive endings.

    >>> find_words("Rebels' rockets hit Erbil’s airbase; 14 were hurt")
    ['rebel', 'rocket', 'hit', 'erbil', 'airbase', '14', 'were', 'hurt']
    """
    return [_stem(w) for w in _WORD.findall(text.lower().replace("’", "'"))]


def _stem(word: str) -> str:
    if word.endswith("'s"):
        word = word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-3] + "y" if word.endswith("ies") and len(word) > 5 else word[:-1]
    return word


@functools.cache
def load_rarity() -> tuple[Mapping[str, float], float]:
    """Return the weight of each common word, and that of a word which the table does not have."""
    weights: dict[str, float] = {}
    total = 1
    with resources.files("sayso.ledger").joinpath("data/words.csv").open(encoding="utf-8") as file:
        for word, count in csv.reader(line for line in file if not line.startswith("#")):
            if word == "(reports)":
                total = int(count)
            else:
                weights[word] = math.log((total + 1) / (int(count) + 0.5))
    return weights, math.log((total + 1) / 1.5)


def weigh(words: Iterable[str], *, most: int | None = None) -> dict[str, float]:
    """Return the weight of each word of a text: rarer and more frequent in it is more; the vector has length 1.

    Args:
        words: The words of a text, each as often as it stands there.
        most: How many of the heaviest are kept; `None`: all.
    """
    rarity, unknown = load_rarity()
    counts = Counter(words)
    weights = {w: (1 + math.log(n)) * rarity.get(w, unknown) for w, n in counts.items()}
    kept = sorted(weights, key=lambda w: (-weights[w], w))[:most]
    length = math.sqrt(math.fsum(weights[w] ** 2 for w in kept))
    return {sys.intern(w): weights[w] / length for w in kept} if length else {}


def measure_likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two vectors; the same in either order.

    >>> measure_likeness({"rocket": 0.6, "erbil": 0.8}, {"erbil": 1.0})
    0.8
    """
    shared = one.keys() & other.keys() if len(one) <= len(other) else other.keys() & one.keys()
    return math.fsum(one[w] * other[w] for w in shared)


def find_salient(title: str, body: str, *, count: int = SALIENT) -> tuple[str, ...]:
    """Return the words that stand for a report, the most telling first."""
    rarity, unknown = load_rarity()
    lead = set(find_words(title)) | set(find_words(body[:LEAD_CHARS]))
    counts = Counter(find_words(title + "\n" + body))
    floor = unknown * 0.4  # a word in a twentieth of all reports tells little
    weights = {
        w: rarity.get(w, unknown) * (1 + math.log(n)) * (LEAD_WEIGHT if w in lead else 1.0)
        for w, n in counts.items()
        if rarity.get(w, unknown) > floor
    }
    return tuple(sorted(weights, key=lambda w: (-weights[w], w))[:count])


def is_rare(word: str) -> bool:
    """Tell whether a word is in fewer than one of a hundred reports."""
    rarity, unknown = load_rarity()
    return rarity.get(word, unknown) > 4.6  # ln 100


def find_word_spans(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text as `find_words` does, each with its start and end."""
    return [(_stem(m[0].lower().replace("’", "'")), m.start(), m.end()) for m in _WORD.finditer(text)]
