"""Two happenings side by side: what they have in common, how likely they are one, and whether they are compared at all.

Each pair is judged from the two alone, by features that a person can read.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import itertools
import math
from collections.abc import Iterable, Mapping
from importlib import resources

from sayso.ledger.incidents import Bounds, Happening
from sayso.ledger.wording import is_rare, measure_likeness

MILLION = 1_000_000
"""Chances are whole millionths: sums of whole numbers are the same in any order."""

FAR_KM = 60

PAIRED_WORDS = 14
"""How many of the most telling words are also keys two by two, whatever the dates. Of the pairs of one incident among 959 reports
of shootings, 8 words found .83, 12 found .89 and 16 found .92, with 2,700, 3,800 and 6,400 pairs to compare."""

PASSING_WORDS = 5
RETOLD = 0.6
"""From which likeness the sentences of two reports tell the same thing in passing."""

EARTH_KM = 6371.0


@functools.cache
def load_weights() -> Mapping[str, float]:
    """Return the weights of the features, and `stop`, the mean chance below which clusters are not joined."""
    with resources.files("sayso.ledger").joinpath("data/merge_weights.csv").open(encoding="utf-8") as file:
        return {name: float(value) for name, value in csv.reader(line for line in file if not line.startswith("#"))}


# --- one pair -------------------------------------------------------------------------------------


def compare(one: Happening, other: Happening) -> dict[str, float]:
    """Return what two reports' main happenings have in common and where they differ; the same in either order."""
    days, known = _days_apart(one, other)
    killed = compare_figures(one.figures.get("killed", ()), other.figures.get("killed", ()))
    injured = compare_figures(one.figures.get("injured", ()), other.figures.get("injured", ()))
    likeness = measure_likeness(one.words, other.words)
    return {
        "bias": 1.0,
        "wording": likeness,
        "lead_wording": measure_likeness(one.lead, other.lead),
        "rare_words": math.log1p(len(one.rare & other.rare)),
        "days_apart": math.log1p(days),
        "days_unknown": float(not known),
        "event_days_differ": float(_event_days_differ(one, other)),
        "same_town": float(bool(one.towns & other.towns)),
        "far_apart": float(_is_far(one, other)),
        "parties": math.log1p(len(one.parties & other.parties)),
        "same_type": float(one.type is not None and one.type is other.type),
        "killed_agree": float(killed > 0),
        "killed_differ": float(killed < 0),
        "injured_differ": float(injured < 0),
    }


def _days_apart(one: Happening, other: Happening) -> tuple[int, bool]:
    """Return how many days lie between two publications, else between two events; with whether that is known."""
    if one.published is not None and other.published is not None:
        return abs(one.published - other.published), True
    if one.first is not None and other.first is not None and one.last is not None and other.last is not None:
        return max(0, one.first - other.last, other.first - one.last), True
    return 0, False


def _event_days_differ(one: Happening, other: Happening) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.first > other.last + 1 or other.first > one.last + 1


def _is_far(one: Happening, other: Happening) -> bool:
    if not one.points or not other.points or one.towns & other.towns:
        return False
    return min(find_distance(a, b) for a in one.points for b in other.points) > FAR_KM


def find_distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two points, given as latitude and longitude.

    >>> round(find_distance((36.19, 44.01), (33.34, 44.40)))
    319
    """
    lat, lon, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def compare_figures(ones: Iterable[Bounds], others: Iterable[Bounds]) -> int:
    """Return 1 if some figure of one side is exactly one of the other, -1 if no two can both be right, else 0.

    >>> compare_figures([(2, 2)], [(2, 2), (5, 5)]), compare_figures([(2, 2)], [(5, None)]), compare_figures([], [(1, 1)])
    (1, -1, 0)
    """
    ones, others = tuple(ones), tuple(others)
    if not ones or not others:
        return 0
    if any(a == b for a in ones for b in others):
        return 1
    return 0 if any(_overlap(a, b) for a in ones for b in others) else -1


def _overlap(a: Bounds, b: Bounds) -> bool:
    low = max(-math.inf if x[0] is None else x[0] for x in (a, b))
    high = min(math.inf if x[1] is None else x[1] for x in (a, b))
    return low <= high


def judge(one: Happening, other: Happening) -> tuple[int, str, dict[str, float]]:
    """Return the chance that two happenings are one, in millionths, by which rule, and the features."""
    if one.report == other.report:
        return 0, "told apart within one report", {}
    if one.main and other.main:
        features, weights = compare(one, other), load_weights()
        odds = math.fsum(weights[name] * value for name, value in features.items())
        return round(MILLION / (1 + math.exp(-max(-30.0, min(30.0, odds))))), "both reports are about it", features
    features = _compare_passing(one, other)
    clash = features["killed_differ"] or features["event_days_differ"] or not features["same_type"]
    meet = features["same_day"] and features["same_town"]
    telling = features["parties"] + features["rare_words"] >= 2 or features["wording"] >= 0.4
    alike = features["wording"] >= RETOLD
    return (900_000 if not clash and (meet and telling or alike) else 0), "told in passing", features


def _compare_passing(one: Happening, other: Happening) -> dict[str, float]:
    """Return what counts for a happening that a report tells in passing: type, day and town, or nearly the same words."""
    known = one.first is not None and other.first is not None and one.last is not None and other.last is not None
    same_day = known and max(one.first or 0, other.first or 0) <= min(one.last or 0, other.last or 0)
    killed = compare_figures(one.figures.get("killed", ()), other.figures.get("killed", ()))
    return {
        "same_type": float(one.type is not None and one.type is other.type),
        "same_day": float(same_day),
        "event_days_differ": float(_event_days_differ(one, other)),
        "same_town": float(bool(one.towns & other.towns)),
        "parties": float(len(one.parties & other.parties)),
        "rare_words": float(len(one.rare & other.rare)),
        "wording": measure_likeness(one.lead, other.lead),
        "killed_differ": float(killed < 0),
    }


# --- which pairs are looked at --------------------------------------------------------------------


def make_keys(happening: Happening) -> tuple[int, ...]:
    """Return the keys of the index under which a happening stands; pairs that share none are not compared.

    Each is the number that a key of `name_keys` hashes to.
    """
    keys = (" ".join(key) for key in name_keys(happening))
    return tuple(sorted(int.from_bytes(hashlib.blake2b(k.encode(), digest_size=8).digest()) for k in keys))


def name_keys(happening: Happening) -> frozenset[tuple[str, ...]]:
    """Return the keys in words: a letter for the kind, then what is shared.

    What a report is about: each rare telling word with the week of publication and the next (w), and each two of the most
    telling words (p). Told in passing: the type with each two of the most telling words of its sentences (q). All: type, town
    and day (t).
    """
    keys = set[tuple[str, ...]]()
    if happening.main:
        if happening.published is not None:
            week = happening.published // 7
            keys |= {("w", word, str(week + n)) for word in happening.salient if is_rare(word) for n in (0, 1)}
        best = sorted(happening.salient[:PAIRED_WORDS])
        keys |= {("p", a, b) for a, b in itertools.combinations(best, 2)}
    else:
        best = sorted(happening.salient[:PASSING_WORDS])
        keys |= {("q", str(happening.type), a, b) for a, b in itertools.combinations(best, 2)}
    if happening.first is not None and happening.last is not None and happening.type is not None:
        days = range(happening.first, happening.last + 1)
        keys |= {("t", str(happening.type), str(town), str(day)) for town in happening.towns for day in days}
    return frozenset(keys)
