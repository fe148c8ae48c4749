"""The claims file, contract version 1: a coding becomes a line, and a line a coding again.

This module only maps records to JSON and back; it computes nothing. Every field of the contract is always present, `null`
or `[]` where there is nothing to say. Adding a field is free; renaming or dropping one is a new version.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.errors import InputError
from sayso.records import (
    Actor,
    Attribution,
    Claim,
    Coding,
    Comment,
    EventType,
    Feedback,
    Incident,
    Instrument,
    LoadedSpan,
    Place,
    Precision,
    Producer,
    Published,
    Rating,
    Reason,
    Rejected,
    Report,
    Span,
    Stance,
    Status,
    Timex,
    Voice,
    When,
)

VERSION = "1"
"""The contract's version, the field `sayso` of every line."""

FIGURES = ("killed", "injured", "abducted", "released", "arrested", "troops", "displaced")
"""What `figures` counts; each is a key of every claim."""

_SCORE_DIGITS = 4  # what is finer differs between machines and means nothing
_DEGREE_DIGITS = 5  # about a metre

# Lone surrogates have no UTF-8 form; the others end a line for some readers (`str.splitlines`), though not in JSON.
_UNSAFE = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")


def to_line(coding: Coding) -> str:
    """Return a coding's line of the claims file, without the line end.

    Characters are written as they are; lone surrogates, which UTF-8 cannot hold, and the line separators of Unicode are
    escaped, so that the line is one line and encodes always.
    """
    line = json.dumps(to_dict(coding), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def from_line(line: str) -> Coding:
    """Return the coding behind a line of the claims file, of this or an older release.

    What the contract does not hold comes back empty: a report's dateline, the anchors and rules of mentions. Fields that
    are not known are ignored, since newer releases may add some.

    Raises:
        InputError: The line is no JSON, or no line of contract version 1.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no line of a claims file: {error}") from error
    version = data.get("sayso") if isinstance(data, dict) else None
    if version != VERSION:
        raise InputError(f"no line of a claims file of version {VERSION}: its field 'sayso' is {version!r}")
    try:
        return _coding(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"a line of a claims file with a missing or wrong field: {error!r}") from error


# --- records to JSON ------------------------------------------------------------------------------


def to_dict(coding: Coding) -> dict[str, Any]:
    """Return a coding as the contract's object: plain dicts, lists, strings and numbers."""
    return {
        "sayso": VERSION,
        "report": _report_dict(coding.report),
        "claims": [_claim_dict(c) for c in coding.claims],
        "attributions": [
            {
                "source": _span_dict(a.source),
                "cue": _span_dict(a.cue),
                "content": [_span_dict(s) for s in a.content],
                "kind": a.kind,
                "speaker": a.speaker,
            }
            for a in coding.attributions
        ],
        "times": [{"span": _span_dict(t.span), "type": t.type, "value": t.value, "mod": t.mod} for t in coding.times],
        "places": [_place_dict(p) for p in coding.places],
        "actors": [_actor_dict(a) for a in coding.actors],
        "loaded": [
            {"span": _span_dict(x.span), "kind": x.kind, "owner": x.owner, "score": round(x.score, _SCORE_DIGITS)}
            for x in coding.loaded
        ],
        "rejected": [
            {"stage": r.stage, "reason": str(r.reason), "span": _span_dict(r.span), "detail": r.detail}
            for r in coding.rejected
        ],
        "producer": {
            "name": coding.producer.name,
            "version": coding.producer.version,
            "model": coding.producer.model,
            "settings": coding.producer.settings,
        },
    }


def _report_dict(report: Report) -> dict[str, Any]:
    rating = report.feedback.rating
    return {
        "id": report.id,
        "content_sha256": report.content_sha256,
        "url": report.url,
        "title": report.title,
        "publisher": report.publisher,
        "credit": list(report.credit),
        "authors": list(report.authors),
        "published": {
            "value": report.published.value,
            "precision": _text(report.published.precision),
            "source": report.published.source,
            "latest": report.published.latest,
        },
        "language": report.language,
        "text": report.text,
        "body": {"start": report.body.start, "end": report.body.end},
        "extra": _plain(report.extra),
        "feedback": {
            "rating": None
            if rating is None
            else {"value": _finite(rating.value), "scale": _finite(rating.scale), "votes": rating.votes},
            "comments": [
                {"author": c.author, "posted": c.posted, "text": c.text, "reply_to": c.reply_to, "votes": c.votes}
                for c in report.feedback.comments
            ],
        },
    }


def _claim_dict(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "event": claim.event,
        "type": str(claim.type),
        "mode": claim.mode,
        "contexts": list(claim.contexts),
        "trigger": _span_dict(claim.trigger),
        "also": [_span_dict(s) for s in claim.also],
        "voice": _voice_dict(claim.voice),
        "via": list(claim.via),
        "cue": _span_dict(claim.cue),
        "stance": str(claim.stance),
        "status": str(claim.status),
        "actors": [_actor_dict(a) for a in claim.actors],
        "recipients": [_actor_dict(a) for a in claim.recipients],
        "place": None if claim.place is None else _place_dict(claim.place),
        "when": None if claim.when is None else _when_dict(claim.when),
        "figures": _figures_dict(claim.figures),
        "instruments": [{"name": i.name, "span": _span_dict(i.span), "kind": i.kind} for i in claim.instruments],
        "evidence": {"start": claim.evidence[0], "end": claim.evidence[1]},
        "score": round(claim.score, _SCORE_DIGITS),
        "why": dict(claim.why),
    }


def _voice_dict(voice: Voice) -> dict[str, Any]:
    if voice.name is None and voice.source is None:
        return {"kind": "narrator"}
    return {
        "kind": "source",
        "name": voice.name,
        "span": _span_dict(voice.source),
        "actor": None if voice.actor is None else _actor_dict(voice.actor),
    }


def _actor_dict(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "span": _span_dict(actor.span),
        "country": actor.country,
        "sector": actor.sector,
        "codes": list(actor.codes),
        "id": actor.id,
        "resolved": actor.resolved,
        "key": actor.key,
    }


def _place_dict(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "span": _span_dict(place.span),
        "geonameid": place.geonameid,
        "lat": None if place.lat is None else round(place.lat, _DEGREE_DIGITS),
        "lon": None if place.lon is None else round(place.lon, _DEGREE_DIGITS),
        "country": place.country,
        "admin1": place.admin1,
        "precision": _text(place.precision),
    }


def _when_dict(when: When) -> dict[str, Any]:
    return {
        "value": when.value,
        "end": when.end,
        "precision": str(when.precision),
        "span": _span_dict(when.span),
        "reason": when.reason,
    }


def _figures_dict(figures: Mapping[str, tuple[int | None, int | None]]) -> dict[str, list[int | None] | None]:
    """Return all seven keys, then any other that a plug-in counts."""
    keys = [*FIGURES, *sorted(set(figures) - set(FIGURES))]
    return {key: list(figures[key]) if key in figures else None for key in keys}


def _span_dict(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "surface": span.surface}


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)


def _finite(value: float | None) -> float | None:
    return value if value is None or math.isfinite(value) else None


def _plain(value: Any) -> Any:
    """Return a user's value as JSON can hold it: NaN and infinities become null, foreign objects their text."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return _finite(value)
    return value if value is None or isinstance(value, bool | int | str) else str(value)


# --- incidents ------------------------------------------------------------------------------------


def incident_to_line(incident: Incident) -> str:
    """Return an incident's line of the incidents file, without the line end; characters as in `to_line`."""
    line = json.dumps(incident_to_dict(incident), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def incident_to_dict(incident: Incident) -> dict[str, Any]:
    """Return an incident as the contract's object."""
    return {
        "id": incident.id,
        "type": str(incident.type),
        "mode": incident.mode,
        "title": incident.title,
        "place": None if incident.place is None else {**_place_dict(incident.place), "report": incident.place_report},
        "when": None if incident.when is None else {**_when_dict(incident.when), "report": incident.when_report},
        "claims": list(incident.claims),
        "reports": list(incident.reports),
        "outlets": list(incident.outlets),
        "origins": incident.origins,
        "origin_groups": [list(g) for g in incident.origin_groups],
        "borrowings": [
            {
                "report": b.report,
                "source": b.source,
                "of_outlet": b.of_outlet,
                "kind": b.kind,
                "evidence": b.evidence,
                "score": round(b.score, _SCORE_DIGITS),
            }
            for b in incident.borrowings
        ],
        "responsibility": [
            {
                "party": p.party,
                "claimed_by_itself": p.claimed_by_itself,
                "blamed_by": list(p.blamed_by),
                "denied_by": list(p.denied_by),
                "asserted_by": list(p.asserted_by),
                "suspected_by": list(p.suspected_by),
            }
            for p in incident.responsibility
        ],
        "unnamed_by": list(incident.unnamed_by),
        "disputed_by": list(incident.disputed_by),
        "figures": {
            key: [{"value": list(f.value), "voice": f.voice, "report": f.report, "as_of": f.as_of} for f in figures]
            for key, figures in incident.figures.items()
        },
        "disagreements": [
            {
                "field": d.field,
                "values": [list(v) if isinstance(v, tuple) else v for v in d.values],
                "who": [[{"voice": s.voice, "report": s.report, "as_of": s.as_of} for s in sayers] for sayers in d.who],
            }
            for d in incident.disagreements
        ],
        "revisions": list(incident.revisions),
    }


# --- JSON to records ------------------------------------------------------------------------------


def _coding(data: Mapping[str, Any]) -> Coding:
    return Coding(
        report=_report(data["report"]),
        claims=tuple(_claim(c) for c in data["claims"]),
        attributions=tuple(
            Attribution(
                source=_span(a["source"]),
                cue=_span(a["cue"]),
                content=_spans(a["content"]),
                kind=a["kind"],
                speaker=a["speaker"],
            )
            for a in data["attributions"]
        ),
        times=tuple(Timex(span=_its_span(t), type=t["type"], value=t["value"], mod=t["mod"]) for t in data["times"]),
        places=tuple(_place(p) for p in data["places"]),
        actors=tuple(_actor(a) for a in data["actors"]),
        loaded=tuple(
            LoadedSpan(span=_its_span(x), kind=x["kind"], owner=x["owner"], score=x["score"]) for x in data["loaded"]
        ),
        rejected=tuple(
            Rejected(stage=r["stage"], reason=Reason(r["reason"]), span=_span(r["span"]), detail=r.get("detail"))
            for r in data["rejected"]
        ),
        producer=Producer(**{key: data["producer"][key] for key in ("name", "version", "model", "settings")}),
    )


def _report(data: Mapping[str, Any]) -> Report:
    text, body, published = data["text"], data["body"], data["published"]
    return Report(
        id=data["id"],
        content_sha256=data["content_sha256"],
        text=text,
        body=Span(body["start"], body["end"], text[body["start"] : body["end"]]),
        url=data["url"],
        title=data["title"],
        publisher=data["publisher"],
        credit=tuple(data["credit"]),
        authors=tuple(data["authors"]),
        published=Published(
            value=published["value"],
            precision=_precision(published["precision"]),
            source=published["source"],
            latest=published.get("latest", False),
        ),
        language=data["language"],
        feedback=_feedback(data["feedback"]),
        extra=data["extra"],
    )


def _feedback(data: Mapping[str, Any]) -> Feedback:
    rating = data["rating"]
    return Feedback(
        rating=None if rating is None else Rating(value=rating["value"], scale=rating["scale"], votes=rating["votes"]),
        comments=tuple(
            Comment(text=c["text"], author=c["author"], posted=c["posted"], reply_to=c["reply_to"], votes=c["votes"])
            for c in data["comments"]
        ),
    )


def _claim(data: Mapping[str, Any]) -> Claim:
    when = data["when"]
    return Claim(
        id=data["id"],
        event=data["event"],
        type=EventType(data["type"]),
        mode=data["mode"],
        contexts=tuple(data["contexts"]),
        trigger=_must(_span(data["trigger"])),
        also=_spans(data["also"]),
        voice=_voice(data["voice"]),
        via=tuple(data["via"]),
        cue=_span(data["cue"]),
        stance=Stance(data["stance"]),
        status=Status(data["status"]),
        actors=tuple(_actor(a) for a in data["actors"]),
        recipients=tuple(_actor(a) for a in data["recipients"]),
        place=None if data["place"] is None else _place(data["place"]),
        when=None
        if when is None
        else When(
            value=when["value"],
            end=when["end"],
            precision=Precision(when["precision"]),
            span=_span(when["span"]),
            reason=when["reason"],
        ),
        figures={key: (bounds[0], bounds[1]) for key, bounds in data["figures"].items() if bounds is not None},
        instruments=tuple(Instrument(name=i["name"], span=_its_span(i), kind=i["kind"]) for i in data["instruments"]),
        evidence=(data["evidence"]["start"], data["evidence"]["end"]),
        score=data["score"],
        why=data["why"],
    )


def _voice(data: Mapping[str, Any]) -> Voice:
    if data["kind"] == "narrator":
        return Voice()
    actor = data["actor"]
    return Voice(name=data["name"], source=_span(data["span"]), actor=None if actor is None else _actor(actor))


def _actor(data: Mapping[str, Any]) -> Actor:
    return Actor(
        span=_its_span(data),
        name=data["name"],
        key=data.get("key") or data["id"] or data.get("resolved") or data["name"],
        country=data["country"],
        sector=data["sector"],
        codes=tuple(data.get("codes", ())),
        id=data["id"],
        resolved=data.get("resolved"),
    )


def _place(data: Mapping[str, Any]) -> Place:
    span = _its_span(data)
    return Place(
        span=span,
        name=data.get("name") or span.surface,
        geonameid=data["geonameid"],
        lat=data["lat"],
        lon=data["lon"],
        country=data["country"],
        admin1=data.get("admin1"),
        precision=_precision(data["precision"]),
    )


def _span(data: Mapping[str, Any] | None) -> Span | None:
    return None if data is None else Span(data["start"], data["end"], data["surface"])


def _its_span(data: Mapping[str, Any]) -> Span:
    return _must(_span(data["span"]))


def _spans(data: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(_must(_span(s)) for s in data)


def _must(span: Span | None) -> Span:
    if span is None:
        raise ValueError("a span is null that must not be")
    return span


def _precision(value: str | None) -> Precision | None:
    return None if value is None else Precision(value)


def iter_spans(data: Any) -> Iterable[dict[str, Any]]:
    """Yield every span of a line's object, wherever it stands; whoever checks offsets needs no more.

    >>> list(iter_spans({"cue": {"start": 0, "end": 2, "surface": "so"}, "body": {"start": 0, "end": 9}}))
    [{'start': 0, 'end': 2, 'surface': 'so'}]
    """
    if isinstance(data, dict):
        if data.keys() == {"start", "end", "surface"}:
            yield data
            return
        for key, value in data.items():
            if key != "extra":  # the user's own
                yield from iter_spans(value)
    elif isinstance(data, list):
        for value in data:
            yield from iter_spans(value)
