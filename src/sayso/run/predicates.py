"""How every predicate of a text stands: one report in Python (`sayso.predicates`), or many (`sayso code --predicates`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sayso.flow import Steps
from sayso.records import Page, Predicate, Rejected, Report, Span, Voice
from sayso.run.local import Sink, write_batches
from sayso.run.plan import Batch, iter_batches
from sayso.run.report import Counts
from sayso.run.worker import Coded, Declined, Result
from sayso.settings import Settings


def read_predicates(report: Report) -> tuple[Predicate, ...]:
    """Do what `sayso.predicates` says."""
    from sayso.extract.predicates import find_predicates
    from sayso.run.single import analyze_one

    return find_predicates(report, analyze_one(report))


def write_predicates(
    pages: Iterable[Page | Rejected],
    sink: Sink,
    *,
    settings: Settings,
    steps: Steps,
    on_progress: Callable[[Counts], None] = lambda counts: None,
) -> Counts:
    """Read the predicates of pages and append a line for each report, from where an earlier run left off.

    Args:
        pages: In input order, from the first, also when an earlier run is taken up.
        sink: Where the lines go.
        settings: `batch_size` is used.
        steps: Of which reading and analyzing are used.
        on_progress: Called after each batch with the counts so far.

    Raises:
        SettingsError: The pages are not the ones that the earlier run began with.
        InputError: The output cannot be written.
        ModelError: The model is missing, or is not the pinned one.
    """

    def results_of(rest: Iterator[Page | Rejected]) -> Iterator[tuple[Batch, tuple[Result, ...]]]:
        for batch in iter_batches(rest, size=settings.batch_size):
            yield batch, tuple(_read_page(page, steps) for page in batch.pages)

    return write_batches(pages, sink, results_of, on_progress=on_progress)


def _read_page(page: Page | Rejected, steps: Steps) -> Result:
    from sayso.extract.predicates import find_predicates

    report = page if isinstance(page, Rejected) else steps.read(page)
    if isinstance(report, Rejected):
        return Declined(rejected=report)
    (analysis,) = steps.analyze([report])
    found = find_predicates(report, analysis)
    line = json.dumps(predicates_to_json(report, found), ensure_ascii=True, separators=(",", ":"))
    return Coded(line=line.encode() + b"\n", id=report.id, content_sha256=report.content_sha256, claims=len(found))


def predicates_to_json(report: Report, predicates: Iterable[Predicate]) -> dict[str, Any]:
    """Return a line of the output: what the claims file has of a claim, as far as a predicate has it."""
    return {
        "sayso": "1",
        "report": {
            "id": report.id,
            "content_sha256": report.content_sha256,
            "title": report.title,
            "text": report.text,
        },
        "claims": [
            {
                "trigger": _span_to_json(p.trigger),
                "also": [],
                "lemma": p.lemma,
                "voice": _voice_to_json(p.voice),
                "cue": None if p.cue is None else _span_to_json(p.cue),
                "stance": str(p.stance),
                "status": str(p.status),
                "why": dict(sorted(p.why.items())),
            }
            for p in predicates
        ],
    }


def _span_to_json(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "surface": span.surface}


def _voice_to_json(voice: Voice) -> dict[str, Any]:
    if voice.source is None:
        return {"kind": "narrator"}
    return {"kind": "source", "name": voice.name, "span": _span_to_json(voice.source)}
