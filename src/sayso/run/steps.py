"""Makes the steps from the settings: the one place where settings become plain keyword arguments."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path

from sayso import registry
from sayso.flow import Steps
from sayso.read.page import read_page
from sayso.records import Analysis, Coding, Reason, Rejected, Report
from sayso.run.actors import hash_settings, load_actors
from sayso.run.collector import calm_collector
from sayso.settings import Settings
from sayso.steps import default_analyze, default_steps

BUILT_IN = "en_core_web_sm"
"""The model that the built-in steps load by themselves."""


def make_steps(settings: Settings) -> Steps:
    """Make the steps, and load the model: what is missing is missed before the first report.

    Raises:
        PluginError: There is no such model.
        ModelError: The model is not installed, or is not the pinned one.
        SettingsError, InputError: A list of actors cannot be read.
    """
    model = registry.load("sayso.models", settings.model)()
    load_actors(settings)
    steps = make_read_steps(settings)
    if settings.model != BUILT_IN:
        steps = replace(steps, analyze=model)

    calm_collector()
    default_extract = steps.extract

    def extract(report: Report, analysis: Analysis) -> Coding:
        coding = default_extract(report, analysis)
        if settings.model != BUILT_IN:
            coding = replace(coding, producer=replace(coding.producer, model=f"{settings.model}@{model.sha256[:12]}"))
        return drop_low_scores(coding, min_score=settings.min_score)

    return replace(steps, extract=extract)


def make_untagged_steps(settings: Settings) -> Steps:
    """Make the steps as `make_steps` does, but for the reader model's tags, for what reads none of them.

    Raises:
        PluginError, ModelError, SettingsError, InputError: As `make_steps`.
    """
    steps = make_steps(settings)
    if settings.model != BUILT_IN:
        return steps
    return replace(steps, analyze=functools.partial(default_analyze, actors=load_actors(settings), tag=False))


def make_read_steps(settings: Settings) -> Steps:
    """Make the steps without loading a model: enough to read pages."""
    steps = default_steps(
        cache_dir=Path(settings.cache_dir) if settings.cache_dir else None,
        settings_hash=hash_settings(settings),
        load_actors=functools.partial(load_actors, settings),
    )
    read = functools.partial(
        read_page,
        min_chars=settings.min_chars,
        min_plain_chars=settings.min_plain_chars,
        max_chars=settings.max_chars,
        max_bytes=settings.max_bytes,
        languages=settings.languages,
    )
    return replace(steps, read=read)


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
