"""Code one report: run the extractors in their order, and join what they find into claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.extract.actor_homes import give_homes
from sayso.extract.actor_list import ActorList
from sayso.extract.actors import find_actors, resolve_phrase
from sayso.extract.attributions import find_attributions
from sayso.extract.claims import make_claims
from sayso.extract.events import find_events
from sayso.extract.figures import drop_apart, figures_of, find_figures
from sayso.extract.gazetteer import Gazetteer
from sayso.extract.loaded import find_loaded
from sayso.extract.mentions import Bounds, Linkers
from sayso.extract.places import PlaceIndex, find_places, place_of
from sayso.extract.pointing import overlap
from sayso.extract.tagged import join_attributions, join_loaded
from sayso.extract.times import find_times, undated_of, when_of
from sayso.records import Actor, Analysis, Claim, Coding, Event, Place, Producer, Report, Span, Timex


def code_report(
    report: Report,
    analysis: Analysis,
    *,
    gazetteer: Gazetteer,
    producer: Producer,
    actor_list: ActorList | None = None,
) -> Coding:
    """Return all that is found in one report.

    Args:
        report: What `read` made.
        analysis: What `analyze` made of it.
        gazetteer: Where place names are looked up.
        producer: Written into the coding as it is.
        actor_list: Where actors are looked up; `None` takes the packaged list.
    """
    times = find_times(report, analysis)
    places = find_places(report, analysis, gazetteer)
    actors = give_homes(analysis, find_actors(report, analysis, actors=actor_list), places)
    figures = find_figures(report, analysis)
    events = find_events(report, analysis)
    ruled = find_attributions(report, analysis)

    resolved: dict[Span, Actor] = {}
    index = PlaceIndex(analysis, places)

    def actor(phrase: Span, apart: Span | None = None) -> Actor:
        if phrase not in resolved:
            resolved[phrase] = resolve_phrase(phrase, actors, analysis)
        found = resolved[phrase]
        if apart is not None and overlap(found.span, apart) and not overlap(phrase, apart):
            others = tuple(a for a in actors if not overlap(a.span, apart))
            return resolve_phrase(phrase, others, analysis)
        return found

    def when(token: int) -> tuple[Timex, str] | None:
        return when_of(analysis, token, times)

    def place(token: int, phrases: tuple[Span, ...]) -> tuple[Place, str] | None:
        return place_of(analysis, token, phrases, places, index=index)

    kinds = {event.token: event.type for event in events}

    def counted(token: int) -> Mapping[str, Bounds]:
        return figures_of(analysis, token, drop_apart(figures, token, kinds))

    link = Linkers(actor=actor, when=when, place=place, figures=counted, counted=figures)
    claims, rejected = make_claims(report, analysis, events, ruled, link)
    claims = tuple(_say_undated(claim, analysis, events, times) for claim in claims)

    def speaker(source: Span, cue: Span | None) -> str:
        found = actor(source, cue)
        return found.resolved or found.name

    cues = {claim.cue for claim in claims if claim.cue is not None}
    attributions = join_attributions(ruled, analysis.tagged, cues=cues, speaker=speaker)
    return Coding(
        report=report,
        claims=claims,
        attributions=attributions,
        times=times,
        places=places,
        actors=actors,
        loaded=join_loaded(find_loaded(report, analysis, ruled), analysis.tagged, attributions),
        rejected=rejected,
        producer=producer,
    )


def _say_undated(claim: Claim, analysis: Analysis, events: Sequence[Event], times: Sequence[Timex]) -> Claim:
    """Return a claim without a day with the words that tell one in `why`, where nothing tells which day they mean."""
    token = next((e.token for e in events if e.trigger == claim.trigger), None)
    if claim.when is not None or token is None:
        return claim
    words = undated_of(analysis, token, times)
    return replace(claim, why={**claim.why, "when": f"told as {words!r}, on no day that is known"}) if words else claim
