"""Say how one mention of a report was resolved: what stood to choose from, what spoke for each, what was decided, by which rule.

Nothing is decided here: the stages' own functions are asked again, with the same words. What a stage keeps to itself is not
told; the features of places are, since their model is linear.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.extract.actor_homes import HOME
from sayso.extract.actor_joining import REACH
from sayso.extract.actor_list import ActorList, Entry, Term, load_actor_list, select_term
from sayso.extract.actor_scene import make_scene
from sayso.extract.cues import load_lexicon
from sayso.extract.events import find_events
from sayso.extract.figures import drop_apart, figures_of, find_figures
from sayso.extract.frames import Entry as EventEntry
from sayso.extract.frames import load_ontology
from sayso.extract.gazetteer import Gazetteer
from sayso.extract.loaded import KEEP_AT, SUPPORTED_AT, load_entries
from sayso.extract.places import (
    SCENE_AT,
    Context,
    Group,
    PlaceIndex,
    accept,
    features_of,
    find_threshold,
    group,
    hints,
    weigh,
    weights,
)
from sayso.extract.times import find_times
from sayso.extract.toponyms import Toponym, find_toponyms
from sayso.extract.tree import find_token_at
from sayso.records import Actor, Analysis, Attribution, Claim, Coding, Event, Place, Published, Report, Span, Timex

MAX_OPTIONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that a mention could have meant. `score` is a probability; `None`: what it was weighed by has none."""

    name: str
    chosen: bool
    score: float | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    features: Mapping[str, float] = field(
        default_factory=dict
    )  # what spoke for it (above 0) or against it, in log odds


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How one mention was resolved. `options` are the best, the likeliest first; `of` is how many there were."""

    kind: str  # actor | place | time | figure | event | cue | source | loaded | declined
    span: Span
    decision: Mapping[str, Any]  # what was decided; None: left open
    rule: str
    options: tuple[Option, ...] = ()
    of: int = 0
    features: Mapping[str, float] = field(default_factory=dict)  # what spoke for it being such a mention at all
    notes: tuple[str, ...] = ()


def explain_mention(
    report: Report,
    analysis: Analysis,
    coding: Coding,
    offset: int,
    *,
    gazetteer: Gazetteer,
    actor_list: ActorList | None = None,
) -> tuple[Explanation, ...]:
    """Explain everything that was made of the words at an offset; empty if nothing was.

    Args:
        report: The report.
        analysis: Its analysis.
        coding: What was found in it.
        offset: In code points of the report's text.
        gazetteer: Where places were looked up.
        actor_list: Where actors were looked up; `None`: the packaged list.
    """
    found = [
        *_explain_actors(report, analysis, coding, offset, actor_list),
        *_explain_places(report, analysis, coding, offset, gazetteer),
        *_explain_stand_ins(analysis, coding, offset),
        *_explain_times(report, analysis, coding, offset),
        *_explain_figures(report, analysis, offset),
        *_explain_events(report, analysis, coding, offset),
        *_explain_attributions(analysis, coding, offset),
        *_explain_loaded(coding, offset),
        *_explain_declined(coding, offset),
    ]
    return tuple(found)


def _explain(
    kind: str,
    span: Span,
    decision: Mapping[str, Any],
    rule: str,
    *,
    options: Iterable[Option] = (),
    features: Mapping[str, float] | None = None,
    notes: Iterable[str] = (),
) -> Explanation:
    """Make an explanation with the best of its options and their number."""
    every = tuple(options)
    return Explanation(
        kind=kind,
        span=span,
        decision=decision,
        rule=rule,
        options=every[:MAX_OPTIONS],
        of=len(every),
        features=features or {},
        notes=tuple(notes),
    )


def _fields(record: object, *names: str) -> dict[str, Any]:
    """Return some fields of a record by their names."""
    return {name: getattr(record, name) for name in names}


def _at(span: Span | None, offset: int) -> bool:
    return span is not None and span.start <= offset < span.end


def _shares(a: Span, b: Span | None) -> bool:
    return b is not None and a.start < b.end and b.start < a.end


def _surface(span: Span | None) -> str | None:
    return span.surface if span is not None else None


def _parts_in_claims(coding: Coding, part: Callable[[Claim], str]) -> Iterator[str]:
    """Yield in which claims a mention has a part, as `part` says of each; what it says nothing of is left out."""
    for claim in coding.claims:
        if said := part(claim):
            yield f"is {said} of {claim.type} “{claim.trigger.surface}” at {claim.trigger.start}, {claim.stance}"


# --- actors ---------------------------------------------------------------------------------------


def _explain_actors(
    report: Report, analysis: Analysis, coding: Coding, offset: int, actor_list: ActorList | None
) -> Iterator[Explanation]:
    for actor in coding.actors:
        if not _at(actor.span, offset):
            continue
        if actor.rule.startswith("pronoun"):
            options = _antecedents(analysis, actor, coding)
        else:
            options = _list_options(report, analysis, actor, actor_list or load_actor_list())
        decision = _fields(actor, "name", "country", "sector", "codes", "id", "resolved")
        decision |= {"codes": list(actor.codes)}
        yield _explain("actor", actor.span, decision, actor.rule, options=options, notes=_actor_notes(actor, coding))


def _list_options(report: Report, analysis: Analysis, actor: Actor, actors: ActorList) -> Iterator[Option]:
    """Yield the entries of the list that bear a name within the mention, and the entry that its thread has."""
    tokens = [t.i for t in analysis.tokens if t.start >= actor.span.start and t.end <= actor.span.end]
    if not tokens:
        return
    as_of = report.published.value
    scene = make_scene(analysis, as_of=as_of, within=(tokens[0], tokens[-1] + 1), actors=actors)
    shown: set[str] = set()
    for match in scene.matches:
        for id_ in match.candidates:
            if id_ not in shown:
                shown.add(id_)
                facts = {"name in the list": match.surface, "kind of name": match.kind.name.lower()}
                facts |= _entry_facts(actors.entries[id_], as_of)
                yield Option(name=id_, chosen=id_ == actor.id, facts=facts)
    if actor.id is not None and actor.id not in shown and actor.id in actors.entries:
        yield Option(name=actor.id, chosen=True, facts=_entry_facts(actors.entries[actor.id], as_of))


def _antecedents(analysis: Analysis, pronoun: Actor, coding: Coding) -> Iterator[Option]:
    """Yield the actors told within the reach of a pronoun, the nearest first; their weights stay with the joiner."""
    starts = [s.start for s in analysis.sentences]
    here = bisect_right(starts, pronoun.span.start)
    shown: set[str] = set()
    for other in reversed(coding.actors):
        back = here - bisect_right(starts, other.span.start)
        if (
            other.span.start < pronoun.span.start
            and back <= REACH
            and other.key not in shown
            and other.rule[:7] != "pronoun"
        ):
            shown.add(other.key)
            facts = {"told as": other.span.surface, "at": other.span.start, "sentences before": back}
            yield Option(name=other.name, chosen=other.key == pronoun.key, facts=facts)


def _entry_facts(entry: Entry, as_of: str | None) -> dict[str, Any]:
    term = select_term(entry, as_of)
    shown: Term = term or entry.terms[0]
    return {
        "entry": entry.name,
        "country": shown.country,
        "sector": shown.sector,
        "office": shown.office,
        "from": shown.start,
        "to": shown.end,
        "holds at the report's date": None if as_of is None else term is not None,
    }


def _actor_notes(actor: Actor, coding: Coding) -> Iterator[str]:
    thread = [a for a in coding.actors if a.key == actor.key]
    if len(thread) > 1:
        shown = ", ".join(f"“{a.span.surface}” at {a.span.start}" for a in thread if a is not actor)
        yield f"one actor ({actor.key}) with {shown}"
    else:
        yield f"no other mention of this actor ({actor.key})"
    if actor.rule == "pronoun:tie":
        yield "two actors told before fit alike: neither is taken"
    elif actor.rule == "pronoun:none":
        yield "no actor told in the sentences before fits"
    if actor.rule.endswith(HOME):
        yield "its country is that of the place where it is met"
    yield from _parts_in_claims(coding, lambda c: _roles_in(c, actor.span))


def _roles_in(claim: Claim, span: Span) -> str:
    roles = [
        ("the actor", any(a.span == span for a in claim.actors)),
        ("the recipient", any(a.span == span for a in claim.recipients)),
        ("the voice", claim.voice.source is not None and _shares(span, claim.voice.source)),
    ]
    return " and ".join(name for name, holds in roles if holds)


# --- places ---------------------------------------------------------------------------------------


def _explain_places(
    report: Report, analysis: Analysis, coding: Coding, offset: int, gazetteer: Gazetteer
) -> Iterator[Explanation]:
    toponyms = find_toponyms(analysis, gazetteer)
    here = [t for t in toponyms if _at(t.span, offset)]
    if not here:
        return
    accepted = accept(toponyms)
    by_span = {p.span: p for p in coding.places}
    for toponym in here:
        spoke = _contributions(toponym.features, weights("accept"))
        chance = {"probability of a place": round(1 / (1 + math.exp(-max(-30.0, min(30.0, sum(spoke.values()))))), 3)}
        place = by_span.get(toponym.span)
        if place is None:
            known = any(t.key == toponym.key for t in accepted)
            rule = f"taken for a place from {find_threshold(toponym, known=known):g} on"
            yield _explain("declined", toponym.span, {"place": None, **chance}, rule, features=spoke)
            continue
        decision = _fields(place, "name", "geonameid", "country", "admin1", "precision", "lat", "lon") | chance
        notes = [] if not toponym.scene else [f"told as where something happened: taken from {SCENE_AT:g} on"]
        yield _explain(
            "place",
            place.span,
            decision,
            place.rule,
            options=_place_options(report, analysis, accepted, toponym, place),
            features=spoke,
            notes=(*notes, *_parts_in_claims(coding, functools.partial(_place_part, place.span))),
        )


def _place_options(
    report: Report, analysis: Analysis, accepted: list[Toponym], toponym: Toponym, place: Place
) -> Iterator[Option]:
    """Yield the candidates of a mention, the likeliest first, weighed again as they were."""
    groups = group(accepted, report, analysis)
    known, table = hints(report), weights("choose")
    weigh(groups, known, table, rounds=2)
    context = Context(groups, known) if groups else None
    weigh(groups, known, table)  # whose last, third round weighs in the context of the two before
    own: Group | None = next((g for g in groups if any(t is toponym for t in g.toponyms)), None)
    if own is None:
        return
    rows = features_of(own, context, known)
    for rank, i in enumerate(sorted(range(len(own.candidates)), key=lambda i: (-own.shares[i], i))):
        c = own.candidates[i]
        facts = {"kind": c.kind.name.lower(), **_fields(c, "country", "admin1", "population", "geonameid")}
        yield Option(
            name=c.name,
            chosen=place.lat is not None and (c.lat, c.lon) == (place.lat, place.lon),
            score=round(own.shares[i], 4),
            facts={**facts, "named by": c.match.name.lower()},
            features=_contributions(rows[i], table) if rank < MAX_OPTIONS else {},
        )


def _place_part(span: Span, claim: Claim) -> str:
    return f"the place ({claim.why.get('place')})" if claim.place and claim.place.span == span else ""


def _explain_stand_ins(analysis: Analysis, coding: Coding, offset: int) -> Iterator[Explanation]:
    """Explain words that stand for a place told before: "there", "the city"."""
    at = find_token_at(analysis, offset)
    token = analysis.tokens[at] if at is not None else None
    if at is None or token is None or token.start > offset:
        return
    told = PlaceIndex(analysis, coding.places).anaphor(at)
    if told is not None:
        decision = {"stands for": told.place.name, "told as": told.place.span.surface, "at": told.place.span.start}
        yield _explain("place", Span(token.start, token.end, token.text), decision, "the place told last that it fits")


def _contributions(features: Mapping[str, float], table: Mapping[str, float]) -> dict[str, float]:
    """Return what each feature adds to the log odds, the weightiest first."""
    found = {name: value * table.get(name, 0.0) for name, value in features.items()}
    if "bias" in table:
        found["bias"] = table["bias"]
    return {
        k: round(v, 3) for k, v in sorted(found.items(), key=lambda row: (-abs(row[1]), row[0])) if abs(v) >= 0.0005
    }


# --- times and figures ----------------------------------------------------------------------------


def _explain_times(report: Report, analysis: Analysis, coding: Coding, offset: int) -> Iterator[Explanation]:
    here = [t for t in coding.times if _at(t.span, offset)]
    if not here:
        return
    undated = find_times(replace(report, published=Published(value=None, precision=None, source=None)), analysis)
    without = {t.span: t for t in undated}
    for timex in here:
        decision = _fields(timex, "type", "value", "begin", "end", "precision") | {"modifier": timex.mod}
        notes = (_anchor(report, timex, without.get(timex.span)), *_times_in_claims(timex, coding))
        yield _explain("time", timex.span, decision, timex.rule, notes=notes)


WHEN_RULES = {
    "attached": "it hangs from the event's own words",
    "participle": "it stands with a participle of the event's noun",
    "within_phrase": "it stands inside the event's own phrase",
    "subject": "it is when the subject was",
    "clause": "it stands in the event's clause",
    "governing_clause": "it stands in the clause that governs the event's",
    "at_once": "it stands in a clause of what went on at that time",
    "effect": "it hangs from what the event led to",
    "only_one_before": "it is the only time before the event in its sentence",
    "narrative": "the story goes on from the day told just before",
}
"""What the rules of `when_of` mean."""


def _times_in_claims(timex: Timex, coding: Coding) -> Iterator[str]:
    def part(claim: Claim) -> str:
        if claim.when is None or not _shares(timex.span, claim.when.span):
            return ""
        rule = claim.why.get("when", "")
        means = next((words for name, words in WHEN_RULES.items() if f"when.{name}" in rule), "")
        return f"the time ({rule}{': ' + means if means else ''})"

    yield from _parts_in_claims(coding, part)


def _anchor(report: Report, timex: Timex, undated: Timex | None) -> str:
    """Say what a time was anchored to: by what its value were if the report had no date."""
    published = report.published
    if published.value is None:
        return "the report has no date: only what its own words tell is known"
    if undated is not None and undated.value == timex.value:
        return "its own words, or dates that the report tells, settle it; the date of publication does not matter"
    given = f"the date of publication, {published.value} ({published.source or 'source not known'}"
    given += ", at the latest)" if published.latest else ")"
    return f"anchored to {given}; without it: {undated.value if undated else 'no time at all'}"


def _explain_figures(report: Report, analysis: Analysis, offset: int) -> Iterator[Explanation]:
    figures = find_figures(report, analysis)
    events = find_events(report, analysis) if any(_at(f.span, offset) for f in figures) else ()
    kinds = {e.token: e.type for e in events}
    for figure in figures:
        if not _at(figure.span, offset):
            continue
        fitting = (e for e in events if figure in drop_apart(figures, e.token, kinds))
        counted = [e for e in fitting if figures_of(analysis, e.token, [figure])]
        decision = _fields(figure, "least", "most", "counts") | {
            "of": _surface(figure.of),
            "named by": analysis.tokens[figure.anchor].text if figure.anchor is not None else None,
        }
        notes = [f"belongs to {e.type} “{e.trigger.surface}” at {e.trigger.start}" for e in counted]
        yield _explain("figure", figure.span, decision, figure.rule, notes=notes or ["belongs to no event"])


# --- events ---------------------------------------------------------------------------------------


def _explain_events(report: Report, analysis: Analysis, coding: Coding, offset: int) -> Iterator[Explanation]:
    for event in find_events(report, analysis):
        if not _at(event.trigger, offset):
            continue
        decision = _fields(event, "type", "mode", "status") | {
            "contexts": list(event.contexts),
            "status rule": event.status_rule,
            "hedge": _surface(event.hedge),
            "actors": [s.surface for s in event.actors],
            "recipients": [s.surface for s in event.recipients],
            "place phrases": [s.surface for s in event.places],
            "instruments": [i.name for i in event.instruments],
            "score of the word": event.score,
        }
        options = _entry_options(analysis, event)
        yield _explain("event", event.trigger, decision, event.rule, options=options, notes=_event_notes(event, coding))


def _entry_options(analysis: Analysis, event: Event) -> Iterator[Option]:
    """Yield the entries of the ontology under the trigger's word, the one taken first."""
    ontology, word = load_ontology(), analysis.tokens[event.token].text.lower()
    first = analysis.tokens[max(0, bisect_right([t.start for t in analysis.tokens], event.trigger.start) - 1)]
    keys = dict.fromkeys((word, analysis.tokens[event.token].lemma, first.text.lower()))
    entries = [e for key in keys for e in (*ontology.verbs.get(key, ()), *ontology.nouns.get(key, ()))]
    found = {(e.rule, e.frame.name): e for e in entries}
    for entry in sorted(found.values(), key=lambda e: e.rule != event.rule):
        yield Option(name=entry.rule, chosen=entry.rule == event.rule, facts=_frame_facts(entry))


def _frame_facts(entry: EventEntry) -> dict[str, Any]:
    asked = {
        "needs": entry.needs,
        "object": entry.object,
        "no object": entry.object_not,
        "subject": entry.subject,
        "no subject": entry.subject_not,
        "near": sorted(entry.near),
        "unless": sorted(entry.unless),
    }
    return {
        "type": entry.type,
        "mode": entry.mode,
        "frame": entry.frame.name,
        "actor stands at": list(entry.frame.actor),
        "recipient stands at": list(entry.frame.recipient),
        **{name: list(value) for name, value in asked.items() if value},
        "score of the word": entry.score,
    }


def _event_notes(event: Event, coding: Coding) -> Iterator[str]:
    claims = [c for c in coding.claims if any(_shares(event.trigger, s) for s in (c.trigger, *c.also))]
    for claim in claims:
        voice = claim.voice.name or "the report itself"
        via = f", via {', '.join(claim.via)}" if claim.via else ""
        why = "; ".join(f"{k}: {v}" for k, v in claim.why.items() if k != "type")
        yield f"{claim.event}: {voice}{via} {claim.stance} {claim.type}, {claim.status}, score {claim.score:.2f} ({why})"
    if not claims:
        yield "no claim has it for a mention"


# --- cues and loaded words ------------------------------------------------------------------------


def _explain_attributions(analysis: Analysis, coding: Coding, offset: int) -> Iterator[Explanation]:
    for attribution in coding.attributions:
        for kind, span in (("cue", attribution.cue), ("source", attribution.source)):
            if span is None or not _at(span, offset):
                continue
            decision = _fields(attribution, "speaker", "stance", "kind") | {
                "source": _surface(attribution.source),
                "cue": _surface(attribution.cue),
                "content": [s.surface for s in attribution.content],
                "accused": [s.surface for s in attribution.accused],
                "quoted by": _outer(attribution, coding),
                "tells of events": attribution.tells,
            }
            options = _cue_options(analysis, span) if kind == "cue" else ()
            yield _explain(kind, span, decision, attribution.rule, options=options)


def _outer(attribution: Attribution, coding: Coding) -> str | None:
    if attribution.outer is None:
        return None
    outer = coding.attributions[attribution.outer]
    return outer.source.surface if outer.source else "nobody named"


def _cue_options(analysis: Analysis, span: Span) -> Iterator[Option]:
    """Yield what the lexicon of cues has under the cue's words."""
    lexicon = load_lexicon()
    for token in analysis.tokens:
        if span.start <= token.start and token.end <= span.end:
            for part, frames in (("verb", lexicon.verbs), ("noun", lexicon.nouns)):
                frame = frames.get(token.lemma)
                if frame is not None:
                    facts = {
                        "class": frame.kind,
                        "constructions": sorted(frame.content),
                        "prepositions": sorted(frame.on),
                    }
                    yield Option(
                        name=f"{token.lemma} ({part})", chosen=(token.pos == "NOUN") == (part == "noun"), facts=facts
                    )


def _explain_loaded(coding: Coding, offset: int) -> Iterator[Explanation]:
    for loaded in coding.loaded:
        if _at(loaded.span, offset):
            first = loaded.span.surface.casefold().split()[:1]
            entries = load_entries().get(first[0], ()) if first else ()
            options = [
                Option(
                    name=" ".join(e.words),
                    chosen=" ".join(e.words) == loaded.rule.partition(": ")[2],
                    facts={"kind": e.kind, "score of the word": e.score},
                )
                for e in entries
            ]
            decision = _fields(loaded, "kind", "owner", "score")
            kept = f"kept from {KEEP_AT:g} on, beside another in its sentence from {SUPPORTED_AT:g} on"
            yield _explain("loaded", loaded.span, decision, loaded.rule, options=options, notes=[kept])


def _explain_declined(coding: Coding, offset: int) -> Iterable[Explanation]:
    for rejected in coding.rejected:
        if rejected.span is not None and _at(rejected.span, offset):
            decision = _fields(rejected, "stage", "reason", "detail")
            yield _explain("declined", rejected.span, decision, str(rejected.reason))
