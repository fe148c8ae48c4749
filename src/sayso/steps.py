"""The steps that sayso takes unless a user brings others: where the stages meet."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.flow import Steps
from sayso.records import Analysis, Coding, Producer, Report

if TYPE_CHECKING:
    from sayso.extract.actor_list import ActorList
    from sayso.extract.gazetteer import Gazetteer


def default_steps(
    *,
    cache_dir: Path | None = None,
    settings_hash: str = "",
    load_actors: Callable[[], ActorList | None] = lambda: None,
) -> Steps:
    """Return the built-in steps; models and data are loaded when they are first used.

    Args:
        cache_dir: Where the gazetteer's index is kept; `None`: the user's cache folder.
        settings_hash: Written into the producer of every coding.
        load_actors: Gives the actor list when one is needed; what gives `None` takes the packaged one.
    """
    from sayso.read.page import read_page

    @functools.cache  # opening it means hashing what it is made from: once a process, not once a report
    def gazetteer() -> Gazetteer:
        from sayso.extract.gazetteer import load_gazetteer

        return load_gazetteer(cache_dir)

    def extract(report: Report, analysis: Analysis) -> Coding:
        from sayso.extract.coding import code_report

        return code_report(
            report,
            analysis,
            gazetteer=gazetteer(),
            producer=make_producer(settings_hash),
            actor_list=load_actors(),
        )

    def analyze(reports: Sequence[Report]) -> Iterator[Analysis]:
        return default_analyze(reports, actors=load_actors())

    return Steps(read=read_page, analyze=analyze, extract=extract)


def default_analyze(
    reports: Sequence[Report], *, actors: ActorList | None = None, tag: bool = True
) -> Iterator[Analysis]:
    """Analyze with the packaged pipeline and reader model, known names told from words in capitals and exchanged for stand-ins.

    Args:
        reports: What `read` made.
        actors: Whose names are known; `None` takes the packaged list.
        tag: Whether the reader model tags attributions and loaded words; claims do not need it.
    """
    from sayso.analysis.pipeline import analyze
    from sayso.analysis.reader import load_packaged as load_reader
    from sayso.analysis.tagging import tag_report
    from sayso.extract.known_names import mark_names
    from sayso.extract.standins import exchange_names

    mask, mark = functools.partial(exchange_names, actors=actors), functools.partial(mark_names, actors=actors)
    for report, analysis in zip(reports, analyze(reports, mask=mask, mark_names=mark), strict=True):
        yield replace(analysis, tagged=tag_report(load_reader(), report, analysis, mask=mask)) if tag else analysis


def make_producer(settings_hash: str) -> Producer:
    """Return what made a coding: this version, its two models and settings."""
    from sayso import __version__
    from sayso.analysis.pipeline import PACKAGE, PINNED_WEIGHTS_SHA256
    from sayso.analysis.reader import load_packaged as load_reader

    models = f"{PACKAGE}@{PINNED_WEIGHTS_SHA256[:12]}+{load_reader().name}"
    return Producer(name="sayso", version=__version__, model=models, settings=settings_hash)
