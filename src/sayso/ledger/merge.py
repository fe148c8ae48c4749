"""Decide which happenings of different reports are one incident.

The answer is a function of the set of happenings: pairs are compared only where they share a key of the index, each pair
is judged from the two alone, and clusters are formed from whole components in a canonical order. So the order and the
batches in which reports come make no difference, and a new report is compared with its neighbours only.
"""

from __future__ import annotations

import bisect
import heapq
import itertools
from collections.abc import Iterable, Mapping

from sayso.errors import InputError
from sayso.ledger.decisions import find_contradiction, group_pairs
from sayso.ledger.incidents import Happening
from sayso.ledger.pairs import MILLION, judge, load_weights, make_keys

LINKED = 500_000
"""The chance from which a pair ties two happenings into one component."""

WINDOW = 100
"""In a component, each is compared with so many before and after it in the order of publication, beside those it is tied to."""

NEAREST = 16
"""With how many on either side, in the order of publication, a happening is compared under one key. Real blocks are smaller
(at most 19 among 2,213 reports); a phrase that a thousand pages have in common must not cost a million comparisons."""

DIGITS = 7


class Merger:
    """An index of happenings that grows, and the clusters they form.

    Args:
        same: Pairs that a person has joined; each id is a happening's, a claim's, or a report's, which stands for what the
            report is about. An id that is not there yet waits until it comes.
        different: Pairs that a person has parted.

    Raises:
        InputError: They contradict one another.
    """

    def __init__(self, *, same: Iterable[tuple[str, str]] = (), different: Iterable[tuple[str, str]] = ()) -> None:
        self._same = sorted({(min(p), max(p)) for p in same})
        self._different = sorted({(min(p), max(p)) for p in different})
        _refuse_contradiction(self._same, self._different)
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
        """Return the ids of the happenings of each incident, sorted; the same for any order of `add`.

        Raises:
            InputError: A person's decisions contradict one another, now that it is seen what their ids stand for.
        """
        same, different = self._resolve(self._same), self._resolve(self._different)
        _refuse_contradiction(same, different)
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
        apart, group = set(different), group_pairs(same)
        by_report: dict[str, list[str]] = {}
        for name in component:
            by_report.setdefault(self._happenings[name].report, []).append(name)
        for names in by_report.values():  # unless a person has joined them
            pairs = itertools.combinations(names, 2)
            apart.update(p for p in pairs if group.get(p[0], p[0]) != group.get(p[1], p[1]))
        return link_average(component, chances, same=same, apart=apart, stop=round(load_weights()["stop"] * MILLION))

    # --- what an explanation needs ------------------------------------------------------------------

    def find(self, name: str) -> Happening | None:
        """Return the happening that an id stands for: its own, a claim's, or a report's; `None`: there is none."""
        found = name if name in self._happenings else self._names.get(name)
        return None if found is None else self._happenings[found]

    def find_decided(self) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
        """Return the pairs of happenings that a person has joined, and those that a person has parted."""
        return frozenset(self._resolve(self._same)), frozenset(self._resolve(self._different))

    def are_compared(self, one: str, other: str) -> bool:
        """Tell whether two happenings are neighbours under some key that they share."""
        keys = set(make_keys(self._happenings[one])) & set(make_keys(self._happenings[other]))
        return bool(keys) and self._are_neighbours(one, other, keys)

    def find_ties(self, members: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return, for each of some happenings, those of them that it is tied to by its own likeness or by a person."""
        known = set(members)
        ties: dict[str, set[str]] = {name: set() for name in known}
        kept = (
            p for p, keys in self._links.items() if p[0] in known and p[1] in known and self._are_neighbours(*p, keys)
        )
        for one, other in itertools.chain(kept, self._resolve(self._same)):
            if one in known and other in known:
                ties[one].add(other)
                ties[other].add(one)
        return {name: tuple(sorted(found)) for name, found in sorted(ties.items())}


def _refuse_contradiction(same: Iterable[tuple[str, str]], different: Iterable[tuple[str, str]]) -> None:
    found = find_contradiction(same, different)
    if found is not None:
        chain = " = ".join(found)
        raise InputError(f"decisions contradict one another: {chain}, but also {found[0]} ≠ {found[-1]}")


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
