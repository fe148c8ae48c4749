"""Gather codings into incidents: merge their happenings, and put together what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sayso.ids import make_id
from sayso.ledger.disagreements import choose_figures, find_disagreements
from sayso.ledger.incidents import FINE, HOSTILE, Happening, find_happenings, party_key
from sayso.ledger.merge import Merger
from sayso.ledger.origins import find_origins
from sayso.ledger.tellings import Telling, find_doers, sort_tellings, voice_across
from sayso.records import ACTUAL, Claim, Coding, Incident, Place, Report, ResponsibleParty, Stance, VoicedFigure, When

T = TypeVar("T")
Voices = tuple[str | None, ...]


def gather(
    codings: Iterable[Coding],
    *,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> tuple[Incident, ...]:
    """Return the incidents of codings, in the order of their ids; the same for any order of the codings.

    Args:
        codings: One for each report.
        same: Pairs of ids that a person joined; see `Merger`.
        different: Pairs that a person parted.

    Raises:
        InputError: They contradict one another.
    """
    merger = Merger(same=same, different=different)
    found: dict[str, Happening] = {}
    by_report: dict[str, Coding] = {}
    for coding in codings:
        happenings = find_happenings(coding)
        merger.add(happenings)
        found.update((h.id, h) for h in happenings)
        by_report[coding.report.id] = coding
    return make_incidents(merger.find_clusters(), found, by_report)


def make_incidents(
    clusters: Iterable[Sequence[str]], happenings: Mapping[str, Happening], codings: Mapping[str, Coding]
) -> tuple[Incident, ...]:
    """Return an incident for each cluster that tells something as having happened, in the order of their ids.

    Args:
        clusters: Ids of happenings.
        happenings: By id.
        codings: By the report's id; looked up once for each happening, so it may read them from a file.
    """
    by_report = sorted(
        clusters, key=lambda cluster: min(happenings[h].report for h in cluster)
    )  # few reports at a time
    made = (make_incident([happenings[h] for h in cluster], codings) for cluster in by_report)
    return tuple(sorted((i for i in made if i is not None), key=lambda i: i.id))


def make_incident(happenings: Iterable[Happening], codings: Mapping[str, Coding]) -> Incident | None:
    """Put together what is said of one incident; `None`: nobody says that anything has happened.

    Its id is made from its earliest report, so that later reports leave it as it is.
    """
    happenings = tuple(happenings)
    about = {h.report for h in happenings if h.main}
    tellings = sort_tellings(_make_tellings(happenings, codings))
    claims = [c for t in tellings for c in t.claims]
    if not any(c.status in ACTUAL and c.stance is not Stance.DENIES for c in claims):
        return None
    first = next(t for t in tellings if t.claims)
    kind = _most(c.type for c in _weighty(claims))
    reports = [t.report for t in tellings]
    origins = find_origins(reports)
    place, where = _choose_place(tellings)
    when, day = _choose_when(tellings)
    parties, unnamed, disputed = _find_responsible(tellings)
    return Incident(
        id=_make_incident_id(first.report.id, (c.id for c in first.claims)),
        type=kind,
        mode=_most_or_none(c.mode for c in claims if c.mode and c.type is kind),
        title=next((r.title for r in reports if r.title and r.id in about), None),
        place=place,
        place_report=where,
        when=when,
        when_report=day,
        claims=tuple(dict.fromkeys(c.id for c in claims)),
        reports=tuple(r.id for r in reports),
        outlets=tuple(dict.fromkeys(r.publisher for r in reports if r.publisher)),
        origins=len(origins.groups),
        origin_groups=origins.groups,
        borrowings=origins.borrowings,
        responsibility=parties,
        unnamed_by=unnamed,
        disputed_by=disputed,
        figures={
            key: tuple(
                VoicedFigure(value=bounds, voice=sayer.voice, report=sayer.report, as_of=sayer.as_of)
                for bounds, sayer in values
            )
            for key, values in choose_figures(tellings).items()
        },
        disagreements=find_disagreements(tellings),
        revisions=_find_revisions(reports),
    )


def name_incident(happenings: Iterable[Happening], as_of: Mapping[str, str | None]) -> str | None:
    """Return the id that the incident of some happenings has; `None`: nobody claims anything.

    Args:
        happenings: Of one cluster.
        as_of: The day or month of each report's publication, as `Telling.as_of` has it.
    """
    claims: dict[str, list[str]] = {}
    for happening in happenings:
        if happening.claims:
            claims.setdefault(happening.report, []).extend(happening.claims)
    first = min(claims, key=lambda report: (as_of[report] or "9999", report), default=None)
    return None if first is None else _make_incident_id(first, claims[first])


def _make_incident_id(report: str, claims: Iterable[str]) -> str:
    """Return an incident's id, made from its earliest report with claims, so that later reports leave it as it is."""
    return make_id("i", [report, min(claims)])


def _make_tellings(happenings: Iterable[Happening], codings: Mapping[str, Coding]) -> Iterator[Telling]:
    """Yield one telling a report; a person may have joined two happenings of one."""
    by_report: dict[str, set[str]] = {}
    about = set[str]()
    for happening in happenings:
        by_report.setdefault(happening.report, set()).update(happening.claims)
        about |= {happening.report} if happening.main else set()
    for report, ids in by_report.items():
        coding = codings[report]
        claims = tuple(c for c in coding.claims if c.id in ids)
        yield Telling(report=coding.report, claims=claims, main=report in about)


def _weighty(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims that speak of violence, if any does, else all: what a thing is called goes by its gravest part."""
    return [c for c in claims if c.type in HOSTILE and c.status in ACTUAL] or claims


def _most(values: Iterable[T]) -> T:
    counts: dict[T, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda v: counts[v])


def _most_or_none(values: Iterable[T]) -> T | None:
    found = list(values)
    return _most(found) if found else None


def _choose_place(tellings: Sequence[Telling]) -> tuple[Place | None, str | None]:
    """Return the place that most voices give, towns before larger ones, and the report it is from."""
    votes: dict[object, set[tuple[str, str | None]]] = {}
    first: dict[object, tuple[Place, str]] = {}
    for telling in tellings:
        for claim in telling.claims:
            if claim.place is not None:
                key = claim.place.geonameid or claim.place.name.casefold()
                votes.setdefault(key, set()).add((telling.report.id, voice_across(telling, claim)))
                first.setdefault(key, (claim.place, telling.report.id))
    if not votes:
        return None, None
    best = max(votes, key=lambda k: (first[k][0].precision in FINE, len(votes[k])))
    return first[best]


def _choose_when(tellings: Sequence[Telling]) -> tuple[When | None, str | None]:
    """Return the time that most voices give, days before months and years, and the report it is from."""
    votes: dict[tuple[str, str | None], set[tuple[str, str | None]]] = {}
    first: dict[tuple[str, str | None], tuple[When, str]] = {}
    for telling in tellings:
        for claim in telling.claims:
            if claim.when is not None:
                key = (claim.when.value[:10], claim.when.end)
                votes.setdefault(key, set()).add((telling.report.id, voice_across(telling, claim)))
                first.setdefault(key, (claim.when, telling.report.id))
    if not votes:
        return None, None
    best = max(votes, key=lambda k: (min(len(k[0]), 10), len(votes[k])))
    return first[best]


def _find_responsible(tellings: Sequence[Telling]) -> tuple[tuple[ResponsibleParty, ...], Voices, Voices]:
    """Return the parties with the voices for and against; who names nobody; who denies that it took place."""
    names: dict[str, str] = {}
    voices: dict[str, dict[Stance, dict[str | None, None]]] = {}
    unnamed, disputed = dict[str | None, None](), dict[str | None, None]()
    for telling in tellings:
        for claim in telling.claims:
            voice, doers = voice_across(telling, claim), find_doers(claim)
            for doer in doers:
                key = party_key(doer)
                names.setdefault(key, doer.resolved or doer.name)
                voices.setdefault(key, {}).setdefault(claim.stance, {})[voice] = None
            if not doers:
                (disputed if claim.stance is Stance.DENIES else unnamed)[voice] = None
    parties = tuple(
        ResponsibleParty(
            party=names[key],
            claimed_by_itself=Stance.CLAIMS in said,
            blamed_by=tuple(said.get(Stance.BLAMES, ())),
            denied_by=tuple(said.get(Stance.DENIES, ())),
            asserted_by=tuple(said.get(Stance.ASSERTS, ())),
            suspected_by=tuple(said.get(Stance.SUSPECTS, ())),
        )
        for key, said in voices.items()
    )
    return parties, tuple(unnamed), tuple(disputed)


def _find_revisions(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the reports that stand at the address of an earlier one, with other content."""
    seen: dict[str, str] = {}
    later = []
    for report in reports:
        if report.url is not None and seen.setdefault(report.url, report.content_sha256) != report.content_sha256:
            later.append(report.id)
    return tuple(later)
