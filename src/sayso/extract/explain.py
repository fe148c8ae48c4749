"""Say how one mention of a report was resolved: what stood to choose from, what spoke for each, what was decided, by which rule.

Nothing is decided here: the stages' own functions are asked again, with the same words. What a stage keeps to itself is not
told; the features of places are, since their model is linear.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.extract.actor_joining import REACH
from sayso.extract.actor_list import ActorList, Entry, Term, load_actor_list, select_term
from sayso.extract.actor_scene import make_scene
from sayso.extract.cues import load_lexicon
from sayso.extract.events import find_events
from sayso.extract.figures import figures_of, find_figures
from sayso.extract.frames import Entry as EventEntry
from sayso.extract.frames import load_ontology
from sayso.extract.gazetteer import Gazetteer
from sayso.extract.loaded import KEEP_AT, SUPPORTED_AT, load_entries
from sayso.extract.places import ACCEPT_AT, Context, accept, features_of, group, hints, weigh, weights
from sayso.extract.times import find_times
from sayso.extract.toponyms import find_toponyms
from sayso.records import Actor, Analysis, Attribution, Claim, Coding, Event, Published, Report, Span, Timex

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
        *_explain_times(report, analysis, coding, offset),
        *_explain_figures(report, analysis, offset),
        *_explain_events(report, analysis, coding, offset),
        *_explain_attributions(analysis, coding, offset),
        *_explain_loaded(coding, offset),
        *_explain_declined(coding, offset),
    ]
    return tuple(found)


def _at(span: Span | None, offset: int) -> bool:
    return span is not None and span.start <= offset < span.end


def _shares(a: Span, b: Span | None) -> bool:
    return b is not None and a.start < b.end and b.start < a.end


# --- actors ---------------------------------------------------------------------------------------


def _explain_actors(
    report: Report, analysis: Analysis, coding: Coding, offset: int, actor_list: ActorList | None
) -> Iterator[Explanation]:
    for actor in coding.actors:
        if _at(actor.span, offset):
            options = tuple(_list_options(report, analysis, actor, actor_list or load_actor_list()))
            if actor.rule.startswith("pronoun"):
                options = tuple(_antecedents(analysis, actor, coding))
            yield Explanation(
                kind="actor",
                span=actor.span,
                decision={
                    "name": actor.name,
                    "country": actor.country,
                    "sector": actor.sector,
                    "codes": list(actor.codes),
                    "id": actor.id,
                    "resolved": actor.resolved,
                },
                rule=actor.rule,
                options=options[:MAX_OPTIONS],
                of=len(options),
                notes=tuple(_actor_notes(actor, coding)),
            )


def _list_options(report: Report, analysis: Analysis, actor: Actor, actors: ActorList) -> Iterator[Option]:
    """Yield the entries of the list that bear a name within the mention, and the entry that its thread has."""
    tokens = [t.i for t in analysis.tokens if t.start >= actor.span.start and t.end <= actor.span.end]
    if not tokens:
        return
    as_of = report.published.value
    scene = make_scene(analysis, as_of=as_of, within=(tokens[0], tokens[-1] + 1), actors=actors)
    words = [(i, scene.words[i]) for i in tokens if scene.words[i]]
    plain = [word for _, word in words]
    shown: set[str] = set()
    for k in range(len(plain)):
        for alias in actors.find_names(plain, k):
            if alias.id in shown:
                continue
            shown.add(alias.id)
            facts = {"name in the list": alias.surface, "kind of name": alias.kind.name.lower()}
            facts |= _entry_facts(actors.entries[alias.id], as_of)
            yield Option(name=alias.id, chosen=alias.id == actor.id, facts=facts)
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
    yield from _claims_with(coding, lambda c: _roles_in(c, actor.span), "is")


def _roles_in(claim: Claim, span: Span) -> str:
    roles = [
        ("the actor", any(a.span == span for a in claim.actors)),
        ("the recipient", any(a.span == span for a in claim.recipients)),
        ("the voice", claim.voice.source is not None and _shares(span, claim.voice.source)),
    ]
    return " and ".join(name for name, holds in roles if holds)


def _claims_with(coding: Coding, role: Any, verb: str) -> Iterator[str]:
    for claim in coding.claims:
        if said := role(claim):
            yield f"{verb} {said} of {claim.type} “{claim.trigger.surface}” at {claim.trigger.start}, {claim.stance}"


# --- places ---------------------------------------------------------------------------------------


def _explain_places(
    report: Report, analysis: Analysis, coding: Coding, offset: int, gazetteer: Gazetteer
) -> Iterator[Explanation]:
    toponyms = find_toponyms(analysis, gazetteer)
    accepted = accept(toponyms)
    groups = group(accepted, report, analysis)
    known, table = hints(report), weights("choose")
    weigh(groups, known, table, rounds=2)
    context = Context(groups, known) if groups else None
    weigh(groups, known, table)  # whose last, third round weighs in the context of the two before
    by_span = {p.span: p for p in coding.places}
    for toponym in toponyms:
        if not _at(toponym.span, offset):
            continue
        spoke = _contributions(toponym.features, weights("accept"))
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(spoke.values())))))
        place = by_span.get(toponym.span)
        if place is None:
            yield Explanation(
                kind="declined",
                span=toponym.span,
                decision={"place": None, "probability of a place": round(chance, 3)},
                rule=f"taken for a place from {ACCEPT_AT:g} on",
                features=spoke,
            )
            continue
        options: list[Option] = []
        for g in groups:
            if any(t is toponym for t in g.toponyms):
                rows = features_of(g, context, known)
                ranked = sorted(range(len(g.candidates)), key=lambda i: (-g.shares[i], i))
                for i in ranked:
                    c = g.candidates[i]
                    facts = {
                        "kind": c.kind.name.lower(), "country": c.country, "admin1": c.admin1, "population": c.population,
                        "geonameid": c.geonameid, "named by": c.match.name.lower(),
                    }  # fmt: skip
                    chosen = place.lat is not None and (c.lat, c.lon) == (place.lat, place.lon)
                    options.append(
                        Option(
                            name=c.name,
                            chosen=chosen,
                            score=round(g.shares[i], 4),
                            facts=facts,
                            features=_contributions(rows[i], table) if len(options) < MAX_OPTIONS else {},
                        )
                    )
        yield Explanation(
            kind="place",
            span=place.span,
            decision={
                "name": place.name,
                "geonameid": place.geonameid,
                "country": place.country,
                "admin1": place.admin1,
                "precision": place.precision,
                "lat": place.lat,
                "lon": place.lon,
                "probability of a place": round(chance, 3),
            },
            rule=place.rule,
            options=tuple(options[:MAX_OPTIONS]),
            of=len(options),
            features=spoke,
            notes=tuple(
                _claims_with(
                    coding,
                    lambda c, span=place.span: (
                        f"the place ({c.why.get('place')})" if c.place and c.place.span == span else ""
                    ),
                    "is",
                )
            ),
        )


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
        yield Explanation(
            kind="time",
            span=timex.span,
            decision={
                "type": timex.type,
                "value": timex.value,
                "modifier": timex.mod,
                "begin": timex.begin,
                "end": timex.end,
                "precision": timex.precision,
            },
            rule=timex.rule,
            notes=(
                _anchor(report, timex, without.get(timex.span)),
                *_claims_with(
                    coding,
                    lambda c, span=timex.span: (
                        f"the time ({c.why.get('when')})" if c.when and c.when.span == span else ""
                    ),
                    "is",
                ),
            ),
        )


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
    for figure in figures:
        if not _at(figure.span, offset):
            continue
        counted = [e for e in events if figures_of(analysis, e.token, [figure])]
        yield Explanation(
            kind="figure",
            span=figure.span,
            decision={
                "least": figure.least,
                "most": figure.most,
                "counts": figure.counts,
                "of": figure.of.surface if figure.of else None,
                "named by": analysis.tokens[figure.anchor].text if figure.anchor is not None else None,
            },
            rule=figure.rule,
            notes=tuple(f"belongs to {e.type} “{e.trigger.surface}” at {e.trigger.start}" for e in counted)
            or ("belongs to no event",),
        )


# --- events ---------------------------------------------------------------------------------------


def _explain_events(report: Report, analysis: Analysis, coding: Coding, offset: int) -> Iterator[Explanation]:
    for event in find_events(report, analysis):
        if not _at(event.trigger, offset):
            continue
        options = tuple(_entry_options(analysis, event))
        yield Explanation(
            kind="event",
            span=event.trigger,
            decision={
                "type": event.type,
                "mode": event.mode,
                "contexts": list(event.contexts),
                "status": event.status,
                "status rule": event.status_rule,
                "hedge": event.hedge.surface if event.hedge else None,
                "actors": [s.surface for s in event.actors],
                "recipients": [s.surface for s in event.recipients],
                "place phrases": [s.surface for s in event.places],
                "instruments": [i.name for i in event.instruments],
                "score of the word": event.score,
            },
            rule=event.rule,
            options=options[:MAX_OPTIONS],
            of=len(options),
            notes=tuple(_event_notes(event, coding)),
        )


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
            options = tuple(_cue_options(analysis, span)) if kind == "cue" else ()
            yield Explanation(
                kind=kind,
                span=span,
                decision={
                    "source": attribution.source.surface if attribution.source else None,
                    "speaker": attribution.speaker,
                    "cue": attribution.cue.surface if attribution.cue else None,
                    "stance": attribution.stance,
                    "kind": attribution.kind,
                    "content": [s.surface for s in attribution.content],
                    "accused": [s.surface for s in attribution.accused],
                    "quoted by": _outer(attribution, coding),
                    "tells of events": attribution.tells,
                },
                rule=attribution.rule,
                options=options,
                of=len(options),
            )


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
            options = tuple(
                Option(
                    name=" ".join(e.words),
                    chosen=" ".join(e.words) == loaded.rule.partition(": ")[2],
                    facts={"kind": e.kind, "score of the word": e.score},
                )
                for e in entries
            )
            yield Explanation(
                kind="loaded",
                span=loaded.span,
                decision={"kind": loaded.kind, "owner": loaded.owner, "score": loaded.score},
                rule=loaded.rule,
                options=options,
                of=len(options),
                notes=(f"kept from {KEEP_AT:g} on, beside another in its sentence from {SUPPORTED_AT:g} on",),
            )


def _explain_declined(coding: Coding, offset: int) -> Iterable[Explanation]:
    for rejected in coding.rejected:
        if rejected.span is not None and _at(rejected.span, offset):
            yield Explanation(
                kind="declined",
                span=rejected.span,
                decision={"stage": rejected.stage, "reason": rejected.reason, "detail": rejected.detail},
                rule=str(rejected.reason),
            )
