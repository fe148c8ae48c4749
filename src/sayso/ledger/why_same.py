"""Why two happenings are one incident, or are not: the features, what each counts, and what a person said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.ledger.decisions import find_chain
from sayso.ledger.incidents import Happening
from sayso.ledger.merge import LINKED, Merger
from sayso.ledger.pairs import MILLION, judge, load_weights, name_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why two happenings are held to be one, or not.

    `features` are what was compared; `weights` how much each counts, so that their products, summed, are the log-odds. There
    are no weights where something is told in passing: a rule decides there.
    """

    one: Happening
    other: Happening
    same: bool  # in one incident in the end
    rule: str  # what settled it
    how: str  # what is compared: both reports are about it, or one tells it in passing
    compared: bool  # whether the index brings the two together
    keys: tuple[tuple[str, ...], ...]  # the keys of the index that they share, as `name_keys` gives them
    features: Mapping[str, float]
    weights: Mapping[str, float]
    chance: float  # of the two alone
    least: float  # the mean chance between two groups of reports from which they are joined
    mean: float | None  # that mean, where the two lie in two incidents and may be joined; None: it does not count
    way: tuple[str, ...]  # over which happenings they are tied, where not by themselves
    decided: bool | None  # a person has joined them, or parted them; None: neither

    @property
    def odds(self) -> float:
        """The sum of all features, each times its weight."""
        return sum(self.weights[name] * value for name, value in self.features.items()) if self.weights else 0.0


ONE_HAPPENING = "one happening of one report"
ONE_REPORT = "told apart within one report"
JOINED = "joined by a person"
PARTED = "parted by a person"
ALIKE = "alike enough"
BY_WAY = "alike by way of others"
UNLIKE = "not alike enough"
NOT_COMPARED = "never compared"
COMPANY = "alike, but not the reports that each is with"


def explain_pair(merger: Merger, one: Happening, other: Happening, clusters: Iterable[Sequence[str]]) -> Verdict:
    """Return why two happenings are one incident, or are not; the same from both sides but for the order.

    Args:
        merger: Holds them.
        one: The first.
        other: The second.
        clusters: What `merger.find_clusters` returned.
    """
    pair = (min(one.id, other.id), max(one.id, other.id))
    groups = [c for c in clusters if one.id in c or other.id in c]
    same = len(groups) < 2
    joined, parted = merger.find_decided()
    decided = True if pair in joined else False if pair in parted else None
    chance, how, features = judge(*sorted((one, other), key=lambda h: h.id))
    compared = one.id != other.id and merger.are_compared(*pair)
    way: tuple[str, ...] = ()
    if same and decided is None and one.id != other.id and (chance < LINKED or not compared):
        way = find_chain(merger.find_ties(groups[0]), one.id, other.id) or ()
    shared = name_keys(one) & name_keys(other) if one.report != other.report else frozenset()
    return Verdict(
        one=one,
        other=other,
        same=same,
        rule=_rule(one, other, same=same, decided=decided, compared=compared, alike=chance >= LINKED),
        how=how,
        compared=compared,
        keys=tuple(sorted(shared)),
        features=features,
        weights={name: load_weights()[name] for name in features} if "bias" in features else {},
        chance=chance / MILLION,
        least=load_weights()["stop"],
        mean=None if same or one.report == other.report else _mean(merger, groups),
        way=way,
        decided=decided,
    )


def _rule(one: Happening, other: Happening, *, same: bool, decided: bool | None, compared: bool, alike: bool) -> str:
    if one.id == other.id:
        return ONE_HAPPENING
    if decided is not None:
        return JOINED if decided else PARTED
    if same:
        return ALIKE if alike and compared else BY_WAY
    if one.report == other.report:
        return ONE_REPORT
    if not compared:
        return NOT_COMPARED
    return COMPANY if alike else UNLIKE


def _mean(merger: Merger, groups: Sequence[Sequence[str]]) -> float:
    """Return the mean chance between the happenings of two clusters."""
    chances = [judge(a, b)[0] for x in groups[0] for y in groups[1] if (a := merger.find(x)) and (b := merger.find(y))]
    return sum(chances) / len(chances) / MILLION
