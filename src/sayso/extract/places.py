"""Decide which place each mention means, and where an event took place.

It must not invent: a mention that two places fit equally well keeps its name and loses its coordinates, and an event has a
place only where its own words or the clause that governs it name one.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import itertools
import math
import operator
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sayso.extract.cues import load_lexicon
from sayso.extract.gazetteer import Candidate, Gazetteer, Kind, Match, make_key
from sayso.extract.toponyms import Toponym, find_dateline_toponyms, find_toponyms, place_words, word_list
from sayso.records import Analysis, Place, Precision, Report, Span

ACCEPT_AT = 0.45
"""Least probability at which a stretch is taken for a place mention; best overlap F of .4 to .5 in five-fold
cross-validation on the development part of LGL and GeoWebNews, 2026-11-22."""

SCENE_AT = 0.15
"""The same for a name that is told as where something happened ("killed in X"), or as what was taken; set by reading the
say-so gold's development parts, 2026-11-22."""

AGAIN_AT = 0.25
"""The same, behind "in", "from" and the like, for a name that is a place elsewhere in the report."""

DECLINE_BELOW = 0.3
"""A mention whose best place is less likely than this stays without coordinates."""

TIE_MARGIN = 0.04
"""So does one whose two best places, in different parts of the world, are closer than this."""

MAX_LIST = 12
"""Words from a name to the plural noun that says of all names of a list what they are."""

MAX_WEIGHED = 40
"""Candidates of a name that are weighed, by prominence, beside those in a country or province that the report names."""

NATIONALITY = "nationality"
"""How the rule of a mention by nationality ("Iraqi troops") begins; such a mention is never where an event took place."""


# --- mentions -------------------------------------------------------------------------------------


def find_places(report: Report, analysis: Analysis, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return every place mention, in text order, none overlapping another.

    Words for nationalities ("Iraqi", "Iraqis") are among them, as associative toponyms, with a rule that begins with
    `NATIONALITY`. `rule` says what decided: `only` one place has the name, `weighed` several did, `tie` none was taken,
    `unknown` the gazetteer does not have it.
    """
    filed = find_dateline_toponyms(report.dateline, gazetteer) if report.dateline is not None else []
    accepted = [*filed, *accept(find_toponyms(analysis, gazetteer))]
    groups = group(accepted, report, analysis)
    weigh(groups, hints(report), weights("choose"))
    chosen = {id(toponym): g for g in groups for toponym in g.toponyms}
    made = [_make_place(toponym, chosen.get(id(toponym)), analysis) for toponym in accepted]
    return tuple(_locate_unknown(accepted, made, analysis))


def _locate_unknown(toponyms: list[Toponym], made: list[Place], analysis: Analysis) -> Iterator[Place]:
    """Yield the places; one that the gazetteer does not have, with the precision and the country that the text gives.

    "The village of Safina in Iraq": a city-like place, in Iraq. All mentions of one name get what one of them is told with.
    """
    told: dict[str, tuple[Precision | None, str | None]] = {}
    for n, (toponym, place) in enumerate(zip(toponyms, made, strict=True)):
        if place.rule != "unknown":
            continue
        precision, country = told.get(toponym.key, (None, None))
        kinds = {kind for word in _type_words(toponym, analysis) for kind in _TYPES.get(word, ())}
        precision = precision or (min(kinds).precision if kinds else place.precision)
        if n + 1 < len(made) and not toponyms[n + 1].nationality and _leads_to(toponym, toponyms[n + 1], analysis):
            country = country or made[n + 1].country
        told[toponym.key] = (precision, country)
    for toponym, place in zip(toponyms, made, strict=True):
        if place.rule == "unknown":
            precision, country = told[toponym.key]
            place = replace(place, precision=place.precision or precision, country=country)
        yield place


def _leads_to(inner: Toponym, outer: Toponym, analysis: Analysis) -> bool:
    """Whether only words like "in", "of" and "province" stand between two places: "Safina, south of Mosul"."""
    if inner.first < 0:
        return False
    between = analysis.tokens[inner.last : outer.first]
    if not 0 < len(between) <= 8 or analysis.tokens[inner.first].sentence != analysis.tokens[outer.first].sentence:
        return False
    return all(
        t.pos in ("NUM", "DET")
        or t.lemma in _LENGTHS
        or t.text.casefold() in _CONTAINED_BY
        or t.lemma in _TYPES
        or t.text.casefold() in word_list("compass")
        for t in between
    )


def accept(toponyms: Iterable[Toponym]) -> list[Toponym]:
    """Return the stretches that are place mentions more likely than not."""
    table = weights("accept")
    likely = [(t, _logistic(t.features, table)) for t in toponyms]
    sure = {t.key for t, p in likely if p >= (SCENE_AT if t.scene else ACCEPT_AT)}
    return [t for t, p in likely if p >= find_threshold(t, known=t.key in sure)]


def find_threshold(toponym: Toponym, *, known: bool) -> float:
    """Return from which probability a stretch is a place mention; `known`: its name is one elsewhere in the report."""
    if toponym.scene:
        return SCENE_AT
    return AGAIN_AT if known and toponym.features.get("after locative") else ACCEPT_AT


def _logistic(features: Mapping[str, float], table: Mapping[str, float]) -> float:
    total = table["bias"] + _weigh_row(features, table)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@functools.cache
def weights(model: str) -> Mapping[str, float]:
    """Return the weights of a model, `accept` or `choose`; what is not in the table weighs nothing."""
    table = importlib.resources.files("sayso.extract") / "places_data" / "weights.csv"
    with table.open("r", encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["feature"]: float(row["weight"]) for row in rows if row["model"] == model}


def _make_place(toponym: Toponym, found: Group | None, analysis: Analysis) -> Place:
    if found is None or not found.candidates:
        precision = Precision.SITE if toponym.site and toponym.site != "division" else None
        return Place(span=toponym.span, name=toponym.span.surface, precision=precision, rule="unknown")
    best, rule = found.decide()
    name = best.name if best is not None and not toponym.site else toponym.span.surface
    if toponym.nationality:
        rule = f"{NATIONALITY}: {rule}"
    if best is None:
        shared = _shared_country(found)
        return Place(span=toponym.span, name=name, country=shared, rule=rule)
    precision = best.kind.precision
    if toponym.site and toponym.site != "division" and toponym.site_of:
        return Place(  # a site named after a town: near it, but not it
            span=toponym.span,
            name=name,
            lat=best.lat,
            lon=best.lon,
            country=best.country,
            admin1=best.admin1,
            precision=Precision.SITE,
            rule=f"site of {best.name}: {rule}",
        )
    return Place(
        span=toponym.span,
        name=name,
        geonameid=best.geonameid,
        lat=best.lat,
        lon=best.lon,
        country=best.country,
        admin1=best.admin1,
        precision=precision,
        rule=rule,
    )


def _shared_country(found: Group) -> str | None:
    likely = {c.country for c, p in zip(found.candidates, found.shares, strict=True) if p >= 0.1}
    return likely.pop() if len(likely) == 1 else None


# --- which place ----------------------------------------------------------------------------------


@dataclass(slots=True)
class Group:
    """The mentions of one name in a report, which mean one place."""

    key: str
    toponyms: list[Toponym]
    candidates: tuple[Candidate, ...]
    fixed: list[dict[str, float]] = field(default_factory=list)  # features that need no other group, by candidate
    shares: list[float] = field(default_factory=list)  # probabilities, by candidate

    def decide(self) -> tuple[Candidate | None, str]:
        """Return the place and the rule, or None and why."""
        if len(self.candidates) == 1:
            return self.candidates[0], "only"
        ranked = sorted(range(len(self.candidates)), key=lambda i: (-self.shares[i], i))
        best, second = ranked[0], ranked[1]
        first, other = self.candidates[best], self.candidates[second]
        if self.shares[best] < DECLINE_BELOW:
            return None, f"tie: {len(self.candidates)} places, the best {self.shares[best]:.2f}"
        if self.shares[best] - self.shares[second] < TIE_MARGIN and distance_km(first, other) > 200:
            return None, f"tie: {first.name} ({first.country}) and {other.name} ({other.country})"
        return first, f"weighed: {self.shares[best]:.2f} of {len(self.candidates)} places"


@dataclass(frozen=True, slots=True)
class Hints:
    """What the report's own address and dateline say about where it is from."""

    country: str | None = None
    words: str = ""  # the address's domain, without points and hyphens
    dateline: Span | None = None


def hints(report: Report) -> Hints:
    """Return where a report is from, as far as its address and dateline say."""
    match = re.match(r"(?:\w+://)?(?:www\.)?([\w.-]+)", report.url or "")
    domain = match.group(1).casefold() if match else ""
    words = re.sub(r"[^a-z]", "", domain.rsplit(".", 1)[0])
    return Hints(place_words()["top_level_domains"].get(domain.rsplit(".", 1)[-1]), words, report.dateline)


def group(toponyms: list[Toponym], report: Report, analysis: Analysis) -> list[Group]:
    """Return the names of a report, with what each one's own context says of its candidates."""
    containers = _containers(toponyms, analysis)
    by_key: dict[tuple[str, bool], list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        if toponym.candidates:
            by_key[toponym.site_of or toponym.key, toponym.nationality].append(toponym)
    named = {c.country for t in toponyms for c in t.candidates if c.kind is Kind.COUNTRY}
    divisions = {(c.country, c.admin1) for t in toponyms for c in t.candidates if c.kind is Kind.ADMIN1}
    groups = []
    for (key, _), members in by_key.items():
        every = max((t.candidates for t in members), key=len)
        kept = tuple(
            c
            for n, c in enumerate(every)
            if n < MAX_WEIGHED or c.country in named or (c.country, c.admin1) in divisions
        )
        found = Group(key, members, kept)
        inside = [containers[id(t)] for t in members if id(t) in containers]
        words = {word for t in members for word in _type_words(t, analysis)}
        at_start = report.dateline is not None and any(t.span.start < report.dateline.end for t in members)
        found.fixed = [_own_features(c, key, kept, inside, words, at_start=at_start) for c in kept]
        groups.append(found)
    return groups


def _containers(toponyms: list[Toponym], analysis: Analysis) -> dict[int, Toponym]:
    """Return, by mention, the place that follows it after a comma, in brackets or after "in": "Erbil, Iraq", "X, in Y"."""
    found = {}
    for inner, outer in itertools.pairwise(toponyms):
        if outer.nationality or inner.nationality:
            continue
        beside = outer.first == inner.last + 1 and outer.features.get("after comma")
        if beside or (_is_in(inner, outer, analysis) and _may_hold(inner, outer)):
            found[id(inner)] = outer
    return found


def _is_in(inner: Toponym, outer: Toponym, analysis: Analysis) -> bool:
    """Whether only "in" parts two places: "La Gloria, in Veracruz", "Jabla in Latakia"."""
    between = [t.text.casefold() for t in analysis.tokens[max(0, inner.last) : outer.first]]
    return inner.first >= 0 and between in (["in"], [",", "in"])


def _may_hold(inner: Toponym, outer: Toponym) -> bool:
    """Whether one of a name's places lies in one of the other's: else "in" may be of the clause, "met X in Y"."""
    return any(_contains(o, c) for o in outer.candidates if o.kind is not Kind.CITY for c in inner.candidates)


_TYPES = {
    "city": {Kind.CITY},
    "town": {Kind.CITY},
    "village": {Kind.CITY},
    "capital": {Kind.CITY},
    "suburb": {Kind.CITY, Kind.DISTRICT},
    "neighborhood": {Kind.CITY, Kind.DISTRICT},
    "neighbourhood": {Kind.CITY, Kind.DISTRICT},
    "province": {Kind.ADMIN1},
    "governorate": {Kind.ADMIN1},
    "state": {Kind.ADMIN1},
    "region": {Kind.ADMIN1, Kind.REGION},
    "oblast": {Kind.ADMIN1},
    "district": {Kind.ADMIN2, Kind.DISTRICT},
    "county": {Kind.ADMIN2},
    "country": {Kind.COUNTRY},
}


def _type_words(toponym: Toponym, analysis: Analysis) -> Iterator[str]:
    """Yield what the words beside a mention call it: "the city of Erbil", "Nineveh province"; nothing of a dateline's."""
    tokens = analysis.tokens
    if toponym.first < 0:
        return
    if toponym.last < len(tokens):
        yield tokens[toponym.last].lemma
    if toponym.first >= 1:
        yield tokens[toponym.first - 1].lemma
    if toponym.first >= 2 and tokens[toponym.first - 1].lemma == "of":
        yield tokens[toponym.first - 2].lemma
    for t in tokens[toponym.last : toponym.last + MAX_LIST]:  # "Hillsborough, Lee and Santa Rosa counties"
        if t.tag == "NNS" and t.lemma in _TYPES and t.lemma != "state":  # "Georgia, Armenia and the Gulf states"
            yield t.lemma
        if (
            not (t.text[:1].isupper() or t.text in (",", "and", "or", "-"))
            or t.sentence != tokens[toponym.first].sentence
        ):
            return


def _own_features(
    c: Candidate, key: str, every: tuple[Candidate, ...], inside: list[Toponym], words: set[str], *, at_start: bool
) -> dict[str, float]:
    f = {f"kind {c.kind.name.casefold()}": 1.0}
    f["population"] = math.log10(c.population + 1) / 3
    f["most populous"] = float(
        c.population > 0 and all(c.population >= o.population for o in every if o.kind is Kind.CITY)
    )
    f["unpeopled city"] = float(c.kind is Kind.CITY and c.population < 1000)
    f["main name"] = float(c.match is Match.MAIN)
    f["abbreviation"] = float(c.match is Match.ABBREVIATION)
    f["same name"] = float(make_key(c.name) == key)
    f["capital"] = float(c.capital)
    f["dateline city"] = float(at_start and c.kind is Kind.CITY)
    if inside:
        f["contained" if any(_contains(o, c) for t in inside for o in t.candidates) else "not contained"] = 1.0
    called = set().union(*(_TYPES[w] for w in words if w in _TYPES))
    if called:
        f["called so" if c.kind in called else "called otherwise"] = 1.0
    return f


def _contains(outer: Candidate, inner: Candidate) -> bool:
    if outer.kind is Kind.COUNTRY:
        return inner.country == outer.country and inner.kind is not Kind.COUNTRY
    if outer.kind is Kind.ADMIN1:
        return inner.country == outer.country and inner.admin1 == outer.name and inner.kind is not Kind.ADMIN1
    if outer.kind in (Kind.ADMIN2, Kind.CITY, Kind.DISTRICT, Kind.SITE):
        return inner.country == outer.country and distance_km(inner, outer) < 60 and inner.geonameid != outer.geonameid
    return False


def weigh(groups: list[Group], known: Hints, table: Mapping[str, float], *, rounds: int = 3) -> None:
    """Set each group's shares: first from what its own words say, then from the other places of the report too."""
    own = [[_weigh_row(row, table) for row in g.fixed] for g in groups]
    for round_ in range(rounds):
        context = Context(groups, known) if round_ else None
        shares = []
        for g, scores in zip(groups, own, strict=True):
            if context is not None and len(scores) > 1:
                rows = (context.features(c, g) for c in g.candidates)
                scores = [score + _weigh_row(row, table) for score, row in zip(scores, rows, strict=True)]
            shares.append(_softmax(scores))
        for g, new in zip(groups, shares, strict=True):
            g.shares = new


def _weigh_row(row: Mapping[str, float], table: Mapping[str, float]) -> float:
    total = 0.0
    for name, value in row.items():
        if value:
            total += value * table.get(name, 0.0)
    return total


def features_of(g: Group, context: Context | None, known: Hints) -> list[dict[str, float]]:
    """Return the features of each candidate; without a context, only those of its own words."""
    if context is None:
        return g.fixed
    return [{**own, **context.features(c, g)} for own, c in zip(g.fixed, g.candidates, strict=True)]


def _softmax(scores: list[float]) -> list[float]:
    top = max(scores)
    weighed = [math.exp(s - top) for s in scores]
    total = sum(weighed)
    return [w / total for w in weighed]


class Context:
    """Where the other places of a report lie, as far as they are known in one round."""

    def __init__(self, groups: list[Group], known: Hints) -> None:
        self.known = known
        self.countries: dict[str, float] = defaultdict(float)
        self.divisions: dict[tuple[str, str], float] = defaultdict(float)
        self.named: dict[str, float] = defaultdict(float)
        self.named_divisions: dict[tuple[str, str], float] = defaultdict(float)
        self.own: dict[int, tuple[dict[str, float], dict[tuple[str, str], float]]] = {}
        self.points: list[tuple[int, Candidate, float]] = []
        for g in groups:
            self._add(g)

    def _add(self, g: Group) -> None:
        weight = 1 + math.log(len(g.toponyms))
        countries: dict[str, float] = defaultdict(float)
        divisions: dict[tuple[str, str], float] = defaultdict(float)
        for c, share in zip(g.candidates, g.shares, strict=True):
            if share < 0.02 or c.country is None:
                continue
            countries[c.country] += weight * share
            if c.kind is Kind.COUNTRY:
                self.named[c.country] = max(self.named[c.country], share)
            if c.admin1:
                divisions[c.country, c.admin1] += weight * share
                if c.kind is Kind.ADMIN1:
                    self.named_divisions[c.country, c.admin1] = max(self.named_divisions[c.country, c.admin1], share)
        for country, mass in countries.items():
            self.countries[country] += mass
        for division, mass in divisions.items():
            self.divisions[division] += mass
        self.own[id(g)] = (countries, divisions)
        best = max(range(len(g.shares)), key=lambda i: g.shares[i])
        if g.candidates[best].kind not in (Kind.COUNTRY, Kind.REGION, Kind.ADMIN1) and g.shares[best] > 0.2:
            self.points.append((id(g), g.candidates[best], g.shares[best]))

    def features(self, c: Candidate, g: Group) -> dict[str, float]:
        """Return what the report's other places say of a candidate."""
        countries, divisions = self.own[id(g)]
        f: dict[str, float] = {}
        country = c.country or ""
        mass = self.countries[country] - countries.get(country, 0.0)
        total = sum(self.countries.values()) - sum(countries.values())
        f["country share"] = max(0.0, mass) / (total + 1)
        f["country mass"] = math.log1p(max(0.0, mass))
        if c.admin1 and c.kind is not Kind.ADMIN1:
            division = (country, c.admin1)
            mass = self.divisions[division] - divisions.get(division, 0.0)
            f["division mass"] = math.log1p(max(0.0, mass))
            f["division share"] = max(0.0, mass) / (total + 1)
            f["division named"] = self.named_divisions.get(division, 0.0)
        if c.capital:
            f["capital of named country"] = self.named.get(country, 0.0)
        if c.kind is not Kind.COUNTRY:
            f["country named"] = self.named.get(country, 0.0)
        if c.kind not in (Kind.COUNTRY, Kind.REGION):
            near = sorted(
                (share * math.exp(-distance_km(c, o) / 100) for at, o, share in self.points if at != id(g)),
                reverse=True,
            )
            f["near"] = near[0] if near else 0.0
            f["near two"] = near[1] if len(near) > 1 else 0.0
        f["outlet country"] = float(c.country is not None and c.country == self.known.country)
        if self.known.words and c.kind in (Kind.CITY, Kind.ADMIN1, Kind.ADMIN2):
            f["outlet division"] = float(
                bool(c.admin1) and make_key(c.admin1 or "").replace(" ", "") in self.known.words
            )
        return f


def distance_km(a: Candidate, b: Candidate) -> float:
    """Return the distance of two places, to a few per cent; enough to tell near from far."""
    across = abs(a.lon - b.lon)
    across = min(across, 360 - across) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(a.lat - b.lat, across)


# --- where an event took place --------------------------------------------------------------------

_IN = frozenset(
    "in at near outside inside around within across throughout off along above over under beneath beside between behind amid "
    "on upon through".split()
)
_AT = frozenset({"against", "on", "upon"})
_TO = frozenset({"into", "to", "toward", "towards", "onto"})
_FROM = frozenset({"from", "out"})
_LEADS_ON = _IN | {"of", "by", "with", "during", "against", "from"}
"""Prepositions whose noun may itself be placed: "killed in fighting near Mosul"; not "after protests in Tehran"."""
_WIDE = (Precision.COUNTRY, Precision.REGION)
_FINENESS = {
    Precision.SITE: 0,
    Precision.CITY: 1,
    Precision.DISTRICT: 2,
    None: 1,
    Precision.PROVINCE: 4,
    Precision.COUNTRY: 5,
    Precision.REGION: 6,
}
_GOVERNED = frozenset({"xcomp", "advcl", "conj", "acl", "pcomp"})
"""How a clause may hang on the one whose place is also its own. Not ccomp: what is said in Geneva happened elsewhere."""

MAX_CLIMB = 3

_ANAPHORS: Mapping[str, tuple[Precision | None, ...]] = {
    **dict.fromkeys("city town village".split(), (Precision.CITY, None)),
    "capital": (Precision.CITY, Precision.PROVINCE, None),
    **dict.fromkeys("district neighborhood neighbourhood suburb quarter".split(), (Precision.DISTRICT, None)),
    **dict.fromkeys("province governorate region state".split(), (Precision.PROVINCE,)),
    "island": (Precision.REGION, Precision.PROVINCE, None),
    "country": (Precision.COUNTRY,),
    **dict.fromkeys("area scene location".split(), (Precision.SITE, Precision.CITY, Precision.DISTRICT, None)),
}
"""Nouns that, with "the", stand for a place told before, and the precisions that it may have; sites by their own noun."""

_LENGTHS = frozenset({"km", "kilometer", "kilometre", "mile", "meter", "metre", "yard", "minute", "hour"})
_POINTING = frozenset({"the", "this", "that", "these"})
_CONTAINED_BY = frozenset({",", "in", "of", "near", "outside", "from", "about", "some", "(", ")", "also", "-"})
_WISHES = frozenset({"request", "invitation", "behest", "urging", "insistence", "initiative", "suggestion"})
"""Nouns behind "at" of which the places are parties: "at the request of Washington"."""
MAX_BACK = 6
"""How many sentences back a definite noun or "there" looks for the place that it stands for."""


def place_of(
    analysis: Analysis,
    token: int,
    phrases: tuple[Span, ...],
    places: tuple[Place, ...],
    *,
    index: PlaceIndex | None = None,
) -> tuple[Place, str] | None:
    """Return where the event at a token took place, and the rule; None where the words do not say.

    Args:
        analysis: The report's analysis.
        token: Head token of the event's trigger.
        phrases: The event's locative phrases, where its extractor knows them.
        places: The report's place mentions.
        index: Of these, where it was made for another event of the report; `None` makes it.

    In this order: where a movement goes; the locative phrases; the event's own modifiers ("the Erbil attack"), complements
    and objects; then those of the clauses that govern it. Of several, the most specific. "The city", "the airport" and
    "there" stand for the place of that kind told last. Never a place that merely stands nearby.
    """
    if not 0 <= token < len(analysis.tokens):
        return None
    where = index or PlaceIndex(analysis, places)
    if analysis.tokens[token].lemma in word_list("moving"):
        goal = where.finest(where.goals(token))
        if goal is not None:
            return where.tell(goal, "own goal")
    told = [m for phrase in phrases for m in where.within(phrase) if where.may_place(token, m)]
    if analysis.tokens[token].lemma in word_list("taken_from"):
        told += [m for m in where.sources(token) if m not in told]
    if told:  # "an attack on the base in the province": the base
        told += [m for m in where.targets(token) if m not in told]
    verb = analysis.tokens[token]
    struck = [*where.objects(token), *(where.objects(verb.head) if verb.dep == "advcl" and verb.tag == "VBG" else ())]
    found = where.finest([*told, *struck] if told else ())  # "bombed the town of X, in Y province, wounding four": X
    if found is not None:
        return where.tell(found, "phrase" if found in told else "own object")
    at, word = token, "own"
    for _ in range(MAX_CLIMB + 1):
        for rule, mentions in where.around(at):
            if (found := where.finest(mentions)) is not None and (word == "own" or rule not in ("into", "from")):
                return where.tell(found, f"{word} {rule}")
        node = analysis.tokens[at]
        if node.head == at or not (
            node.dep in _GOVERNED or (node.dep in ("nsubj", "nsubjpass", "dobj") and at == token)
        ):
            break
        at, word = node.head, "governing"
    found = where.finest(where.undergone(token))
    if found is not None:
        return where.tell(found, "struck by it")
    found = where.finest(where.of_antecedent(token))
    return where.tell(found, "antecedent") if found is not None else None


class _Mention(NamedTuple):
    """A place where the text names it, or stands another word for it."""

    place: Place
    first: int  # tokens [first, last)
    last: int
    by: str = ""  # the words that stand for the place; "": its own name


_start = operator.attrgetter("start")


class PlaceIndex:
    """The place mentions of a report by token."""

    def __init__(self, analysis: Analysis, places: tuple[Place, ...]) -> None:
        self.analysis = analysis
        self.places = places
        self.by_token: dict[int, _Mention] = {}
        self.mentions: list[_Mention] = []
        for place in places:
            if place.rule.startswith(NATIONALITY):
                continue
            first = i = max(0, bisect_right(analysis.tokens, place.span.start, key=_start) - 1)
            while i < len(analysis.tokens) and analysis.tokens[i].start < place.span.end:
                i += 1
            mention = _Mention(place, first, i)
            self.mentions.append(mention)
            self.by_token.update(dict.fromkeys(range(first, i), mention))
        self.stand_ins: dict[int, _Mention | None] = {}

    def tell(self, mention: _Mention, rule: str) -> tuple[Place, str]:
        """Return a mention's place and the rule, with the words that stand for it."""
        return mention.place, f"{rule}, {mention.by!r} for the place told last" if mention.by else rule

    def at(self, i: int) -> _Mention | None:
        """Return the place that a token names or stands for."""
        return self.by_token.get(i) or self.anaphor(i)

    def anaphor(self, i: int) -> _Mention | None:
        """Return what "the city", "the same village", "the airport" or "there" stands for, if it was told before."""
        if i not in self.stand_ins:
            self.stand_ins[i] = self._find_anaphor(i)
        return self.stand_ins[i]

    def _find_anaphor(self, i: int) -> _Mention | None:
        tokens, token = self.analysis.tokens, self.analysis.tokens[i]
        word = token.lemma.casefold()
        if word == "there" and token.dep == "advmod":
            kinds, noun = tuple(_FINENESS), ""
        elif token.pos == "NOUN" and (word in _ANAPHORS or word in word_list("buildings")):
            children = [tokens[c] for c in self.analysis.children[i]]
            if not any(c.dep == "det" and c.text.casefold() in _POINTING for c in children) or any(
                c.dep in ("amod", "compound", "nmod", "nummod", "relcl", "acl")
                and c.text.casefold() != "same"
                or (c.dep == "prep" and c.lemma == "of")
                for c in children
            ):
                return None
            kinds, noun = _ANAPHORS.get(word, (Precision.SITE,)), "" if word in _ANAPHORS else word
        else:
            return None
        fitting = [
            m
            for m in self.mentions
            if m.last <= i
            and tokens[m.first].sentence >= token.sentence - MAX_BACK
            and m.place.precision in kinds
            and noun in m.place.span.surface.casefold()
        ]
        if not fitting:
            return None
        if word in ("country", "capital") and tokens[fitting[-1].first].sentence != token.sentence:
            told = self._find_main(i, kinds)
        else:
            latest = [m for m in fitting if tokens[m.first].sentence == tokens[fitting[-1].first].sentence]
            told = fitting[-1] if len(kinds) == 1 else self.finest(latest[::-1]) or fitting[-1]
        return _Mention(told.place, i, i + 1, token.text)

    def _find_main(self, i: int, kinds: tuple[Precision | None, ...]) -> _Mention:
        """Return of all places of a kind told before the first whose country is named most, by its people too.

        Where the report was filed counts thrice.
        """
        start = self.analysis.tokens[i].start
        counts = Counter(place.country for place in self.places if place.span.end <= start)
        counts.update(2 * [m.place.country for m in self.mentions if m.first == m.last])
        told = (m for m in self.mentions if m.last <= i and m.place.precision in kinds)
        return max(told, key=lambda m: counts[m.place.country])

    def finest(self, mentions: Iterable[_Mention]) -> _Mention | None:
        """Return the most specific of the places, the first of equals; what another only lies beside or in, last."""
        found = [m for m in mentions if not self._lies_beside(m)]
        if len(found) > 1:
            names = {i: m for m in found for i in range(m.first, m.last)}
            found = [m for m in found if self._outside(m, names) is None] or found
        return min(found, key=lambda m: _FINENESS.get(m.place.precision, 3)) if found else None

    def _outside(self, mention: _Mention, names: Mapping[int, _Mention]) -> _Mention | None:
        """Return the place that a mention only says the whereabouts of: "Safina, south of Mosul", "Jabla in Latakia"."""
        at = self._head(mention)
        for _ in range(6):
            node = self.analysis.tokens[at]
            if node.dep not in ("pobj", "prep", "npadvmod", "advmod", "appos", "conj") or node.head == at:
                return None
            if node.dep == "conj" or (node.dep == "appos" and mention.place.precision not in _WIDE):
                return None
            at = node.head
            other = names.get(at)
            if other is None:
                for c in self.analysis.children[at]:  # "the village of Safina, south of Mosul"
                    if self.analysis.tokens[c].dep == "prep" and self.analysis.tokens[c].lemma == "of":
                        inner = [names[g] for g in self.analysis.children[c] if g in names]
                        other = inner[0] if inner and c < mention.first else other
            if other is not None and other is not mention:
                return other
        return None

    def _lies_beside(self, mention: _Mention) -> bool:
        """Whether a place is told only for another's whereabouts: "south of Mosul", "six miles from Erbil"."""
        tokens = self.analysis.tokens
        preposition = tokens[tokens[self._head(mention)].head]
        if preposition.lemma not in ("of", "from"):
            return False
        around = (tokens[preposition.head], tokens[max(0, preposition.i - 1)])
        return any(t.text.casefold() in word_list("compass") or t.lemma in _LENGTHS for t in around)

    def may_place(self, token: int, mention: _Mention) -> bool:
        """Whether a phrase under an event can place it: what is said is not where those are of whom it is said."""
        tokens = self.analysis.tokens
        if tokens[token].lemma not in word_list("speaking"):
            return True
        at = self._head(mention)
        for _ in range(8):
            node = tokens[at]
            if node.head == token or node.head == at:
                return node.dep in ("advmod", "npadvmod", "pobj") or (
                    node.dep == "prep" and node.text.casefold() in _IN and not self._objects_before(token, node.i)
                )
            at = node.head
        return False

    def _objects_before(self, verb: int, i: int) -> bool:
        """Whether a verb's object, of its own weight, stands between it and a phrase: "condemns the attacks in X"."""
        tokens = self.analysis.tokens
        return any(
            tokens[c].dep == "dobj" and verb < c < i and tokens[c].pos == "NOUN" for c in self.analysis.children[verb]
        )

    def within(self, phrase: Span) -> Iterator[_Mention]:
        """Yield the places of a locative phrase, without those of clauses and owners inside it."""
        first = bisect_right(self.analysis.tokens, phrase.start - 1, key=_start)
        seen: set[int] = set()
        for i in range(first, len(self.analysis.tokens)):
            if self.analysis.tokens[i].start >= phrase.end:
                break
            mention = self.at(i)
            if mention is None or mention.first in seen or mention.first < first:
                continue
            seen.add(mention.first)
            if self.analysis.tokens[mention.last - 1].end <= phrase.end and self._leads_up(mention, phrase):
                yield mention

    def _head(self, mention: _Mention) -> int:
        for i in range(mention.first, mention.last):
            head = self.analysis.tokens[i].head
            if not mention.first <= head < mention.last or head == i:
                return i
        return mention.last - 1

    def _leads_up(self, mention: _Mention, phrase: Span) -> bool:
        at = self._head(mention)
        for _ in range(8):
            node = self.analysis.tokens[at]
            parent = self.analysis.tokens[node.head]
            if node.head == at or not phrase.start <= parent.start < phrase.end:
                return True
            if not self._may_pass(node.dep, mention, parent.i):
                return False
            at = node.head
        return False

    def _may_pass(self, dep: str, mention: _Mention, parent: int) -> bool:
        """Whether a place may stand for the phrase that it is a part of."""
        if dep in ("pobj", "prep", "appos", "conj", "npadvmod", "pcomp", "dobj", "acl", "agent"):
            return True
        if dep in ("compound", "nmod", "amod"):  # "a Baghdad hotel", but not "a US base"
            return mention.place.precision not in _WIDE or parent in self.by_token
        # "in Iraq's Anbar province", but not "on the orders of Moscow's defence minister"
        return dep == "poss" and self.analysis.tokens[parent].lemma not in load_lexicon().speakers

    def goals(self, at: int) -> list[_Mention]:
        """Return where a movement goes: "travel to Turkey", "a visit to Uzbekistan"."""
        tokens, children = self.analysis.tokens, self.analysis.children
        return [m for c in children[at] if tokens[c].text.casefold() in ("to", "into") for m in self._below(c)]

    def sources(self, at: int) -> list[_Mention]:
        """Return where somebody or something is taken from: "kidnapped from Lebanon", "seized from the airfield"."""
        tokens, children = self.analysis.tokens, self.analysis.children
        below = [*children[at]]
        if tokens[at].lemma in word_list("taken_things"):  # what comes from there need not be people of there
            below += [g for c in children[at] if tokens[c].dep == "dobj" for g in children[c]]
        return [m for c in below if tokens[c].lemma == "from" for m in self._below(c)]

    def around(self, at: int) -> Iterator[tuple[str, list[_Mention]]]:
        """Yield, by falling right to be the place, the places that a token's own words give."""
        tokens, children = self.analysis.tokens, self.analysis.children
        event = tokens[at]
        of_words = ("of", "for") if event.lemma in word_list("placed_at_for") else ("of",)
        inside: list[_Mention] = []
        target: list[_Mention] = []
        into: list[_Mention] = []
        away: list[_Mention] = []
        of: list[_Mention] = []
        for child in self._complements(at):
            word = tokens[child].text.casefold()
            for mention in self._below(child):
                wide = mention.place.precision in _WIDE
                if word in _AT and wide:
                    target.append(mention)
                elif word in of_words:
                    of.append(mention)
                elif word in _TO:
                    into.append(mention)
                elif word in _FROM:
                    away.append(mention)
                elif word in _IN:
                    inside.append(mention)
        for c in (at, *children[at]):  # "blew up temples there"
            inside += [m for g in children[c] if tokens[g].lemma == "there" and (m := self.at(g)) is not None]
        inside = [m for m in inside if self.may_place(at, m)]
        objects = [*self.objects(at)]
        if self.finest([*objects, *inside]) in objects:
            yield "object", objects  # "seized the X hospital in Mosul"
        yield "locative", inside
        yield "modifier", [m for m in self._modifiers(at) if m.place.precision not in _WIDE]
        if event.lemma in word_list("placed_on_target"):
            yield "target", target
        yield "object", objects
        if event.lemma in word_list("placed_at_of") or event.lemma in word_list("placed_at_for"):
            yield "of", of
        if event.lemma in word_list("moving"):
            yield "into", into
            yield "from", away

    def targets(self, at: int) -> list[_Mention]:
        """Return the sites and towns on which an attack is: "an attack on the base"; not countries, which are parties."""
        tokens, children = self.analysis.tokens, self.analysis.children
        nouns = [at, *(c for c in children[at] if tokens[c].dep == "nsubj")]  # "an attack on the base wounded three"
        struck = [n for n in nouns if tokens[n].lemma in word_list("placed_on_target")]
        below = [c for n in struck for c in children[n] if tokens[c].text.casefold() in _AT]
        return [m for c in below for m in self._below(c) if m.place.precision not in _WIDE]

    def undergone(self, at: int) -> list[_Mention]:
        """Return the places to which an event was done: "Aleppo was devastated by bombardment"; who is outraged is elsewhere."""
        tokens = self.analysis.tokens
        by = tokens[tokens[at].head]
        if tokens[at].dep != "pobj" or by.dep != "agent" or tokens[at].lemma not in word_list("scenes"):
            return []
        if tokens[by.head].lemma not in word_list("placed_at_object"):
            return []
        subjects = (c for c in self.analysis.children[by.head] if tokens[c].dep == "nsubjpass")
        return [m for c in subjects for m in self._of_noun(c)]

    def objects(self, at: int) -> Iterator[_Mention]:
        """Yield the places that are what is taken, struck or visited, also in an aim or effect: "an offensive to retake X"."""
        tokens, children = self.analysis.tokens, self.analysis.children
        verbs = [at]
        verbs += [
            c
            for c in children[at]
            if tokens[c].dep in ("acl", "advcl", "xcomp", "relcl") and tokens[c].tag in ("VB", "VBG")
        ]
        for verb in verbs:
            if tokens[verb].lemma in word_list("placed_at_object"):
                for c in children[verb]:
                    if tokens[c].dep in ("dobj", "nsubjpass", "oprd"):
                        yield from self._of_noun(c)

    def _modifiers(self, at: int) -> Iterator[_Mention]:
        """Yield the places that stand before a noun, or by themselves beside a verb: "the Erbil attack"."""
        for child in self.analysis.children[at]:
            if child in self.by_token and self.analysis.tokens[child].dep in ("compound", "nmod", "npadvmod"):
                yield self.by_token[child]

    def of_antecedent(self, token: int) -> list[_Mention]:
        """Return the places of what a relative "where" or "from which" stands for: "in Syria, where they trained"."""
        tokens, at = self.analysis.tokens, token
        for _ in range(4):
            node = tokens[at]
            if node.dep == "relcl":
                clause = range(node.head + 1, token + 1)
                relative = any(
                    tokens[i].text.casefold() == "where"
                    or (tokens[i].text.casefold() == "which" and tokens[i - 1].text.casefold() in _IN | _TO | _FROM)
                    for i in clause
                )
                if not relative:
                    return []
                named = [*self._of_noun(node.head)]
                # the parse may hang the clause on another noun: "visit Erbil on Monday, where he will …"
                told = [m for m in self.mentions if m.first < m.last <= node.i and self._in_sentence(m, node.i)]
                return named or told[-1:]
            if node.head == at or node.dep not in ("xcomp", "acomp", "conj", "advcl", "ccomp"):
                return []
            at = node.head
        return []

    def _in_sentence(self, mention: _Mention, i: int) -> bool:
        return self.analysis.tokens[mention.first].sentence == self.analysis.tokens[i].sentence

    def _complements(self, at: int) -> Iterator[int]:
        """Yield the prepositions of a token, and those that the parse hung on its objects or subject."""
        tokens, children = self.analysis.tokens, self.analysis.children
        pending, depth = [(at, 0)], 0
        while pending:
            node, depth = pending.pop(0)
            for child in children[node]:
                dep = tokens[child].dep
                if dep in ("prep", "agent") or (
                    dep in ("advmod", "prt") and children[child] and tokens[child].text.casefold() in _IN | _TO | _FROM
                ):
                    yield child
                    if depth < 3 and tokens[child].text.casefold() in _LEADS_ON:
                        pending += [(g, depth + 1) for g in children[child] if tokens[g].dep in ("pobj", "prep")]
                elif dep in ("dobj", "nsubjpass", "attr", "dative", "appos") and depth < 2:
                    pending.append((child, depth + 1))
                elif dep == "acl" and depth == 0 and tokens[child].lemma in word_list("light_participles"):
                    pending.append((child, 1))
                elif dep == "conj" and tokens[node].dep == "pobj":
                    pending.append((child, depth + 1))
                elif dep == "conj" and depth == 0 and tokens[child].pos == "NOUN" and tokens[at].pos == "NOUN":
                    pending.append((child, 2))  # "air strikes and fighting in Homs"
                elif dep == "nsubj" and depth == 0 and tokens[child].pos == "NOUN" and tokens[at].pos == "VERB":
                    pending.append((child, 2))  # "an attack in Mosul killed ten"

    def _below(self, preposition: int) -> Iterator[_Mention]:
        """Yield the places that a preposition governs."""
        for child in self.analysis.children[preposition]:
            node = self.analysis.tokens[child]
            if node.dep == "pcomp" and node.pos == "VERB":
                yield from self.objects(child)  # "in capturing Mosul", not "in provoking Pyongyang"
            elif node.dep in ("pobj", "pcomp", "prep", "nmod", "amod") and node.lemma not in _WISHES:
                yield from self._of_noun(child)

    def _of_noun(self, at: int, depth: int = 0) -> Iterator[_Mention]:
        if (own := self.at(at)) is not None:
            yield own
        if depth > 4:
            return
        for child in self.analysis.children[at]:
            node = self.analysis.tokens[child]
            mention = self.by_token.get(child)
            leads = node.dep == "prep" and (node.text.casefold() in _IN or node.text.casefold() == "of")
            if leads or node.dep in ("appos", "conj", "pobj"):
                yield from self._of_noun(child, depth + 1)
            elif node.dep == "acl" and node.lemma in word_list("of_sites"):
                for preposition in self._complements(child):  # "a base used by forces in Erbil"
                    if self.analysis.tokens[preposition].text.casefold() in _IN:
                        yield from self._below(preposition)
            elif mention is not None and self._may_pass(node.dep, mention, at) and node.dep != "acl":
                yield mention
