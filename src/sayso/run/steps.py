"""Makes the three steps from the settings: the one place where settings become plain keyword arguments."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso import __version__, registry
from sayso.extract.coding import code_report
from sayso.extract.gazetteer import load_gazetteer
from sayso.flow import Steps
from sayso.read.page import read_page
from sayso.records import Analysis, Coding, Producer, Reason, Rejected, Report
from sayso.settings import Settings, settings_hash


def make_steps(settings: Settings) -> Steps:
    """Load the plug-ins that the settings name, and join them into steps.

    Raises:
        PluginError: There is no such plug-in.
        ModelError: The model is missing, or is not the pinned one.
    """
    model = registry.load("sayso.models", settings.model)()
    producer = Producer(
        name="sayso",
        version=__version__,
        model=f"{settings.model}@{str(model.sha256)[:12]}",
        settings=settings_hash(settings),
    )
    gazetteer = load_gazetteer(Path(settings.cache_dir) if settings.cache_dir else None)
    return Steps(
        read=make_read(settings),
        analyze=functools.partial(_analyze, model),
        extract=functools.partial(
            _extract,
            code=functools.partial(code_report, gazetteer=gazetteer, producer=producer),
            min_score=settings.min_score,
        ),
    )


def make_read(settings: Settings) -> Any:
    """Return the step that reads a page, which needs no model."""
    return functools.partial(
        read_page, min_chars=settings.min_chars, max_chars=settings.max_chars, languages=settings.languages
    )


def _analyze(model: Any, reports: Sequence[Report]) -> Iterator[Analysis]:
    return (model.analyze(report) for report in reports)


def _extract(report: Report, analysis: Analysis, *, code: Any, min_score: float) -> Coding:
    return drop_low_scores(code(report, analysis), min_score=min_score)


def drop_low_scores(coding: Coding, *, min_score: float) -> Coding:
    """Return the coding with the claims of a lower score among the rejected, so that counts add up."""
    low = tuple(c for c in coding.claims if c.score < min_score)
    if not low:
        return coding
    declined = tuple(
        Rejected(
            stage="claims",
            reason=Reason.LOW_SCORE,
            span=c.trigger,
            detail=f"{c.type} {c.stance}, score {c.score:.2f} below {min_score:g}",
        )
        for c in low
    )
    kept = tuple(c for c in coding.claims if c.score >= min_score)
    return replace(coding, claims=kept, rejected=(*coding.rejected, *declined))
