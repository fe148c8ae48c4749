"""The happenings of one report, as units that can be joined with those of other reports.

A happening is what the claims with one `event` speak of. One of them is what the report is about; it takes in further
violent mentions that nothing sets apart from it. A report without claims still has a happening of that kind, known by its
words alone, so that it is counted with the others that tell the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sayso.dates import find_days, parse_day
from sayso.ids import make_id
from sayso.ledger.wording import LEAD_CHARS, find_salient, find_words, is_rare, weigh
from sayso.records import ACTUAL, Actor, Claim, Coding, EventType, Place, Precision, Report

Bounds = tuple[int | None, int | None]
T = TypeVar("T")

HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.SANCTION})
FINE = frozenset({Precision.SITE, Precision.CITY, Precision.DISTRICT})
"""Precisions of a place that tell one town from another."""

LINK_WORDS = frozenset({"the", "of", "a", "an", "and", "s"})

WORDS_KEPT, LEAD_WORDS_KEPT = 120, 60
"""How many of a text's heaviest words are kept, so that a report takes some 15 kB of the index whatever its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening as one report tells it.

    `first` and `last` are the days it took place on, as proleptic ordinals; `None`: not told to the day. `words` and `lead`
    are vectors of length 1; of a happening told in passing, both are of the sentences that tell it.
    """

    id: str
    report: str
    main: bool  # what the report is about
    claims: tuple[str, ...]  # ids, in text order; empty: known by its words alone
    type: EventType | None  # None: no claim
    mode: str | None
    first: int | None
    last: int | None
    published: int | None
    towns: frozenset[int]  # GeoNames ids, town or finer
    points: tuple[tuple[float, float], ...]  # latitude and longitude of these
    countries: frozenset[str]
    parties: frozenset[str]  # those with a name: "police" is in every town
    figures: Mapping[str, tuple[Bounds, ...]]
    words: Mapping[str, float]
    lead: Mapping[str, float]
    rare: frozenset[str]
    salient: tuple[str, ...]


def find_happenings(coding: Coding) -> tuple[Happening, ...]:
    """Return the happenings of a report, the one that it is about first."""
    groups: dict[str, list[Claim]] = {}
    for claim in coding.claims:
        groups.setdefault(claim.event, []).append(claim)
    events = sorted(groups.values(), key=lambda g: min((c.trigger.start, c.trigger.end, c.id) for c in g))
    main = choose_main(coding.report, events)
    if main is None:
        return (_make_main(coding, ()),)
    own, others = _take_in(coding.report, main, events)
    return (_make_main(coding, own), *(_make_passing(coding, event) for event in others))


def choose_main(report: Report, events: Sequence[Sequence[Claim]]) -> Sequence[Claim] | None:
    """Return the claims of the event that a report is about: real, violent, told early and often, in the title.

    `None`: no event has happened in it.
    """
    title = {w[:4] for w in find_words(report.title or "")}
    best: tuple[float, int] | None = None
    for position, claims in enumerate(events):
        if any(c.status in ACTUAL for c in claims):
            rank = (_prominence(report, claims, title), -position)
            best = max(best, rank) if best else rank
    return events[-best[1]] if best else None


def _prominence(report: Report, claims: Sequence[Claim], title: set[str]) -> float:
    kind = claims[0].type
    weight = 2.0 if kind is EventType.ASSAULT else 1.0 if kind in HOSTILE else 0.0
    start = min(c.trigger.start for c in claims) - report.body.start
    mentions = len({c.trigger for c in claims} | {s for c in claims for s in c.also})
    named = any(w[:4] in title for c in claims for w in find_words(c.trigger.surface))
    counted = any(key in c.figures for c in claims for key in ("killed", "injured"))
    return weight + (start < LEAD_CHARS // 2) + 0.5 * min(mentions, 4) + named + counted


def _take_in(
    report: Report, main: Sequence[Claim], events: Sequence[Sequence[Claim]]
) -> tuple[list[Claim], list[Sequence[Claim]]]:
    """Part the events into the claims of the main one, and the others."""
    own, others = list(main), list[Sequence[Claim]]()
    for claims in events:
        if claims is main:
            continue
        violent = main[0].type is EventType.ASSAULT and claims[0].type is EventType.ASSAULT
        if violent and not _is_another(report, claims) and _may_be_part(main, claims):
            own += claims
        else:
            others.append(claims)
    return sorted(own, key=lambda c: (c.trigger.start, c.trigger.end, c.id)), others


_INTRODUCED = re.compile(
    r"\b(?:an?|another|other|previous|separate|earlier|past|recent|several|many|\d+)\s+"
    r"(?:(?!(?:was|were|be|been|is|are|has|have|had|who|that)\s)[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)


_ELSEWHEN = re.compile(
    r"\b(?:in (?:19|20)\d\d|last (?:week|month|year)|(?:weeks?|months?|years?) (?:ago|earlier|before)|"
    r"(?:earlier|so far|later) this (?:week|month|year)|earlier (?:in|that) \w+|since (?:the (?:start|beginning)|\w+day|"
    r"(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"separate(?:ly)?|unrelated|another (?:shooting|attack|bombing|incident))\b",
    re.IGNORECASE,
)


_SEVERAL = re.compile(r"(?:ings|homicides|murders|attacks|assaults)\Z", re.IGNORECASE)
_KNOWN = re.compile(r"\b(?:the|these|those|both|its|their|his|her|'s|’s)\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
"""Several happenings, "in shootings across the city", unless they are those that were told: "the shootings"."""


def _is_another(report: Report, claims: Sequence[Claim]) -> bool:
    """Tell whether an event is brought in as another one, after the lead: "a shooting last week", "previous attacks"."""
    first = min(claims, key=lambda c: c.trigger.start)
    start = first.trigger.start
    if start < report.body.start + LEAD_CHARS:
        return False
    before = report.text[max(0, start - 40) : start]
    if _INTRODUCED.search(before) or (_SEVERAL.search(first.trigger.surface) and not _KNOWN.search(before)):
        return True
    return _ELSEWHEN.search(report.text, *first.evidence) is not None


def _may_be_part(main: Sequence[Claim], claims: Sequence[Claim]) -> bool:
    """Tell whether nothing sets an event apart from the main one: neither day nor place, means, nor parties with a name."""
    if not any(c.status in ACTUAL for c in claims):
        return False
    one, other = find_interval(main), find_interval(claims)
    if one and other and (one[1] < other[0] or other[1] < one[0]):
        return False
    here, there = _places(main), _places(claims)
    if here and there and not here & there:
        return False
    told = {c.when.value for c in claims if c.when} - {c.when.value for c in main if c.when}
    if told and (not other or other[1] - other[0] > 1):  # a week, a year: told as another time
        return False
    modes = {c.mode for c in main if c.mode}, {c.mode for c in claims if c.mode}
    if all(modes) and not modes[0] & modes[1]:
        return False
    doers, theirs = _names(main, "actors"), _names(claims, "actors")
    victims, others = _names(main, "recipients"), _names(claims, "recipients")
    return not (doers and theirs and not doers & theirs and victims and others and not victims & others)


def _names(claims: Iterable[Claim], role: str) -> set[str]:
    return {party_key(a) for c in claims for a in getattr(c, role) if _is_named(a)}


def _places(claims: Iterable[Claim]) -> set[int]:
    """Return the towns and districts that claims name; a street or a school may lie in any of them."""
    return {c.place.geonameid for c in claims if c.place and c.place.precision in FINE and c.place.geonameid}


def find_interval(claims: Iterable[Claim]) -> tuple[int, int] | None:
    """Return the days on which claims say that their event took place, as ordinals; `None`: not to within a week."""
    found = []
    for claim in claims:
        if claim.when is None:
            continue
        first, last = find_days(claim.when.value), find_days(claim.when.end or claim.when.value)
        if first and last and 0 <= last.last.toordinal() - first.first.toordinal() <= 7:
            found.append((first.first.toordinal(), last.last.toordinal()))
    if not found:
        return None
    shortest = min(found, key=lambda d: (d[1] - d[0], d))
    return shortest


def party_key(actor: Actor) -> str:
    """Return what a party is called across reports: its id in the actor list, else the words of its fullest name, sorted.

    "Russia's defence ministry" and "the defence ministry of Russia" are one.
    """
    name = actor.resolved or actor.name
    return actor.id or " ".join(sorted(set(find_words(name)) - LINK_WORDS)) or name.casefold()


def _is_named(actor: Actor) -> bool:
    return actor.id is not None or any(letter.isupper() for letter in actor.resolved or actor.name)


def _make_main(coding: Coding, claims: Sequence[Claim]) -> Happening:
    report = coding.report
    title, body = report.title or "", report.body.surface
    words = find_words(title + "\n" + body)
    places = [c.place for c in claims if c.place and c.place.precision in FINE]
    if not places:
        lead_end = report.body.start + LEAD_CHARS
        places = [p for p in coding.places if p.precision in FINE and p.span.start < lead_end]
    return _make(
        coding,
        claims,
        places,
        main=True,
        words=weigh(words, most=WORDS_KEPT),
        lead=weigh(find_words(title + "\n" + body[:LEAD_CHARS]), most=LEAD_WORDS_KEPT),
        rare=frozenset(w for w in words if is_rare(w)),
        salient=find_salient(title, body),
    )


def _make_passing(coding: Coding, claims: Sequence[Claim]) -> Happening:
    sentences = sorted({c.evidence for c in claims})
    text = "\n".join(coding.report.text[start:end] for start, end in sentences)
    words = find_words(text)
    vector = weigh(words, most=LEAD_WORDS_KEPT)
    places = [c.place for c in claims if c.place and c.place.precision in FINE]
    rare = frozenset(w for w in words if is_rare(w))
    return _make(
        coding, claims, places, main=False, words=vector, lead=vector, rare=rare, salient=find_salient("", text)
    )


def _make(
    coding: Coding,
    claims: Sequence[Claim],
    places: Sequence[Place],
    *,
    main: bool,
    words: Mapping[str, float],
    lead: Mapping[str, float],
    rare: frozenset[str],
    salient: tuple[str, ...],
) -> Happening:
    report, days = coding.report, find_interval(claims)
    published = parse_day(report.published.value)
    figures: dict[str, set[Bounds]] = {}
    for claim in claims:
        for key, bounds in claim.figures.items():
            figures.setdefault(key, set()).add(bounds)
    return Happening(
        id=make_id("h", [report.id, min((c.id for c in claims), default=None)]),
        report=report.id,
        main=main,
        claims=tuple(c.id for c in claims),
        type=_most(c.type for c in claims),
        mode=_most(c.mode for c in claims if c.mode),
        first=days[0] if days else None,
        last=days[1] if days else None,
        published=published.toordinal() if published else None,
        towns=frozenset(p.geonameid for p in places if p.geonameid is not None),
        points=tuple(sorted({(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None})),
        countries=frozenset(c.place.country for c in claims if c.place is not None and c.place.country is not None),
        parties=frozenset(party_key(a) for c in claims for a in (*c.actors, *c.recipients) if _is_named(a)),
        figures={key: tuple(sorted(values, key=_order)) for key, values in sorted(figures.items())},
        words=words,
        lead=lead,
        rare=rare,
        salient=salient,
    )


def _order(bounds: Bounds) -> tuple[int, int]:
    return (-1 if bounds[0] is None else bounds[0], 2**62 if bounds[1] is None else bounds[1])


def _most(values: Iterable[T]) -> T | None:
    """Return the most frequent value, the first of equals."""
    counts: dict[T, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda v: counts[v]) if counts else None
