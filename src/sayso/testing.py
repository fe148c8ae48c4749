"""Builders and fakes for tests, ours and other people's."""

from __future__ import annotations

import functools
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sayso.flow import Steps
from sayso.ids import make_id, sha256_hex
from sayso.records import (
    Actor,
    Analysis,
    Claim,
    Coding,
    EventType,
    Page,
    Precision,
    Producer,
    Published,
    Reason,
    Rejected,
    Report,
    Span,
    Stance,
    Status,
    Voice,
)
from sayso.settings import Settings


def make_report(text: str, *, published: str | None = None, title: str | None = None) -> Report:
    """Build a report whose body is the whole text.

    Args:
        text: What the report says.
        published: An ISO date; `None` leaves it unknown.
        title: The headline.
    """
    digest = sha256_hex(text.encode("utf-8", "surrogatepass"))
    known = Published(
        value=published, precision=Precision.DAY if published else None, source="given" if published else None
    )
    return Report(
        id=make_id("r", [digest]),
        content_sha256=digest,
        text=text,
        body=Span(0, len(text), text),
        title=title,
        published=known,
        language="en",
    )


def parse(text: str, *, published: str | None = None, title: str | None = None) -> tuple[Report, Analysis]:
    """Build a report and analyze it with the packaged pipeline."""
    from sayso.steps import default_analyze  # the pipeline is loaded only where it is needed

    report = make_report(text, published=published, title=title)
    return report, next(iter(default_analyze([report], tag=False)))


def make_span(text: str, surface: str, *, occurrence: int = 0) -> Span:
    """Build the span of a phrase in a text.

    Args:
        text: Where to look.
        surface: What to find.
        occurrence: Which of several, counted from 0.

    >>> make_span("they said they left", "they", occurrence=1)
    Span(start=10, end=14, surface='they')
    """
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(surface, start + 1)
    return Span(start, start + len(surface), surface)


def make_actor(text: str, surface: str, **fields: Any) -> Actor:
    """Build an actor mention; its name is its surface and its key the name in small letters unless given."""
    given = {"span": make_span(text, surface), "name": surface, "key": surface.lower(), **fields}
    return Actor(**given)


def make_claim(text: str, trigger: str, **fields: Any) -> Claim:
    """Build a claim of the narrator that an assault happened; `fields` replace any of its fields.

    >>> make_claim("Rebels attacked a base.", "attacked", score=0.5).stance
    <Stance.ASSERTS: 'asserts'>
    """
    span = make_span(text, trigger)
    given: dict[str, Any] = {
        "id": make_id("c", [text, span.start, sorted(fields)]),
        "event": "e1",
        "type": EventType.ASSAULT,
        "mode": None,
        "contexts": (),
        "trigger": span,
        "also": (),
        "voice": Voice(),
        "via": (),
        "cue": None,
        "stance": Stance.ASSERTS,
        "status": Status.HAPPENED,
        "actors": (),
        "recipients": (),
        "place": None,
        "when": None,
        "figures": {},
        "instruments": (),
        "evidence": (0, len(text)),
        "score": 1.0,
        "why": {},
    }
    return Claim(**{**given, **fields})


def make_coding(report: Report, *claims: Claim, **fields: Any) -> Coding:
    """Build a coding of a report; `fields` replace any of its fields."""
    given: dict[str, Any] = {
        "report": report,
        "claims": claims,
        "attributions": (),
        "times": (),
        "places": (),
        "actors": (),
        "loaded": (),
        "rejected": (),
        "producer": Producer(name="sayso", version="0", model="fake@0", settings="0"),
    }
    return Coding(**{**given, **fields})


def make_fake_steps(settings: Settings) -> Steps:
    """Make steps without a model: every word "attack" of a page is a claim.

    A page shorter than `min_chars` is declined. A page that holds `#raise` raises in the extraction, `#die` ends the
    process, `#wait` takes a tenth of a second: for tests of runners.
    """
    return Steps(
        read=functools.partial(_fake_read, min_chars=settings.min_chars), analyze=_fake_analyze, extract=_fake_extract
    )


def _fake_read(page: Page, *, min_chars: int) -> Report | Rejected:
    text = page.content.decode("utf-8", "replace")
    if len(text) < min_chars:
        return Rejected(stage="read", reason=Reason.TOO_SHORT if text else Reason.EMPTY, source=page.source)
    report = make_report(text, published=page.given.published, title=page.given.title)
    return replace(report, id=page.given.id or report.id)


def _fake_analyze(reports: Sequence[Report]) -> Iterator[Analysis]:
    return (Analysis(report.text, (), (), (), ()) for report in reports)


def _fake_extract(report: Report, analysis: Analysis) -> Coding:
    if "#raise" in report.text:
        raise ValueError("this page raises")
    if "#die" in report.text:
        os._exit(9)
    if "#wait" in report.text:
        time.sleep(0.1)
    found = re.finditer("attack", analysis.text)
    return make_coding(
        report,
        *(
            replace(
                make_claim(analysis.text, "attack"),
                id=make_id("c", [report.id, m.start()]),
                trigger=Span(*m.span(), m[0]),
            )
            for m in found
        ),
    )
