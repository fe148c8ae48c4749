"""Decide which happenings of different reports are one incident.

The answer is a function of the set of happenings: pairs are compared only where they share a key of the index, each pair
is judged from the two alone, and clusters are formed from whole components in a canonical order. So the order and the
batches in which reports come make no difference, and a new report is compared with its neighbours only.
"""

from __future__ import annotations

import bisect
import csv
import functools
import hashlib
import heapq
import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from sayso.errors import InputError
from sayso.ledger.incidents import Bounds, Happening
from sayso.ledger.wording import is_rare, measure_likeness

MILLION = 1_000_000
"""Chances are whole millionths: sums of whole numbers are the same in any order."""

LINKED = 500_000
"""The chance from which a pair ties two happenings into one component."""

WINDOW = 100
"""In a component, each is compared with so many before and after it in the order of publication, beside those it is tied to."""

FAR_KM = 60

PAIRED_WORDS = 14
"""How many of the most telling words are also keys two by two, whatever the dates. Of the pairs of one incident among 959 reports
of shootings, 8 words found .83, 12 found .89 and 16 found .92, with 2,700, 3,800 and 6,400 pairs to compare."""

PASSING_WORDS = 5
RETOLD = 0.6
"""From which likeness the sentences of two reports tell the same thing in passing."""

NEAREST = 16
"""With how many on either side, in the order of publication, a happening is compared under one key. Real blocks are smaller
(at most 19 among 2,213 reports); a phrase that a thousand pages have in common must not cost a million comparisons."""

EARTH_KM = 6371.0
DIGITS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why two happenings are held to be one, or not.

    `features` are what was compared, `weights` how much each counts (their products, summed, are the log-odds).
    """

    one: str
    other: str
    chance: float
    same: bool  # in one incident in the end; may differ from `chance` through the company of others, or a person's word
    rule: str
    features: Mapping[str, float]
    weights: Mapping[str, float]


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

    What a report is about: each rare telling word with the week of publication and the next, and each two of the most telling
    words. Told in passing: the type with each two of the most telling words of its sentences. All: type, town and day. Each
    key is the number that its text hashes to.
    """
    keys = set[str]()
    if happening.main:
        if happening.published is not None:
            week = happening.published // 7
            keys |= {f"w {word} {week + n}" for word in happening.salient if is_rare(word) for n in (0, 1)}
        best = sorted(happening.salient[:PAIRED_WORDS])
        keys |= {f"p {a} {b}" for a, b in itertools.combinations(best, 2)}
    else:
        best = sorted(happening.salient[:PASSING_WORDS])
        keys |= {f"q {happening.type} {a} {b}" for a, b in itertools.combinations(best, 2)}
    if happening.first is not None and happening.last is not None and happening.type is not None:
        days = range(happening.first, happening.last + 1)
        keys |= {f"t {happening.type} {town} {day}" for town in happening.towns for day in days}
    return tuple(sorted(int.from_bytes(hashlib.blake2b(k.encode(), digest_size=8).digest()) for k in keys))


# --- all of them ----------------------------------------------------------------------------------


class Merger:
    """An index of happenings that grows, and the clusters they form.

    Args:
        same: Pairs that a person has joined; each id is a happening's, a claim's, or a report's, which stands for what the
            report is about. An id that is not there yet waits until it comes.
        different: Pairs that a person has parted.

    Raises:
        InputError: A pair is in both.
    """

    def __init__(self, *, same: Iterable[tuple[str, str]] = (), different: Iterable[tuple[str, str]] = ()) -> None:
        self._same = sorted({(min(p), max(p)) for p in same})
        self._different = sorted({(min(p), max(p)) for p in different})
        if both := set(self._same) & set(self._different):
            raise InputError(f"forced to be the same and different: {', '.join(sorted(both)[0])}")
        self._happenings: dict[str, Happening] = {}
        self._names: dict[str, str] = {}
        self._blocks: dict[int, str | list[str]] = {}  # places, sorted; most hold one: that alone
        self._chances: dict[tuple[str, str], int] = {}
        self._links: dict[tuple[str, str], tuple[int, ...]] = {}  # with the keys under which they are neighbours
        self._clusters: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
        self.compared = 0

    def add(self, happenings: Iterable[Happening]) -> None:
        """Take in happenings; one that is there already is passed over."""
        for happening in happenings:
            if happening.id in self._happenings:
                continue
            self._happenings[happening.id] = happening
            self._names.update(dict.fromkeys(happening.claims, happening.id))
            if happening.main:
                self._names[happening.report] = happening.id
            place, near = _place(happening), dict[str, list[int]]()
            for key in make_keys(happening):
                for other in self._enter(key, place):
                    near.setdefault(other[DIGITS:], []).append(key)
            for name, keys in near.items():
                if self._chance(happening.id, name, keep=False) >= LINKED:
                    self._links[_pair(happening.id, name)] = tuple(keys)

    def _enter(self, key: int, place: str) -> list[str]:
        """Put a place into a block, and return its neighbours there."""
        block = self._blocks.setdefault(key, place)
        if isinstance(block, str):
            if block == place:
                return []
            self._blocks[key] = sorted((block, place))
            return [block]
        at = bisect.bisect(block, place)
        near = block[max(0, at - NEAREST) : at + NEAREST]
        block.insert(at, place)
        return near

    def _are_neighbours(self, one: str, other: str, keys: Iterable[int]) -> bool:
        """Tell whether two are still neighbours under a key, now that others may have come between them.

        Nothing that comes brings two nearer, so whoever are neighbours in the end were so when the later one came: which
        pairs are compared does not hang on the order either.
        """
        for key in keys:
            block = self._blocks[key]
            if len(block) <= NEAREST or isinstance(block, str):
                return True
            places = [bisect.bisect(block, _place(self._happenings[name])) for name in (one, other)]
            if abs(places[0] - places[1]) <= NEAREST:
                return True
        return False

    def _chance(self, one: str, other: str, *, keep: bool) -> int:
        pair = _pair(one, other)
        known = self._chances.get(pair)
        if known is None:
            self.compared += 1
            known = judge(self._happenings[pair[0]], self._happenings[pair[1]])[0]
            if keep or known >= LINKED:
                self._chances[pair] = known
        return known

    def find_clusters(self) -> tuple[tuple[str, ...], ...]:
        """Return the ids of the happenings of each incident, sorted; the same for any order of `add`."""
        same, different = self._resolve(self._same), self._resolve(self._different)
        links: dict[str, set[str]] = {h: set() for h in self._happenings}
        kept_links = (pair for pair, keys in self._links.items() if self._are_neighbours(*pair, keys))
        for one, other in itertools.chain(kept_links, same):
            links[one].add(other)
            links[other].add(one)
        clusters: list[tuple[str, ...]] = []
        kept: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
        for component in _find_components(links):
            members = set(component)
            tied = tuple(sorted(_pair(a, b) for a in component for b in links[a] if a < b))
            forced = tuple(p for p in same if p[0] in members)
            barred = tuple(p for p in different if p[0] in members and p[1] in members)
            key = (
                *component,
                "|",
                *itertools.chain(*tied),
                "|",
                *itertools.chain(*forced),
                "|",
                *itertools.chain(*barred),
            )
            kept[key] = self._clusters[key] if key in self._clusters else self._split(component, tied, forced, barred)
            clusters += kept[key]
        self._clusters = kept
        return tuple(sorted(clusters))

    def _resolve(self, pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Return the pairs of happenings that pairs of ids stand for, without those that are not there yet."""
        found = set[tuple[str, str]]()
        for pair in pairs:
            one, other = (n if n in self._happenings else self._names.get(n) for n in pair)
            if one is not None and other is not None and one != other:
                found.add((min(one, other), max(one, other)))
        return tuple(sorted(found))

    def _split(
        self,
        component: tuple[str, ...],
        links: Iterable[tuple[str, str]],
        same: tuple[tuple[str, str], ...],
        different: tuple[tuple[str, str], ...],
    ) -> tuple[tuple[str, ...], ...]:
        """Part a component into clusters by average linkage, the likeliest first, equals by their ids."""
        if len(component) == 1:
            return (component,)
        order = sorted(component, key=lambda name: _place(self._happenings[name]))
        near = (_pair(one, other) for n, one in enumerate(order) for other in order[n + 1 : n + 1 + WINDOW])
        chances = {pair: self._chance(*pair, keep=True) for pair in itertools.chain(near, links)}
        apart = set(different)
        by_report: dict[str, list[str]] = {}
        for name in component:
            by_report.setdefault(self._happenings[name].report, []).append(name)
        for names in by_report.values():
            apart.update(itertools.combinations(names, 2))
        return link_average(component, chances, same=same, apart=apart, stop=round(load_weights()["stop"] * MILLION))

    def why_same(self, one: str, other: str) -> Verdict:
        """Return why two happenings are in one incident, or are not; ids as for `same`.

        Raises:
            InputError: There is no such happening.
        """
        ids = []
        for name in (one, other):
            found = name if name in self._happenings else self._names.get(name)
            if found is None:
                raise InputError(f"no report, claim or happening with the id {name!r}")
            ids.append(found)
        pair = (min(ids), max(ids))
        chance, rule, features = judge(self._happenings[pair[0]], self._happenings[pair[1]])
        cluster = next(c for c in self.find_clusters() if pair[0] in c)
        if pair in self._resolve(self._same):
            rule = "joined by a person"
        elif pair in self._resolve(self._different):
            rule = "parted by a person"
        elif pair[1] in cluster and chance < LINKED:
            rule = "alike by way of others"
        weights = {name: load_weights()[name] for name in features} if "bias" in features else {}
        return Verdict(
            one=ids[0],
            other=ids[1],
            chance=chance / MILLION,
            same=pair[1] in cluster,
            rule=rule,
            features=features,
            weights=weights,
        )


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _place(happening: Happening) -> str:
    """Return where a happening stands in a block: by publication, then by its id, which follows after `DIGITS` digits."""
    return f"{happening.published or 0:0{DIGITS}}{happening.id}"


def _find_components(links: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    seen, components = set[str](), []
    for start in sorted(links):
        if start in seen:
            continue
        seen.add(start)
        found, todo = [start], [start]
        while todo:
            for near in links[todo.pop()] - seen:
                seen.add(near)
                found.append(near)
                todo.append(near)
        components.append(tuple(sorted(found)))
    return components


def link_average(
    names: Iterable[str],
    chances: Mapping[tuple[str, str], int],
    *,
    same: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
    stop: int = LINKED,
) -> tuple[tuple[str, ...], ...]:
    """Cluster by average linkage: join the two clusters with the highest mean chance until it falls below `stop`.

    Args:
        names: What is clustered.
        chances: Of pairs `(a, b)` with `a < b`; a missing pair says nothing.
        same: Pairs joined beforehand.
        apart: Pairs that may not come together; where both hold, `apart` wins.
        stop: The least mean chance.

    >>> link_average("abc", {("a", "b"): 900_000, ("b", "c"): 600_000, ("a", "c"): 100_000})
    (('a', 'b'), ('c',))
    """
    clusters: dict[str, tuple[str, ...]] = {name: (name,) for name in sorted(names)}
    sums: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in clusters}  # of chances, and how many
    for (a, b), chance in chances.items():
        sums[a][b] = sums[b][a] = (chance, 1)
    walls: dict[str, set[str]] = {name: set() for name in clusters}
    for a, b in apart:
        walls[a].add(b)
        walls[b].add(a)
    heap: list[tuple[int, str, str]] = []

    def offer(a: str, b: str) -> None:
        if b in walls[a] or b not in sums[a]:
            return
        mean = sums[a][b][0] // sums[a][b][1]
        if mean >= stop:
            heapq.heappush(heap, (-mean, min(a, b), max(a, b)))

    def join(a: str, b: str) -> None:
        """Put `b` into `a`, the lesser name."""
        clusters[a] = tuple(sorted(clusters[a] + clusters.pop(b)))
        for other, (total, count) in sums.pop(b).items():
            sums[other].pop(b, None)
            if other != a:
                before = sums[a].get(other, (0, 0))
                sums[a][other] = sums[other][a] = (before[0] + total, before[1] + count)
        sums[a].pop(b, None)
        for other in walls.pop(b):
            walls[other].discard(b)
            if other != a:
                walls[a].add(other)
                walls[other].add(a)

    owner = {name: name for name in clusters}
    for one, two in sorted(same):
        first, second = min(owner[one], owner[two]), max(owner[one], owner[two])
        if first != second and second not in walls[first]:
            join(first, second)
            owner.update(dict.fromkeys(clusters[first], first))
    for a in clusters:
        for b in sums[a]:
            if a < b:
                offer(a, b)
    while heap:
        mean, a, b = heapq.heappop(heap)
        if a not in clusters or b not in clusters or b not in sums[a] or b in walls[a]:
            continue
        if -mean != sums[a][b][0] // sums[a][b][1]:
            continue  # of an earlier state
        join(a, b)
        for other in sums[a]:
            offer(a, other)
    return tuple(sorted(clusters.values()))
