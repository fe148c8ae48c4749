"""Where the voices of one incident cannot all be right: figures, parties, place, time, status. Nothing is settled here."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.dates import find_days
from sayso.ledger.headlines import read_headline
from sayso.ledger.incidents import FINE, Bounds, party_key
from sayso.ledger.pairs import find_distance
from sayso.ledger.tellings import Telling, find_doers, make_sayer, source_name
from sayso.records import ACTUAL, OF_SEVERAL, ONE_PERSON, Claim, Disagreement, Place, Sayer, Stance, Status

NEAR_KM = 25
"""Places nearer than this may be one event told by a suburb and by its city."""

DO_SAY = frozenset({Stance.ASSERTS, Stance.CLAIMS, Stance.BLAMES})

Held = dict[Any, list[Sayer]]
_Values = dict[str, dict[tuple[Bounds, Sayer], None]]


def find_disagreements(tellings: Sequence[Telling]) -> tuple[Disagreement, ...]:
    """Return the disagreements of an incident, by field; values in the order in which they were first told."""
    said = [(telling, claim) for telling in tellings for claim in telling.claims]
    found = [*_figures(said), _parties(said), _places(said), _times(said), _status(said)]
    return tuple(d for d in found if d is not None)


def choose_figures(tellings: Iterable[Telling]) -> Mapping[str, tuple[tuple[Bounds, Sayer], ...]]:
    """Return each voice's figures by what they count, earliest first, within a report from the lesser to the greater.

    A voice may give several in one report: of a part, then of the whole. Somebody of whom it is told that he died is a part
    where several dead are known of by then. A headline speaks for its report where the text counts less.
    """
    found: _Values = {}
    singles: _Values = {}
    for telling in tellings:
        for claim in telling.claims:
            if claim.why.get("figures", "").startswith(OF_SEVERAL):
                continue
            if claim.status in ACTUAL:
                kept = singles if claim.why.get("figures", "").startswith(ONE_PERSON) else found
                for key, bounds in claim.figures.items():
                    (kept if bounds == (1, 1) else found).setdefault(key, {})[bounds, make_sayer(telling, claim)] = None
        for bounds, sayer in _with_doers(telling):
            found.setdefault("killed", {})[bounds, sayer] = None
        if telling.main:
            _add_headline(telling, found, singles)
    for key, values in singles.items():
        several = [sayer.as_of or "" for (least, _), sayer in found.get(key, ()) if (least or 0) > 1]
        since = min(several, default=None)
        own = {item: None for item in values if since is None or (item[1].as_of or "") < since}
        found.setdefault(key, {}).update(own)
    found = {key: values for key, values in found.items() if values}
    return {key: tuple(sorted(found[key], key=_figure_order)) for key in sorted(found)}


def _add_headline(telling: Telling, found: _Values, singles: _Values) -> None:
    """Add what a report's headline counts where its text counts less, or only bounds, or the dead with the wounded."""

    def greatest(key: str) -> Bounds:
        own = (item for kept in (found, singles) for item in kept.get(key, ()) if item[1].report == telling.report.id)
        return max(own, key=_figure_order, default=((0, 0), None))[0]

    headline = dict(read_headline(telling.report.title or ""))
    shot, dead = headline.pop("shot", 0), headline.get("killed", 0)
    for key, n in headline.items():
        least, most = greatest(key)
        with_dead = n + dead if key == "injured" else n
        if least == most == with_dead > n:
            found[key] = {
                item: None
                for item in found[key]
                if item[0] != (with_dead, with_dead) or item[1].report != telling.report.id
            }
        elif (least or 0) > n or least == most == n or (n == 1 and len(headline) == 1 and (found or singles)):
            continue  # "man shot": he may have died since
        _add(telling, key, n, singles if n == 1 else found)
    left, (least, most) = shot - max(dead, greatest("killed")[0] or 0), greatest("injured")
    if left > (least or 0) or (left == least and most is None):
        _add(telling, "injured", left, singles if left == 1 else found)


def _add(telling: Telling, key: str, n: int, kept: _Values) -> None:
    sayer = Sayer(voice=None, report=telling.report.id, as_of=telling.as_of)
    kept.setdefault(key, {})[(n, n), sayer] = None


def _with_doers(telling: Telling) -> Iterator[tuple[Bounds, Sayer]]:
    """Yield the dead with who killed them, where a voice says that a party killed others and then itself."""
    killings = [c for c in telling.claims if "killed" in c.figures and c.status in ACTUAL]
    for own in killings:
        doers = {party_key(a) for a in own.actors}
        if own.figures["killed"] != (1, 1) or not doers or doers != {party_key(a) for a in own.recipients}:
            continue
        for claim in killings:
            least, most = claim.figures["killed"]
            theirs = {party_key(a) for a in claim.actors}
            same_voice = source_name(claim) == source_name(own)
            if same_voice and theirs == doers and theirs != {party_key(a) for a in claim.recipients} and least:
                yield (least + 1, None if most is None else most + 1), make_sayer(telling, claim)


def _figure_order(item: tuple[Bounds, Sayer]) -> tuple[str, int, int, str, str]:
    (least, most), sayer = item
    low = most if least is None else least
    return (sayer.as_of or "", low or 0, -1 if most is None else most, sayer.report, sayer.voice or "")


def _figures(said: Sequence[tuple[Telling, Claim]]) -> Iterator[Disagreement]:
    """Yield the counts that differ; of a voice's figures in one report the greatest is taken for the whole."""
    by_report: dict[str, Telling] = {}
    for telling, claim in said:
        known = by_report.get(telling.report.id)
        claims = (*known.claims, claim) if known else (claim,)
        by_report[telling.report.id] = Telling(report=telling.report, claims=claims)
    for key, figures in choose_figures(by_report.values()).items():
        last = {(sayer.report, sayer.voice): (bounds, sayer) for bounds, sayer in figures}
        held: Held = {}
        for bounds, sayer in last.values():
            held.setdefault(bounds, []).append(sayer)
        if _conflict(held, _bounds_clash):
            yield _make(key, held)


def _bounds_clash(one: Bounds, other: Bounds) -> bool:
    low = max(x[0] if x[0] is not None else 0 for x in (one, other))
    highs = [x[1] for x in (one, other) if x[1] is not None]
    return bool(highs) and low > min(highs)


def _parties(said: Sequence[tuple[Telling, Claim]]) -> Disagreement | None:
    """Return the doers that different voices name, if two voices name none in common, or a named one denies."""
    held: Held = {}
    names: dict[str, str] = {}
    by_voice: dict[tuple[str, str | None], set[str]] = {}
    denials: Held = {}
    for telling, claim in said:
        for doer in find_doers(claim):
            key = party_key(doer)
            name = names.setdefault(key, doer.resolved or doer.name)
            if claim.stance in DO_SAY and claim.status in ACTUAL:
                _hold(held, name, make_sayer(telling, claim))
                by_voice.setdefault((telling.report.id, source_name(claim)), set()).add(key)
            elif claim.stance is Stance.DENIES:
                _hold(denials, name, make_sayer(telling, claim))
    apart = any(not a & b for a, b in itertools.combinations(by_voice.values(), 2))
    denied = {f"not {name}": sayers for name, sayers in denials.items() if name in held}
    return _make("parties", {**held, **denied}) if (apart and len(held) > 1) or denied else None


def _places(said: Sequence[tuple[Telling, Claim]]) -> Disagreement | None:
    held: Held = {}
    places: dict[str, Place] = {}
    for telling, claim in said:
        place = claim.place
        if place is not None and place.precision in FINE and place.lat is not None:
            name = ", ".join(x for x in (place.name, place.admin1) if x)
            places.setdefault(name, place)
            _hold(held, name, make_sayer(telling, claim))
    clash = _conflict(held, lambda a, b: _are_apart(places[a], places[b]))
    return _make("place", held) if clash else None


def _are_apart(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return find_distance((one.lat, one.lon), (other.lat, other.lon)) > NEAR_KM


def _times(said: Sequence[tuple[Telling, Claim]]) -> Disagreement | None:
    held: Held = {}
    for telling, claim in said:
        if claim.when is not None and claim.when.end in (None, claim.when.value):
            _hold(held, claim.when.value[:10], make_sayer(telling, claim))
    return _make("when", held) if _conflict(held, _days_clash) else None


def _days_clash(one: str, other: str) -> bool:
    a, b = find_days(one), find_days(other)
    return a is not None and b is not None and (a.last < b.first or b.last < a.first)


def _status(said: Sequence[tuple[Telling, Claim]]) -> Disagreement | None:
    """Return who says that it happened and who that it did not, if both are there."""
    held: Held = {}
    for telling, claim in said:
        denies = claim.status is Status.NEGATED or (claim.stance is Stance.DENIES and not find_doers(claim))
        if denies or (claim.stance in DO_SAY and claim.status in ACTUAL):
            _hold(held, "negated" if denies else "happened", make_sayer(telling, claim))
    return _make("status", held) if len(held) > 1 else None


def _hold(held: Held, value: Any, sayer: Sayer) -> None:
    sayers = held.setdefault(value, [])
    if sayer not in sayers:
        sayers.append(sayer)


def _conflict(held: Held, clash: Callable[[Any, Any], bool]) -> bool:
    return any(clash(a, b) for a, b in itertools.combinations(held, 2))


def _make(field: str, held: Held) -> Disagreement:
    return Disagreement(field=field, values=tuple(held), who=tuple(tuple(sayers) for sayers in held.values()))
